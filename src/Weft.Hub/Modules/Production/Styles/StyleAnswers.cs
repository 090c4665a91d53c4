using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A style as the console shows it.</summary>
public record StyleRow(
    long Id, string StyleNo, string StyleName, string? Category, string? Season, int? Year, int? Month, string? Color, string? Size, string? Customer, decimal? Price, int? Cycle,
    string? Cover, string? Description, string? PlateType, string? PatternNo, string? Remark, string? Designer, string? PatternMaker, string? PlateWorker, string? Merchandiser,
    int? SampleQuantity, DateOnly? DeliveryDate, string ProgressNode, DateTimeOffset? SampleDoneAt, string Status, int Version, DateTimeOffset CreateTime, DateTimeOffset UpdateTime,
    IReadOnlyList<StyleProcessInput> Processes)
{
    /// <summary>Shows the newest picture among the attachments; works for ten minutes. Null without one, and in answers that are no list and no detail.</summary>
    public string? CoverLink { get; init; }

    /// <summary>The newest order of this number; only in lists and details, as everything below.</summary>
    public string? LatestOrderNo { get; init; }

    /// <summary>Who changed the style last, and when.</summary>
    public string? MaintainedBy { get; init; }
    public DateTimeOffset? MaintainedAt { get; init; }

    /// <summary>Why it was looked after, or taken a step back, the last time somebody said so.</summary>
    public string? MaintainReason { get; init; }

    internal static StyleRow Of(Style style, TenantTime time) => new(
        style.Id, style.StyleNo, style.StyleName, style.Category, style.Season, style.Year, style.Month, style.Color, style.Size, style.Customer, style.Price, style.Cycle,
        style.Cover, style.Description, style.PlateType, style.PatternNo, style.Remark, style.Designer, style.PatternMaker, style.PlateWorker, style.Merchandiser,
        style.SampleQuantity, style.DeliveryDate, style.ProgressNode.ChineseName(), time.Local(style.SampleDoneAt), style.IsEnabled ? "ENABLED" : "DISABLED", style.Version,
        time.Local(style.CreateTime), time.Local(style.UpdateTime),
        [.. style.Processes.OrderBy(p => p.SortOrder).Select(p => new StyleProcessInput(
            p.ProcessCode, p.ProcessName, p.ProgressStage, p.MachineType, p.StandardTime, p.Price, p.SortOrder))]);
}

/// <summary>A style with its parts (production-domain 3).</summary>
public sealed record StyleDetail : StyleRow
{
    public StyleDetail(StyleRow style) : base(style)
    {
    }

    public IReadOnlyList<StyleBomInput> Bom { get; init; } = [];
    public IReadOnlyList<StyleSizeInput> Sizes { get; init; } = [];

    /// <summary>Null while none was made.</summary>
    public StyleQuotation? Quotation { get; init; }
    public IReadOnlyList<AttachmentRow> Attachments { get; init; } = [];

    /// <summary>待关联: orders of this number that have no style yet.</summary>
    public int UnlinkedOrders { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TimelineRow> Timeline { get; init; } = [];
}

/// <summary>
/// What a person enters of a style; its number can not be changed afterwards. An existing style keeps its processes when they are left out. The version is for a change:
/// the one that the person saw.
/// </summary>
internal sealed record StyleRequest(
    string StyleNo, string StyleName, string Category, string? Season, int? Year, int? Month, string? Color, string? Size, string? Customer, decimal? Price, int? Cycle,
    string? Description, string? PlateType, string? PatternNo, string? Cover, string? Remark, string? Designer, string? PatternMaker, string? PlateWorker,
    string? Merchandiser, int? SampleQuantity, DateOnly? DeliveryDate, IReadOnlyList<StyleProcessInput>? Processes, int? Version);
