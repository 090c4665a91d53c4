using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Which orders.</summary>
/// <param name="OrderNos">At most 100, distinct.</param>
/// <param name="Reason">At most 500 characters; may be left out.</param>
internal sealed record CompleteOrdersRequest(IReadOnlyList<string> OrderNos, string? Reason);

/// <summary>What became of one order: its new state, or why it was refused.</summary>
internal sealed record BatchEndLine(string OrderNo, bool Success, OrderStatus? Status, string? ErrorCode, string? Message);

internal sealed record BatchEndAnswer(int Total, int SuccessCount, int FailedCount, IReadOnlyList<BatchEndLine> Results);

/// <summary>
/// POST /api/production/orders/complete: 关单 of many, each by itself in a unit of its own, with one line per order (console-pages 5). Nothing is forced here: below the
/// threshold an order is closed one at a time, with its reason.
/// </summary>
internal static class CompleteOrders
{
    public static async Task<Answer<BatchEndAnswer>> HandleAsync(Fields fields, HttpContext context, CompleteOrder complete, HubDbContext db, CancellationToken ct)
    {
        var numbers = fields.Texts("orderNos", ListOrders.MostNamed, 32, required: true);
        var reason = fields.Text("reason", 500, min: 0, multiline: true);
        if (numbers is { Count: 0 })
        {
            fields.Fail("orderNos", "至少选择一个订单");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var reach = OrderReach.Of(context.User());
        List<BatchEndLine> lines = [];
        foreach (var number in numbers!)
        {
            var result = await db.CommitAsync(() => complete.ExecuteAsync(new OrderCommand(number, reason) { Reach = reach }, ct), ct);
            lines.Add(result.IsRefused(out var refusal)
                ? new BatchEndLine(number, false, null, refusal.Token, refusal.Errors is [var first, ..] ? first.Message : refusal.Message)
                : new BatchEndLine(number, true, result.Value.Status, null, null));
        }
        var done = lines.Count(l => l.Success);
        return new BatchEndAnswer(lines.Count, done, lines.Count - done, lines);
    }
}
