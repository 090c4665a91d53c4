using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>What inspections found on an order; sums leave reversed records out.</summary>
internal sealed record QualityAnswer(
    string OrderNo, string? ExternalOrderNo, string StyleNo, string StyleName, int OrderQuantity, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity,
    decimal DefectRate, int RepairedQuantity, int ScrappedQuantity, IReadOnlyList<QualityDefect> Defects, IReadOnlyList<ProcessSum> ProcessSummary,
    IReadOnlyList<QualityRecord> Records, bool RecordsTruncated, DateTimeOffset ReportTime);

internal sealed record QualityDefect(DefectCategory Category, string CategoryName, int Quantity);

/// <summary>One inspection of one bundle, or without bundles of one colour and size.</summary>
internal sealed record QualityRecord(
    string WarehousingNo, int? BundleNo, string Color, string Size, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity, QualityStatus Result,
    DefectCategory? DefectCategory, DefectHandling? DefectHandling, IReadOnlyList<string> ImageUrls, DateTimeOffset InspectedAt, string? Warehouse)
{
    public static QualityRecord Of(InspectionView w, TenantTime time) => new(
        w.WarehousingNo, w.BundleNo, w.Color, w.Size, w.InspectedQuantity, w.QualifiedQuantity, w.UnqualifiedQuantity, w.Result, w.DefectCategory, w.DefectHandling, w.ImageUrls,
        time.Local(w.InspectedAt), w.Warehouse);
}

/// <summary>GET /quality/{orderNo} (openapi-gateway 6.4).</summary>
internal static class GetQuality
{
    public static async Task<Answer<QualityAnswer>> HandleAsync(
        string orderNo, SignedCall call, OrderQueries orders, QualityQueries quality, TimeProvider clock, CancellationToken ct)
    {
        var order = await orders.FindAsync(orderNo, call.Credential.Visibility(), ct);
        if (order is null)
        {
            return QualityFeedbackErrors.OrderNotFound;
        }
        (call.OrderNo, call.ExternalOrderNo) = (order.OrderNo, order.ExternalOrderNo);
        var report = await quality.ReportAsync(order.OrderId, ct);
        var totals = report.Totals;
        return new QualityAnswer(
            order.OrderNo, order.ExternalOrderNo, order.StyleNo, order.StyleName, order.OrderQuantity, totals.InspectedQuantity, totals.QualifiedQuantity,
            totals.UnqualifiedQuantity, totals.DefectRate, report.RepairedQuantity, report.ScrappedQuantity,
            [.. report.Defects.Select(d => new QualityDefect(d.Category, d.Category.ChineseName(), d.Quantity))], report.Processes,
            [.. report.Records.Select(r => QualityRecord.Of(r, call.Time))], report.IsTruncated, call.Time.Local(clock.UtcNow()));
    }
}
