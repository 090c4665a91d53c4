using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>Which inspections; times are instants with offset, or days of the tenant.</summary>
internal sealed record ListQualityRequest(int? Page, int? Size, string? OrderNo, QualityStatus? Result, string? From, string? To);

/// <summary>One inspection of the list.</summary>
internal sealed record ListedInspection(
    string OrderNo, string WarehousingNo, int? BundleNo, string Color, string Size, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity, QualityStatus Result,
    DefectCategory? DefectCategory, DefectHandling? DefectHandling, IReadOnlyList<string> ImageUrls, DateTimeOffset InspectedAt, string? Warehouse);

/// <summary>A page of inspections with warnings about fields that the request did not need.</summary>
internal sealed record ListQualityAnswer(long Total, int Page, int Size, IReadOnlyList<ListedInspection> Records, IReadOnlyList<string> Warnings);

/// <summary>POST /quality/list (openapi-gateway 6.9).</summary>
internal static class ListQuality
{
    public static async Task<Answer<ListQualityAnswer>> HandleAsync(Fields fields, SignedCall call, QualityQueries quality, CancellationToken ct)
    {
        var time = call.Time;
        var page = PageRequest.Read(fields);
        var filter = new InspectionFilter(
            fields.Text("orderNo", 32), InspectionWords.ParseStatus(fields.OneOf("result", false, "qualified", "unqualified", "repaired")),
            ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        call.OrderNo = filter.OrderNo;
        var found = await quality.ListAsync(filter, call.Credential.Visibility(), page, ct);
        return new ListQualityAnswer(found.Total, found.Page, found.Size, [.. found.Records.Select(w => new ListedInspection(
            w.OrderNo, w.WarehousingNo, w.BundleNo, w.Color, w.Size, w.InspectedQuantity, w.QualifiedQuantity, w.UnqualifiedQuantity, w.Result, w.DefectCategory, w.DefectHandling,
            w.ImageUrls, time.Local(w.InspectedAt), w.Warehouse))], fields.Warnings);
    }
}
