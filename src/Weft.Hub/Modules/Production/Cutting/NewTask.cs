using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>
/// What is to be cut. Without an order's number the rows become an order of the console, whose quantity is their sum. With one they split that order, which must still be
/// open: each order has one task, made with it.
/// </summary>
internal sealed record NewTaskRequest(string? StyleNo, string? OrderNo, IReadOnlyList<OrderLineInput> Rows);

/// <summary>POST /api/production/cutting/tasks (新建裁剪任务, console-pages 6).</summary>
internal static class NewTask
{
    public static async Task<Answer<CuttingTaskRow>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, PlaceOrder placeOrder, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var orderNo = fields.Text("orderNo", 32);
        var styleNo = fields.Text("styleNo", 64, required: orderNo is null);
        var given = ProductionFields.Lines(fields, "rows", required: true);
        var rows = given ?? [];
        if (given is { Count: 0 } || rows.Sum(r => (long)r.Quantity) > 1_000_000)
        {
            fields.Fail("rows", "至少一行，合计不超过 1000000 件");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var number = orderNo is null
            ? await PlaceAsync(styleNo!, rows, time, placeOrder, db, ct)
            : await SplitAsync(orderNo, rows, OrderReach.Of(user), db, actor, clock, ct);
        if (number.IsRefused(out var refusal))
        {
            return refusal;
        }
        var task = await db.Set<CuttingTask>().AsNoTracking().Include(t => t.Order).FirstAsync(t => t.Order.OrderNo == number.Value, ct);
        return CuttingTaskRow.Of(task, task.Order, time);
    }

    private static async Task<Result<string>> PlaceAsync(
        string styleNo, IReadOnlyList<OrderLineInput> rows, TenantTime time, PlaceOrder placeOrder, HubDbContext db, CancellationToken ct)
    {
        var placed = await placeOrder.ExecuteAsync(new PlaceOrderCommand { Origin = OrderOrigin.Console, Time = time, StyleNo = styleNo, Quantity = rows.Sum(r => r.Quantity), Lines = rows }, ct);
        if (placed.IsRefused(out var refusal))
        {
            return refusal;
        }
        await db.SaveChangesAsync(ct);
        return placed.Value.OrderNo;
    }

    private static async Task<Result<string>> SplitAsync(
        string orderNo, IReadOnlyList<OrderLineInput> rows, OrderReach reach, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var split = await db.CommitAsync<ProductionOrder>(async () =>
        {
            var found = await db.FindForChangeAsync(orderNo, reach, version: null, withLines: true, ct);
            if (found.IsRefused(out _))
            {
                return found;
            }
            if (!found.Value.LineAllocationOpen)
            {
                return CuttingErrors.TaskThere.With(orderNo);
            }
            if (found.Value.AllocateOpen(rows) is { } refusal)
            {
                return refusal with { Errors = [.. refusal.Errors.Select(e => e.Field == "lines" ? e with { Field = "rows" } : e)] };
            }
            db.Note(found.Value, "ALLOCATE", actor, clock.UtcNow());
            return found;
        }, ct);
        return split.IsRefused(out var refused) ? refused : split.Value.OrderNo;
    }
}
