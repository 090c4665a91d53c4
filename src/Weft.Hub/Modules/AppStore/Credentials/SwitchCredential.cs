using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>
/// <c>POST /tenant-app/{id}/enable</c>, <c>/disable</c> and <c>DELETE /tenant-app/{id}</c>: two calls and no toggle, so that repeating is safe (app-store 6.2; S3).
/// </summary>
internal sealed class SwitchCredential(HubDbContext db, TimeProvider clock, StoreJournal journal)
{
    internal sealed record DisableRequest(string? Reason);

    public static async Task<Answer<CredentialAnswer>> HandleEnableAsync(long id, SwitchCredential command, CredentialView view, CancellationToken ct)
    {
        var result = await command.EnableAsync(id, ct);
        return result.IsRefused(out var refusal) ? refusal : await view.OfAsync(result.Value, ct);
    }

    public static async Task<Answer<CredentialAnswer>> HandleDisableAsync(long id, Fields fields, SwitchCredential command, CredentialView view, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.DisableAsync(id, reason, ct);
        return result.IsRefused(out var refusal) ? refusal : await view.OfAsync(result.Value, ct);
    }

    public static async Task<Answer<Done>> HandleDeleteAsync(long id, SwitchCredential command, CancellationToken ct) => await command.DeleteAsync(id, ct);

    public Task<Result<TenantApp>> EnableAsync(long id, CancellationToken ct) =>
        ChangeAsync(id, "EnableCredential", null, (credential, now) => credential.Enable(now), ct);

    public Task<Result<TenantApp>> DisableAsync(long id, string? reason, CancellationToken ct) =>
        ChangeAsync(id, "DisableCredential", reason, (credential, now) => credential.Disable(reason, now), ct);

    /// <summary>Soft: the key stays reserved, its log and its orders stay, calls answer 401 (app-store 6.2).</summary>
    public async Task<Result<Done>> DeleteAsync(long id, CancellationToken ct)
    {
        var result = await ChangeAsync(id, "DeleteCredential", null, (credential, now) =>
        {
            credential.Delete(now);
            return null;
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : Done.Value;
    }

    private Task<Result<TenantApp>> ChangeAsync(
        long id, string operation, string? reason, Func<TenantApp, DateTime, Refusal?> change, CancellationToken ct) =>
        db.AttemptAsync<TenantApp>(async () =>
        {
            var credential = await db.Set<TenantApp>().FirstOrDefaultAsync(a => a.Id == id, ct);
            if (credential is null)
            {
                return CommonErrors.NotFound;
            }
            var before = CredentialFacts.Of(credential);
            if (change(credential, clock.UtcNow()) is { } refusal)
            {
                return refusal;
            }
            if (db.Entry(credential).State == EntityState.Unchanged)
            {
                return credential;
            }
            journal.Note(operation, credential, credential.AppName, CredentialFacts.Of(credential), before, reason);
            journal.CredentialsChanged();
            await journal.TellAsync("CREDENTIAL_CHANGED", "credential." + operation, [credential.AppName], StoreJournal.AppsPath, ct);
            return credential;
        }, ct);
}
