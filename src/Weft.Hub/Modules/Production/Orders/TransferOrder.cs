using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Another, active factory; the reason is kept in the history. A price that is left out stays.</summary>
internal sealed record TransferOrderRequest(long FactoryId, string Reason, decimal? FactoryUnitPrice, int? Version);

/// <summary>POST /api/production/orders/{orderNo}/transfer (转厂, console-pages 5): another factory makes the order, also in the middle of production.</summary>
internal static class TransferOrder
{
    public static async Task<Answer<OrderRow>> HandleAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var (factoryId, reason) = (fields.Integer("factoryId", min: 1, required: true), fields.Text("reason", 200, required: true, multiline: true));
        var price = new Change<decimal?>(fields.Has("factoryUnitPrice"), fields.Number("factoryUnitPrice", 2));
        var version = (int?)fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<ProductionOrder>(async () =>
        {
            var found = await db.FindForChangeAsync(orderNo, OrderReach.Of(user), version, withLines: true, ct);
            if (found.IsRefused(out _))
            {
                return found;
            }
            var (order, from) = (found.Value, found.Value.FactoryName);
            var factory = await db.Set<Factory>().Where(f => f.Id == factoryId && f.IsActive).Select(f => new FactoryLink(f.Id, f.FactoryName, f.FactoryType)).FirstOrDefaultAsync(ct);
            if (factory is null)
            {
                return ProductionErrors.FactoryUnusable;
            }
            if (factory.Id == order.FactoryId)
            {
                return Refusal.Invalid("factoryId", $"订单已在加工厂“{factory.FactoryName}”，请选择另一家");
            }
            if (order.Edit(new OrderEdit { FactoryId = new(true, factory.Id), FactoryUnitPrice = price }, factory) is { } refusal)
            {
                return refusal;
            }
            db.Note(order, "TRANSFER", actor, clock.UtcNow(), $"{from ?? "未指定"} → {factory.FactoryName}：{reason}");
            return found;
        }, ct);
        var time = TenantTime.For(user.TimeZone);
        return result.IsRefused(out var refused) ? refused : OrderRow.Of(result.Value, user, time, time.Day(clock.UtcNow()));
    }
}
