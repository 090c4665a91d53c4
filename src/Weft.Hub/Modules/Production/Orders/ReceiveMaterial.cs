using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>How much of the material has arrived, 0 to 100, or that someone confirms it is there; what is left out stays.</summary>
internal sealed record ReceiveMaterialRequest(int? MaterialArrivalRate, bool? ProcurementConfirmed);

/// <summary>PUT /api/production/orders/{orderNo}/material (采购, production-domain 4 and 5).</summary>
internal static class ReceiveMaterial
{
    public static async Task<Answer<OrderRow>> HandleAsync(
        string orderNo, Fields fields, HttpContext context, HubDbContext db, OrderProgress progress, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var (rate, confirmed) = ((int?)fields.Integer("materialArrivalRate", 0, 100), fields.Flag("procurementConfirmed"));
        if (!fields.Gives("materialArrivalRate") && !fields.Gives("procurementConfirmed"))
        {
            fields.Fail("materialArrivalRate", "materialArrivalRate 和 procurementConfirmed 至少给出一项");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<ProductionOrder>(async () =>
        {
            var found = await db.LockAsync(orderNo, OrderReach.Of(user), ct);
            if (found.IsRefused(out _))
            {
                return found;
            }
            if (found.Value.ReceiveMaterial(rate, confirmed) is { } refusal)
            {
                return refusal;
            }
            db.Note(found.Value, "MATERIAL", actor, clock.UtcNow(), $"到料 {found.Value.MaterialArrivalRate}%{(found.Value.ProcurementConfirmed ? "，已确认" : "")}");
            await progress.UpdateAsync(found.Value, ct);
            return found;
        }, ct);
        var time = TenantTime.For(user.TimeZone);
        return result.IsRefused(out var refused) ? refused : OrderRow.Of(result.Value, user, time, time.Day(clock.UtcNow()));
    }
}
