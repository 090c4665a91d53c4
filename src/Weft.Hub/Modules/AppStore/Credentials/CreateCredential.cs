using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary><c>POST /tenant-app/create</c>: one more credential of a type that the tenant is subscribed to (app-store 6.1; S1).</summary>
internal sealed class CreateCredential(HubDbContext db, TimeProvider clock, IOptions<AppStoreOptions> options, CredentialMaker maker, StoreJournal journal)
{
    internal sealed record Request(
        string AppName, string AppType, string? CallbackUrl, string? ExternalApiUrl, object? ConfigJson, string? OrderScope, bool? RequireV2Signature,
        string[]? IpAllowList, int? DailyQuota, DateTimeOffset? ExpireTime, string? Remark);

    public static async Task<Answer<CredentialAnswer>> HandleAsync(
        Fields fields, HttpContext context, CreateCredential command, CredentialForm form, CredentialView view, CancellationToken ct)
    {
        var appType = fields.Text("appType", 64, required: true);
        var settings = await form.ReadAsync(fields, creates: true, ct);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(appType!, settings, ct);
        return result.IsRefused(out var refusal) ? refusal : await view.WithSecretsAsync(context, result.Value.Credential, result.Value.Secrets, ct);
    }

    /// <summary>Creates it and gives its secrets, once. The settings need a name.</summary>
    public Task<Result<(TenantApp Credential, CredentialSecrets Secrets)>> RunAsync(string appType, CredentialSettings settings, CancellationToken ct) =>
        db.AttemptAsync<(TenantApp, CredentialSecrets)>(async () =>
        {
            var now = clock.UtcNow();
            var app = await db.Set<StoreApp>().FirstOrDefaultAsync(a => a.AppCode == appType, ct);
            if (app is null)
            {
                return Refusal.Invalid("appType", $"“{appType}”不是有效的应用类型");
            }
            // Writing to the row holds it: two creations at the limit, or one and a revocation, wait for each other.
            var covering = db.Set<TenantSubscription>().Where(s => s.AppCode == appType
                && (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial) && s.StartTime <= now && (s.EndTime == null || s.EndTime > now));
            if (await covering.ExecuteUpdateAsync(set => set.SetProperty(s => s.UpdateTime, now), ct) == 0)
            {
                return AppStoreErrors.NotSubscribed;
            }
            var subscription = await covering.OrderBy(s => s.Status == SubscriptionStatus.Active ? 0 : 1).FirstAsync(ct);
            if (await db.Set<TenantApp>().CountAsync(a => a.AppType == appType, ct) >= options.Value.MaxCredentialsPerType)
            {
                return AppStoreErrors.TooManyCredentials.With(options.Value.MaxCredentialsPerType);
            }
            if (await db.Set<TenantApp>().AnyAsync(a => a.AppName == settings.AppName, ct))
            {
                return NameTaken(settings.AppName);
            }
            var quota = subscription.IsTrial ? app.TrialDailyQuota : app.PaidDailyQuota;
            var rules = new CredentialRules(app, subscription.IsTrial, quota, subscription.EndTime, options.Value.AllowUnlimitedQuota);
            if (rules.Check(settings with { ClearsExpireTime = false }, now) is { } refusal)
            {
                return refusal;
            }
            var (credential, secrets) = maker.MakeSeen(subscription, settings.AppName!, CredentialSource.Manual, quota);
            credential.Apply(settings);
            journal.Note("CreateCredential", credential, credential.AppName, CredentialFacts.Of(credential));
            journal.CredentialsChanged();
            await journal.TellAsync("CREDENTIAL_CREATED", "credential.CreateCredential", [credential.AppName, StoreJournal.App(app.AppName)], StoreJournal.AppsPath, ct);
            return (credential, secrets);
        }, ct, taken: NameTaken(settings.AppName));

    internal static Refusal NameTaken(string? name) => Refusal.Invalid("appName", $"应用名称“{name}”已存在");
}
