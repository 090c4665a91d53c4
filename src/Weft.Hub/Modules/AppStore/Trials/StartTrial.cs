using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Trials;

// Credential: With its two secrets, this once.
// Endpoints: What the credential may call and is told.
public sealed record TrialStartedAnswer(SubscriptionAnswer Subscription, CredentialAnswer Credential, IReadOnlyList<AppEndpoint> Endpoints);

/// <summary>
/// <c>POST /app-store/start-trial</c>: subscription, credential, order and audit entry in one transaction, or nothing at all (app-store 2; S6, S7).
/// </summary>
internal sealed class StartTrial(HubDbContext db, TimeProvider clock, StoreTenant tenant, CredentialMaker maker, StoreJournal journal)
{
    internal sealed record Request(long? AppId, string? AppCode, string? CallbackUrl, string? ExternalApiUrl);

    internal sealed record Started(TenantSubscription Subscription, TenantApp Credential, CredentialSecrets Secrets);

    public static async Task<Answer<TrialStartedAnswer>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, StartTrial command, CredentialForm form, CredentialView view, SubscriptionView subscriptions,
        IEnumerable<IAppType> types, CancellationToken ct)
    {
        var appId = await AppChoice.ReadAsync(fields, db, ct);
        var addresses = await form.ReadAddressesAsync(fields, ct);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(appId!.Value, addresses, ct);
        if (result.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (subscription, credential, secrets) = result.Value;
        return new TrialStartedAnswer(
            await subscriptions.OfAsync(subscription, ct), await view.WithSecretsAsync(context, credential, secrets, ct),
            types.FirstOrDefault(t => t.Code == credential.AppType)?.Endpoints ?? []);
    }

    /// <summary>Starts the trial and gives the credential's secrets, once. Of parallel calls one succeeds; the others are told that it was used.</summary>
    public Task<Result<Started>> RunAsync(long appId, CredentialSettings addresses, CancellationToken ct) => db.AttemptAsync<Started>(async () =>
    {
        var now = clock.UtcNow();
        var app = await db.Set<StoreApp>().FirstOrDefaultAsync(a => a.Id == appId && a.Status == StoreAppStatus.Published, ct);
        if (app is null)
        {
            return CommonErrors.NotFound;
        }
        var known = await db.Set<TenantSubscription>().Where(s => s.AppCode == app.AppCode).ToListAsync(ct);
        if (TrialStatus.WhyNot(known, now) is { } refusal)
        {
            return refusal;
        }
        var taker = await tenant.GetAsync(ct);
        var trial = TenantSubscription.StartTrial(taker.Id, taker.Name, app, now);
        db.Add(trial);
        var name = await maker.FreeNameAsync(app.AppName + TenantApp.TrialMark, null, ct);
        var (credential, secrets) = maker.MakeSeen(trial, name, CredentialSource.Trial, app.TrialDailyQuota);
        credential.Apply(addresses);
        var order = AppOrder.ForTrial(trial, credential.Id);
        db.Add(order);
        trial.PaidBy(order.Id, 0, 1);
        var day = taker.Time.Day(now);
        db.TakePlatformNumber(AppOrder.Prefix, day, n => order.Number(day, n));
        db.TakePlatformNumber(TenantSubscription.Prefix, day, n => trial.Number(day, n));
        journal.Note("StartTrial", trial, app.AppName, new { app.AppCode, trial.EndTime, Credential = CredentialFacts.Of(credential) });
        journal.CredentialsChanged();
        await journal.TellAsync("TRIAL_STARTED", "trial.started", [StoreJournal.App(app.AppName), app.TrialDays], StoreJournal.AppsPath, ct);
        return new Started(trial, credential, secrets);
    }, ct, taken: AppStoreErrors.TrialUsed);
}
