using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>
/// <c>POST /tenant-app/{id}/reset-secret</c>, <c>/reset-callback-secret</c>, <c>/reveal-secret</c>: each shows what it made once, and needs a password that was
/// checked lately (app-store 6.3; S12, S13).
/// </summary>
internal sealed class ResetSecrets(HubDbContext db, TimeProvider clock, SecretBox box, StoreJournal journal)
{
    internal sealed record Request(string? Password);

    internal sealed record ResetRequest(int? OverlapHours, string? Password);

    public static async Task<Answer<CredentialAnswer>> HandleResetAsync(
        long id, Fields fields, HttpContext context, ResetSecrets command, PasswordConfirmation password, CredentialView view, CancellationToken ct)
    {
        var overlap = fields.Integer("overlapHours") ?? 0;
        if (overlap is not (0 or 1 or 24))
        {
            fields.Fail("overlapHours", "旧密钥保留时间必须为 0、1 或 24 小时");
        }
        return await ConfirmedAsync(fields, context, password, view, () => command.ResetAsync(id, TimeSpan.FromHours(overlap), ct), ct);
    }

    public static Task<Answer<CredentialAnswer>> HandleResetCallbackAsync(
        long id, Fields fields, HttpContext context, ResetSecrets command, PasswordConfirmation password, CredentialView view, CancellationToken ct) =>
        ConfirmedAsync(fields, context, password, view, () => command.ResetCallbackAsync(id, ct), ct);

    public static Task<Answer<CredentialAnswer>> HandleRevealAsync(
        long id, Fields fields, HttpContext context, ResetSecrets command, PasswordConfirmation password, CredentialView view, CancellationToken ct) =>
        ConfirmedAsync(fields, context, password, view, () => command.RevealAsync(id, ct), ct);

    /// <summary>A new secret; the old one is accepted for the overlap, which is none by default.</summary>
    public Task<Result<(TenantApp Credential, CredentialSecrets Secrets)>> ResetAsync(long id, TimeSpan overlap, CancellationToken ct) =>
        ChangeAsync(id, "ResetSecret", credential =>
            credential.SecretPending ? AppStoreErrors.SecretPending : credential.ResetAppSecret(box, clock.UtcNow() + overlap), ct);

    /// <summary>A new callback secret, which signs pushes at once; the other secret is not touched.</summary>
    public Task<Result<(TenantApp Credential, CredentialSecrets Secrets)>> ResetCallbackAsync(long id, CancellationToken ct) =>
        ChangeAsync(id, "ResetCallbackSecret", credential => credential.ResetCallbackSecret(box), ct);

    /// <summary>领取密钥: makes the secret of a credential that an activation made, and shows it; only once.</summary>
    public Task<Result<(TenantApp Credential, CredentialSecrets Secrets)>> RevealAsync(long id, CancellationToken ct) =>
        ChangeAsync(id, "RevealSecret", credential => credential.SecretPending ? credential.Claim(box) : AppStoreErrors.SecretClaimed, ct);

    private static async Task<Answer<CredentialAnswer>> ConfirmedAsync(
        Fields fields, HttpContext context, PasswordConfirmation password, CredentialView view,
        Func<Task<Result<(TenantApp Credential, CredentialSecrets Secrets)>>> change, CancellationToken ct)
    {
        var typed = fields.Text("password", 256);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (!await password.IsRecentAsync(context, typed, ct))
        {
            return AppStoreErrors.PasswordNeeded;
        }
        var result = await change();
        return result.IsRefused(out var refusal) ? refusal : await view.WithSecretsAsync(context, result.Value.Credential, result.Value.Secrets, ct);
    }

    private Task<Result<(TenantApp, CredentialSecrets)>> ChangeAsync(
        long id, string operation, Func<TenantApp, Result<CredentialSecrets>> change, CancellationToken ct) =>
        db.AttemptAsync<(TenantApp, CredentialSecrets)>(async () =>
        {
            var credential = await db.Set<TenantApp>().FirstOrDefaultAsync(a => a.Id == id, ct);
            if (credential is null)
            {
                return CommonErrors.NotFound;
            }
            var before = CredentialFacts.Of(credential);
            var secrets = change(credential);
            if (secrets.IsRefused(out var refusal))
            {
                return refusal;
            }
            journal.Note(operation, credential, credential.AppName, CredentialFacts.Of(credential), before);
            journal.CredentialsChanged();
            await journal.TellAsync("SECRET_CHANGED", "credential." + operation, [credential.AppName], StoreJournal.AppsPath, ct);
            return (credential, secrets.Value);
        }, ct);
}
