using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary><c>PUT /tenant-app/{id}</c> and <c>POST /app-store/quick-setup</c>: changes what is given, leaves the rest (app-store 6.1).</summary>
internal sealed class UpdateCredential(HubDbContext db, TimeProvider clock, IOptions<AppStoreOptions> options, StoreJournal journal)
{
    internal sealed record Request(
        int Version, string? AppName, string? CallbackUrl, string? ExternalApiUrl, object? ConfigJson, string? OrderScope, bool? RequireV2Signature,
        string[]? IpAllowList, int? DailyQuota, DateTimeOffset? ExpireTime, string? Remark);

    internal sealed record SetupRequest(long TenantAppId, string? CallbackUrl, string? ExternalApiUrl);

    public static async Task<Answer<CredentialAnswer>> HandleAsync(
        long id, Fields fields, UpdateCredential command, CredentialForm form, CredentialView view, CancellationToken ct)
    {
        var version = (int?)fields.Integer("version", 0, int.MaxValue, required: true);
        var appType = fields.Text("appType", 64);
        var settings = await form.ReadAsync(fields, creates: false, ct);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(id, version, settings, appType, ct);
        return result.IsRefused(out var refusal) ? refusal : await view.OfAsync(result.Value, ct);
    }

    /// <summary>The two addresses alone, as the set-up wizard sends them.</summary>
    public static async Task<Answer<CredentialAnswer>> SetUpAsync(
        Fields fields, UpdateCredential command, CredentialForm form, CredentialView view, CancellationToken ct)
    {
        var id = fields.Integer("tenantAppId", 1, required: true);
        var settings = await form.ReadAddressesAsync(fields, ct);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(id!.Value, null, settings, null, ct);
        return result.IsRefused(out var refusal) ? refusal : await view.OfAsync(result.Value, ct);
    }

    /// <summary>Changes the credential; refused when someone changed it since <paramref name="version"/> was read (null: whatever it is now).</summary>
    // appType: When given it must be the credential's: the type is fixed for life.
    public Task<Result<TenantApp>> RunAsync(long id, int? version, CredentialSettings settings, string? appType, CancellationToken ct) =>
        db.AttemptAsync<TenantApp>(async () =>
        {
            var now = clock.UtcNow();
            var credential = await db.Set<TenantApp>().FirstOrDefaultAsync(a => a.Id == id, ct);
            if (credential is null)
            {
                return CommonErrors.NotFound;
            }
            if (version is { } read && read != credential.Version)
            {
                return CommonErrors.Stale;
            }
            if (appType is not null && appType != credential.AppType)
            {
                return Refusal.Invalid("appType", "应用类型创建后不能修改");
            }
            if (settings.AppName is { } name && name != credential.AppName && await db.Set<TenantApp>().AnyAsync(a => a.AppName == name, ct))
            {
                return CreateCredential.NameTaken(name);
            }
            var app = await db.Set<StoreApp>().FirstAsync(a => a.AppCode == credential.AppType, ct);
            var rules = new CredentialRules(app, credential.IsTrial, credential.DailyQuota, credential.ExpireTime, options.Value.AllowUnlimitedQuota);
            if (rules.Check(settings, now) is { } refusal)
            {
                return refusal;
            }
            var before = CredentialFacts.Of(credential);
            credential.Apply(settings);
            var after = CredentialFacts.Of(credential);
            journal.Note("UpdateCredential", credential, credential.AppName, after, before);
            journal.CredentialsChanged();
            if (before.CallbackUrl != after.CallbackUrl || before.ExternalApiUrl != after.ExternalApiUrl || before.DailyQuota != after.DailyQuota)
            {
                await journal.TellAsync("CREDENTIAL_CHANGED", "credential.UpdateCredential", [credential.AppName], StoreJournal.AppsPath, ct);
            }
            return credential;
        }, ct, taken: CreateCredential.NameTaken(settings.AppName));
}
