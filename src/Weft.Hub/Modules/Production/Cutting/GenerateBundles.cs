using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Each row becomes a bundle of one colour and size.</summary>
internal sealed record GenerateBundlesRequest(IReadOnlyList<BundleRow> Rows);

/// <summary>The bundles of this batch, in the order of the rows.</summary>
internal sealed record GeneratedBundles(CuttingTaskRow Task, int BedNo, IReadOnlyList<GeneratedBundle> Bundles);

internal sealed record GeneratedBundle(long BundleId, int BundleNo, int BedNo, string Color, string Size, int Quantity, string QrCode);

/// <summary>POST /api/production/cutting/tasks/{orderNo}/bundles (生成菲号, production-domain 5).</summary>
internal static class GenerateBundles
{
    public const int MaxRows = 500;

    public static async Task<Answer<GeneratedBundles>> HandleAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, CutOrder cut, CancellationToken ct)
    {
        var user = context.User();
        var rows = fields.Items("rows", MaxRows, (item, _) => new BundleRow(
            item.Text("color", 32, required: true) ?? "", item.Text("size", 16, required: true) ?? "", (int)(item.Integer("quantity", 1, 1_000_000, required: true) ?? 0)), required: true);
        if (rows is { Count: 0 })
        {
            fields.Fail("rows", "至少一行");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync(() => cut.ExecuteAsync(orderNo, rows!, OrderReach.Of(user), TenantTime.For(user.TimeZone), ct), ct);
    }
}

/// <summary>Cuts a batch of an order under its lock; the first one begins production.</summary>
internal sealed class CutOrder(
    HubDbContext db, TenantSettings settings, BundleLabels labels, BeginProduction begin, OrderProgress progress, Actor actor, TimeProvider clock)
{
    public async Task<Result<GeneratedBundles>> ExecuteAsync(string orderNo, IReadOnlyList<BundleRow> rows, OrderReach reach, TenantTime time, CancellationToken ct)
    {
        var found = await db.LockAsync(orderNo, reach, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (order, now) = (found.Value, clock.UtcNow());
        var task = await db.Set<CuttingTask>().FirstAsync(t => t.OrderId == order.Id, ct);
        if (Refused(order, rows, (await settings.ProductionAsync(db.FilterTenant, ct)).OverCutRate) is { } refused)
        {
            return refused;
        }
        var pieces = rows.Sum(r => r.Quantity);
        if ((task.Cut(pieces, rows.Count, now) ?? begin.On(order, "生成菲号")) is { } stopped)
        {
            return stopped;
        }
        var last = await db.Set<CuttingBundle>().Where(b => b.OrderId == order.Id).MaxAsync(b => (int?)b.BundleNo, ct) ?? 0;
        List<CuttingBundle> bundles = [.. rows.Select((row, index) => new CuttingBundle(order, row, last + index + 1, task.Beds))];
        db.AddRange(bundles);
        await labels.LabelAsync(order.OrderNo, bundles, ct);
        order.Cut(pieces, rows.Count);
        db.Note(order, "CUT", actor, now, $"第 {task.Beds} 床：{rows.Count} 扎 {pieces} 件");
        await progress.UpdateAsync(order, ct);
        return new GeneratedBundles(CuttingTaskRow.Of(task, order, time), task.Beds, [.. bundles.Select(b =>
            new GeneratedBundle(b.Id, b.BundleNo, b.BedNo, b.Color, b.Size, b.Quantity, b.QrCode))]);
    }

    private static Refusal? Refused(ProductionOrder order, IReadOnlyList<BundleRow> rows, decimal overCutRate)
    {
        if (order.RefusesAs("裁剪") is { } final)
        {
            return final;
        }
        if (order.LineAllocationOpen)
        {
            return CuttingErrors.LinesOpen;
        }
        if (order.CuttingBundleCount == 0 && order.InspectedQuantity > 0)
        {
            return CuttingErrors.InspectedLoose.With(order.InspectedQuantity);
        }
        var errors = rows.Select((row, index) => (row, index)).Where(r => !order.Lines.Any(l => l.Color == r.row.Color && l.Size == r.row.Size))
            .Select(r => new FieldError($"rows[{r.index}]", $"订单没有颜色“{r.row.Color}”尺码“{r.row.Size}”")).ToList();
        if (errors.Count > 0)
        {
            return Refusal.Invalid(errors);
        }
        var (pieces, limit) = (rows.Sum(r => (long)r.Quantity), order.CutLimit(overCutRate));
        return order.CuttingQuantity + pieces > limit ? CuttingErrors.OverCut.With(order.CuttingQuantity, pieces, order.OrderQuantity, limit) : null;
    }
}
