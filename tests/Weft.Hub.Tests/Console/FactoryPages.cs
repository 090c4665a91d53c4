using Microsoft.Playwright;

namespace Weft.Hub.Tests.Console;

/// <summary>The factory's pages with something on them.</summary>
internal static class FactoryPages
{
    public static IReadOnlyList<(string Name, string Path)> Of(ConsoleSeason season) =>
    [
        ("dashboard", "/dashboard"), ("orders", "/production"), ("orders-cards", "/production?view=cards"), ("order", "/production/order-flow/" + season.Order), ("order-lines", $"/production/order-flow/{season.Order}?tab=lines"),
        ("order-integration", $"/production/order-flow/{season.Order}?tab=integration"), ("order-quality", $"/production/order-flow/{season.Order}?tab=quality"), ("cutting", "/production/cutting"), ("cutting-task", "/production/cutting/task/" + season.Order),
        ("inspections", "/production/warehousing"), ("inspect", "/production/warehousing/inspect/" + season.Order), ("inspect-bom", $"/production/warehousing/inspect/{season.Order}?tab=bom"), ("inspect-sizes", $"/production/warehousing/inspect/{season.Order}?tab=sizes"), ("finished", "/warehouse/finished"), ("finished-sku", "/warehouse/finished?view=sku"), ("inspect-sheet", $"/production/warehousing/inspect/{season.Order}?tab=sheet"), ("inspect-records", $"/production/warehousing/inspect/{season.Order}?tab=records"), ("outstock", "/warehouse/finished?tab=outstock"),
        ("finance", "/finance/center"), ("settlement", "/finance/center?tab=settlement"), ("factory-report", "/finance/center?tab=factory"), ("finance-board", "/finance/center?tab=dashboard"), ("styles", "/style-info"), ("styles-cards", "/style-info?view=cards"), ("style", FormattableString.Invariant($"/style-info/{season.Style}")), ("style-bom", FormattableString.Invariant($"/style-info/{season.Style}?tab=bom")),
        ("style-files", FormattableString.Invariant($"/style-info/{season.Style}?tab=files")), ("factories", "/system/factory"),
        ("trace", "/trace?number=" + season.Order), ("missing", "/nowhere"),
    ];

    /// <summary>The workshop's dialogs: where they are, and what is clicked until they are there.</summary>
    public static IReadOnlyList<(string Name, string Path, string[] Clicks)> Dialogs(ConsoleSeason season) =>
    [
        ("dialog-processes", "/production?view=cards&orderNo=" + season.Order, ["stage-车缝", "only-"]), ("dialog-pending", "/production?view=cards&orderNo=" + season.Waiting, ["stage-采购", "only-"]), ("dialog-menu", "/production", ["more"]),
        ("dialog-edit", "/production/order-flow/" + season.Waiting, ["edit"]), ("dialog-transfer", "/production/order-flow/" + season.Waiting, ["more", "transfer"]),
        ("dialog-task", "/production/cutting", ["new-task"]), ("dialog-ship", "/warehouse/finished", ["ship"]), ("dialog-inbound", "/warehouse/finished", ["inbound"]),
        ("dialog-inspect", "/production/warehousing/inspect/" + season.Order, ["inspect"]), ("dialog-bom", FormattableString.Invariant($"/style-info/{season.Style}?tab=bom"), ["edit-part"]),
        ("dialog-style", "/style-info/new", []), ("dialog-files", "/production/cutting/task/" + season.Order, ["files"]),
    ];

    public static async Task OpenAsync(IPage page, string path, string[] clicks)
    {
        await page.GotoAsync(path);
        await Browser.SettleAsync(page);
        // The stages stand right of what 1440 pixels hold; the actions' column lies over them.
        await page.EvaluateAsync("document.querySelectorAll('.w-scroll').forEach(s => s.scrollLeft = 900)");
        foreach (var click in clicks)
        {
            await page.GetByTestId(click).First.ClickAsync();
        }
        await Assertions.Expect(page.Locator(".mud-dialog, .mud-popover-open").First).ToBeVisibleAsync();
        await Browser.SettleAsync(page);
    }
}
