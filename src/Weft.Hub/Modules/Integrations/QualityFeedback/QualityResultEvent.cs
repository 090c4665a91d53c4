using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>The <c>data</c> of <c>QUALITY_RESULT</c>; <c>result</c> is <c>unqualified</c> as soon as one piece is.</summary>
internal sealed record QualityResultData(
    string OrderNo, string? ExternalOrderNo, string WarehousingNo, string ProcessName, QualityStatus Result, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity,
    decimal DefectRate, bool Recheck, string? Warehouse, DateTimeOffset InspectedAt, IReadOnlyList<QualityResultItem> Items, QualityResultTotals OrderTotals);

/// <summary>One bundle of it; <c>bundleNo</c> is null when the order has no bundles.</summary>
internal sealed record QualityResultItem(
    int? BundleNo, string Color, string Size, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity, DefectCategory? DefectCategory, string? DefectCategoryName,
    DefectHandling? DefectHandling);

/// <summary>Of the whole order, this inspection included.</summary>
internal sealed record QualityResultTotals(int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity);

/// <summary>Tells a customer what an inspection found: once for each submission (openapi-gateway 7.1, 7.3; D4).</summary>
internal sealed class QualityResultEvent : IWebhook<QualityInspected>
{
    public const string EventType = "QUALITY_RESULT";

    public string Type => EventType;

    public string AppType => QualityFeedbackApp.AppType;

    public bool IsFor(CredentialSnapshot credential, QualityInspected happened) => credential.Visibility().Covers(happened.FromGateway, happened.SourceAppId);

    public (string? OrderNo, string? ExternalOrderNo) About(QualityInspected happened) => (happened.OrderNo, happened.ExternalOrderNo);

    public object Data(QualityInspected happened, TenantTime time) => new QualityResultData(
        happened.OrderNo, happened.ExternalOrderNo, happened.WarehousingNo, "质检入库", happened.UnqualifiedQuantity > 0 ? QualityStatus.Unqualified : QualityStatus.Qualified,
        happened.InspectedQuantity, happened.QualifiedQuantity, happened.UnqualifiedQuantity,
        new QualityTotals(happened.InspectedQuantity, happened.QualifiedQuantity, happened.UnqualifiedQuantity).DefectRate, happened.Recheck, happened.Warehouse,
        time.Local(happened.InspectedAt),
        [.. happened.Items.Select(i => new QualityResultItem(
            i.BundleNo, i.Color, i.Size, i.InspectedQuantity, i.QualifiedQuantity, i.UnqualifiedQuantity, i.DefectCategory, i.DefectCategory?.ChineseName(), i.DefectHandling))],
        new QualityResultTotals(happened.OrderTotals.InspectedQuantity, happened.OrderTotals.QualifiedQuantity, happened.OrderTotals.UnqualifiedQuantity));
}
