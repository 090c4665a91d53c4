namespace Weft.Hub.Tests.Console;

/// <summary>The factory's pages with something on them.</summary>
internal static class FactoryPages
{
    public static IReadOnlyList<(string Name, string Path)> Of(ConsoleSeason season) =>
    [
        ("dashboard", "/dashboard"), ("orders", "/production"), ("orders-cards", "/production?view=cards"), ("order", "/production/order-flow/" + season.Order), ("order-lines", $"/production/order-flow/{season.Order}?tab=lines"),
        ("order-integration", $"/production/order-flow/{season.Order}?tab=integration"), ("order-quality", $"/production/order-flow/{season.Order}?tab=quality"), ("cutting", "/production/cutting"), ("cutting-task", "/production/cutting/task/" + season.Order),
        ("inspections", "/production/warehousing"), ("inspect", "/production/warehousing/inspect/" + season.Order), ("inspect-bom", $"/production/warehousing/inspect/{season.Order}?tab=bom"), ("inspect-sizes", $"/production/warehousing/inspect/{season.Order}?tab=sizes"), ("finished", "/warehouse/finished"), ("finished-sku", "/warehouse/finished?view=sku"), ("inspect-sheet", $"/production/warehousing/inspect/{season.Order}?tab=sheet"), ("inspect-records", $"/production/warehousing/inspect/{season.Order}?tab=records"), ("outstock", "/warehouse/finished?tab=outstock"),
        ("finance", "/finance/center"), ("settlement", "/finance/center?tab=settlement"), ("factory-report", "/finance/center?tab=factory"), ("styles", "/style-info"), ("styles-cards", "/style-info?view=cards"), ("style", FormattableString.Invariant($"/style-info/{season.Style}")), ("style-bom", FormattableString.Invariant($"/style-info/{season.Style}?tab=bom")),
        ("style-files", FormattableString.Invariant($"/style-info/{season.Style}?tab=files")), ("factories", "/system/factory"),
        ("trace", "/trace?number=" + season.Order), ("missing", "/nowhere"),
    ];
}
