using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A style as the console shows it.</summary>
internal sealed record StyleRow(
    long Id, string StyleNo, string StyleName, string? Category, string? Season, int? Year, int? Month, string? Color, string? Size, string? Customer, decimal? Price, int? Cycle,
    string? Cover, string? Description, string? PlateType, string? PatternNo, string? Remark, string Status, int Version, DateTimeOffset CreateTime, DateTimeOffset UpdateTime,
    IReadOnlyList<StyleProcessInput> Processes)
{
    public static StyleRow Of(Style style, TenantTime time) => new(
        style.Id, style.StyleNo, style.StyleName, style.Category, style.Season, style.Year, style.Month, style.Color, style.Size, style.Customer, style.Price, style.Cycle,
        style.Cover, style.Description, style.PlateType, style.PatternNo, style.Remark, style.IsEnabled ? "ENABLED" : "DISABLED", style.Version,
        time.Local(style.CreateTime), time.Local(style.UpdateTime),
        [.. style.Processes.OrderBy(p => p.SortOrder).Select(p => new StyleProcessInput(
            p.ProcessCode, p.ProcessName, p.ProgressStage, p.MachineType, p.StandardTime, p.Price, p.SortOrder))]);
}

/// <summary>
/// What a person enters of a style; its number can not be changed afterwards. An existing style keeps its processes when they are left out. The version is for a change:
/// the one that the person saw.
/// </summary>
internal sealed record StyleRequest(
    string StyleNo, string StyleName, string Category, string? Season, int? Year, int? Month, string? Color, string? Size, string? Customer, decimal? Price, int? Cycle,
    string? Description, string? PlateType, string? PatternNo, string? Cover, string? Remark, IReadOnlyList<StyleProcessInput>? Processes, int? Version);
