using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>How the order is split; the sum is the order's quantity.</summary>
internal sealed record AllocateLinesRequest(IReadOnlyList<OrderLineInput> Lines, int? Version);

/// <summary>POST /api/production/orders/{orderNo}/lines (拆分颜色尺码): for an order that came without colours and sizes.</summary>
internal static class AllocateLines
{
    public static async Task<Answer<OrderRow>> HandleAsync(
        string orderNo, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var lines = ProductionFields.Lines(fields, "lines", required: true) ?? [];
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
            if (found.Value.AllocateOpen(lines) is { } refusal)
            {
                return refusal;
            }
            db.Note(found.Value, "ALLOCATE", actor, clock.UtcNow());
            return found;
        }, ct);
        var time = TenantTime.For(user.TimeZone);
        return result.IsRefused(out var refused) ? refused : OrderRow.Of(result.Value, user, time, time.Day(clock.UtcNow()));
    }
}
