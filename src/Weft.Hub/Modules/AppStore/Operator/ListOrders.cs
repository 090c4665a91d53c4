using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary><c>POST /app-store/admin/order-list</c> and <c>/admin/tenant-subscriptions</c>: over all tenants (app-store 5).</summary>
internal static class ListOrders
{
    internal sealed record Request(
        string? Status, string? AppCode, long? AppId, long? TenantId, string? OrderNo, string? StartDate, string? EndDate, int? Page, int? Size);

    internal sealed record SubscriptionsRequest(long? TenantId, string? AppCode, int? Page, int? Size);

    public static async Task<Answer<PageOf<OrderAnswer>>> HandleAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var status = fields.Choice<AppOrderStatus>("status");
        var appCode = fields.Text("appCode", 64);
        var appId = fields.Integer("appId", 1);
        var tenantId = fields.Integer("tenantId", 1);
        var orderNo = fields.Text("orderNo", 32);
        var time = TenantTime.For(null);
        // The operator's days are the platform's, whatever zone the tenants live in.
        var from = fields.Date("startDate") is { } first ? time.StartOf(first) : (DateTime?)null;
        var to = fields.Date("endDate") is { } last ? time.StartOf(last.AddDays(1)) : (DateTime?)null;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.AcrossTenants<AppOrder>("the operator lists app orders").AsNoTracking().Where(o =>
            (status == null || o.Status == status) && (appCode == null || o.AppCode == appCode) && (appId == null || o.AppId == appId)
            && (tenantId == null || o.TenantId == tenantId) && (orderNo == null || o.OrderNo == orderNo)
            && (from == null || o.CreateTime >= from) && (to == null || o.CreateTime < to));
        var total = await rows.LongCountAsync(ct);
        var orders = await rows.OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<OrderAnswer>(total, page.Page, page.Size, [.. orders.Select(o => OrderAnswer.Of(o, time))]);
    }

    public static async Task<Answer<PageOf<SubscriptionAnswer>>> SubscriptionsAsync(Fields fields, HubDbContext db, SubscriptionView view, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var tenantId = fields.Integer("tenantId", 1);
        var appCode = fields.Text("appCode", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        const string Reason = "the operator lists subscriptions";
        var rows = db.AcrossTenants<TenantSubscription>(Reason).AsNoTracking()
            .Where(s => (tenantId == null || s.TenantId == tenantId) && (appCode == null || s.AppCode == appCode));
        var total = await rows.LongCountAsync(ct);
        var subscriptions = await rows.OrderByDescending(s => s.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = subscriptions.Select(s => s.Id).ToList();
        var periods = await db.AcrossTenants<SubscriptionPeriod>(Reason).AsNoTracking().Where(p => ids.Contains(p.SubscriptionId)).ToListAsync(ct);
        return new PageOf<SubscriptionAnswer>(total, page.Page, page.Size, [.. subscriptions.Select(s => view.Of(s, TenantTime.For(null), periods))]);
    }
}
