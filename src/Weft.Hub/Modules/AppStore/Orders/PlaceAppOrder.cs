using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>What is wished: a module, for how long, and how to go on with credentials.</summary>
// Mode: Null: go on with an existing credential when there is one (app-store 8).
// TenantAppId: With RENEW_EXISTING: which one; null takes the trial's, else the oldest.
internal sealed record AppWish(long AppId, SubscriptionType Type, ContactForm Contact, CredentialMode? Mode, long? TenantAppId);

/// <summary>Places an order for a subscription (app-store 3). Nothing is paid or opened by it.</summary>
internal sealed class PlaceAppOrder(HubDbContext db, TimeProvider clock, StoreTenant tenant, StoreJournal journal)
{
    public Task<Result<AppOrder>> RunAsync(AppWish wish, CancellationToken ct) => db.AttemptAsync<AppOrder>(async () =>
    {
        var now = clock.UtcNow();
        var app = await db.Set<StoreApp>().FirstOrDefaultAsync(a => a.Id == wish.AppId && a.Status == StoreAppStatus.Published, ct);
        if (app is null)
        {
            return CommonErrors.NotFound;
        }
        if (app.PriceOf(wish.Type) is not { } price)
        {
            return Refusal.Invalid("subscriptionType", $"该应用不提供 {wish.Type.Spelled()}");
        }
        if (wish.Contact.UserCount < app.MinUsers || wish.Contact.UserCount > app.MaxUsers)
        {
            return Refusal.Invalid("userCount", $"必须为 {app.MinUsers} 到 {app.MaxUsers} 的整数");
        }
        var known = await db.Set<TenantSubscription>().Where(s => s.AppCode == app.AppCode && s.Status != SubscriptionStatus.Canceled).ToListAsync(ct);
        if (known.Any(s => s is { Status: SubscriptionStatus.Active, EndTime: null }))
        {
            return AppStoreErrors.Perpetual;
        }
        if (await db.Set<AppOrder>().AnyAsync(o => o.AppCode == app.AppCode && o.SubscriptionType == wish.Type && o.Status == AppOrderStatus.Pending, ct))
        {
            return AppStoreErrors.OrderPending;
        }
        var chosen = await ChooseCredentialAsync(app.AppCode, wish, ct);
        if (chosen.IsRefused(out var refusal))
        {
            return refusal;
        }
        var buyer = await tenant.GetAsync(ct);
        var (mode, credentialId) = chosen.Value;
        var order = AppOrder.Place(buyer.Id, buyer.Name, app, TypeOf(known, wish.Type, now), wish.Type, price, wish.Contact, mode, credentialId);
        db.Add(order);
        var day = buyer.Time.Day(now);
        db.TakePlatformNumber(AppOrder.Prefix, day, n => order.Number(day, n));
        journal.Note("CreateOrder", order, app.AppName, new { order.AppCode, SubscriptionType = order.SubscriptionType.Spelled(), order.UserCount, order.TotalAmount });
        return order;
    }, ct, taken: AppStoreErrors.OrderPending);

    /// <summary>Set by the server (app-store 3.1).</summary>
    private static AppOrderType TypeOf(IReadOnlyCollection<TenantSubscription> known, SubscriptionType wished, DateTime now)
    {
        var paid = known.Where(s => !s.IsTrial).MaxBy(s => s.EndTime);
        return paid switch
        {
            null => known.Any(s => s.IsTrial && s.CoversAt(now)) ? AppOrderType.Upgrade : AppOrderType.New,
            _ when wished > paid.SubscriptionType => AppOrderType.Upgrade,
            _ => AppOrderType.Renew,
        };
    }

    private async Task<Result<(CredentialMode Mode, long? CredentialId)>> ChooseCredentialAsync(string appCode, AppWish wish, CancellationToken ct)
    {
        if (wish.Mode == CredentialMode.NewCredential)
        {
            return (CredentialMode.NewCredential, null);
        }
        var credentials = await db.Set<TenantApp>().Where(a => a.AppType == appCode)
            .OrderByDescending(a => a.IsTrial).ThenBy(a => a.Source == CredentialSource.Trial ? 0 : 1).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(ct);
        if (wish.TenantAppId is { } named)
        {
            return credentials.Contains(named)
                ? (CredentialMode.RenewExisting, named)
                : Refusal.Invalid("tenantAppId", "没有这个应用，或它不属于所购买的类型");
        }
        if (credentials.Count > 0)
        {
            return (CredentialMode.RenewExisting, credentials[0]);
        }
        return wish.Mode == CredentialMode.RenewExisting
            ? Refusal.Invalid("credentialMode", "没有可续用的凭证，请选择 NEW_CREDENTIAL")
            : (CredentialMode.NewCredential, (long?)null);
    }
}
