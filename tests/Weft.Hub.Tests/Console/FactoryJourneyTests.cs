using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>A factory's day in the browser: from a customer's order to its payment.</summary>
public sealed class FactoryJourneyTests
{
    [Fact]
    public async Task An_order_from_a_customers_system_is_found_by_its_marker_and_completed_by_force()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var credential = await TestCredential.BuyAsync(tenant);
        var order = await credential.PlaceOrderAsync();
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production");

        await page.GetByTestId("card-api").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("source=OPENAPI"));
        var row = page.Locator("tbody tr", new() { HasText = order });
        await Assertions.Expect(row).ToContainTextAsync("OpenAPI-");
        await row.GetByRole(AriaRole.Link, new() { Name = order }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("tab-history")).ToBeVisibleAsync();
        await page.GetByTestId("more").ClickAsync();
        await page.GetByTestId("complete").ClickAsync();
        await page.GetByTestId("force").CheckAsync();
        await page.GetByTestId("reason").FillAsync("客户已自提");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-head .w-tag").First).ToHaveTextAsync("已完成");
        await page.GetByTestId("tab-history").ClickAsync();
        await Assertions.Expect(page.Locator(".w-timeline")).ToContainTextAsync("强制关单");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".w-timeline")).ToContainTextAsync("客户已自提");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pieces_go_from_inspection_to_a_paid_statement()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(season.Tenant.Hub);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, "/production/warehousing/inspect/" + season.Order);

        // Without a mouse: a bundle is inspected, with one piece rejected, another one is passed, then what waits is stored.
        await Keys.ToAsync(page, "inspect");
        await page.Keyboard.PressAsync("Enter");
        await Keys.TypeAsync(page, "bad", "1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".w-field-error").First).ToBeVisibleAsync();
        await Keys.ToAsync(page, "category");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Keys.ToAsync(page, "handling");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Keys.ToAsync(page, "save");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".mud-snackbar").First).ToContainTextAsync("无对接应用");
        await Keys.ToAsync(page, "pick-all");
        await page.Keyboard.PressAsync("Space");
        await Keys.ToAsync(page, "pass-picked");
        await page.Keyboard.PressAsync("Enter");
        await Keys.ToAsync(page, "save");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Keys.ToAsync(page, "store-all");
        await page.Keyboard.PressAsync("Enter");
        await Keys.TypeAsync(page, "warehouse", "A仓");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("store-all")).ToHaveCountAsync(0);
        var inspected = (await season.Tenant.Admin.GetAsync("/api/warehousing/inspections?orderNo=" + season.Order + "&status=warehoused")).Data.GetProperty("records");
        Assert.Equal([20, 29, 28, 20, 20], inspected.EnumerateArray().Select(r => r.GetProperty("qualifiedQuantity").GetInt32()));

        // Goods go out, and get their tracking number.
        await page.GotoAsync("/warehouse/finished?tab=outstock");
        await page.GetByTestId("outstock").ClickAsync();
        await page.GetByTestId("orderNo").FillAsync(season.Order);
        await page.GetByTestId("ship-红-M").FillAsync("20");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        var shipment = page.Locator("tbody tr").First;
        await shipment.GetByTestId("shipping").ClickAsync();
        await page.GetByTestId("express").FillAsync("顺丰速运");
        await page.GetByTestId("tracking").FillAsync("SF2000000001");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(shipment).ToContainTextAsync("SF2000000001");

        // The statement is lowered, verified, approved and paid.
        await page.GotoAsync("/finance/center?tab=reconciliation&reconciliationNo=" + season.Statement);
        var statement = page.Locator("tbody tr").First;
        await statement.GetByTestId("deductions").ClickAsync();
        await page.GetByTestId("add").ClickAsync();
        await page.GetByTestId("amount-0").FillAsync("60");
        await Assertions.Expect(page.GetByTestId("final")).ToHaveTextAsync("¥12,000.00");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        foreach (var step in new[] { "verify", "approve", "pay" })
        {
            await statement.GetByTestId(step).ClickAsync();
            await page.GetByTestId("save").ClickAsync();
            await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        }
        await Assertions.Expect(statement.Locator(".w-tag").First).ToHaveTextAsync("已付款");
        var stored = await season.Tenant.Admin.GetAsync("/api/finance/reconciliations/" + season.Statement);
        Assert.Equal(("paid", 12000m), (stored.Data.GetProperty("status").GetString(), stored.Data.GetProperty("finalAmount").GetDecimal()));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_order_is_typed_as_a_matrix_and_what_was_typed_is_not_lost_by_a_slip()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production");
        await page.GetByTestId("new-order").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error").First).ToBeVisibleAsync();
        await page.GetByTestId("styleNo").FillAsync("MX2026");
        await page.GetByTestId("matrix-colors").FillAsync("红,蓝");
        await page.GetByTestId("matrix-colors").PressAsync("Tab");
        await page.GetByTestId("matrix-sizes").FillAsync("S，M");
        await page.GetByTestId("matrix-sizes").PressAsync("Tab");
        await page.Locator("[data-cell='红/S']").FillAsync("30");
        await page.Locator("[data-cell='蓝/M']").FillAsync("12");
        await Assertions.Expect(page.GetByTestId("quantity")).ToHaveValueAsync("42");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("leave")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "继续编辑" }).ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("MX2026");
        var stored = await tenant.Admin.GetAsync("/api/production/orders?styleNo=MX2026");
        Assert.Equal(42, stored.Data.GetProperty("records")[0].GetProperty("orderQuantity").GetInt32());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_tenants_in_two_browsers_never_see_each_others_rows()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var (one, two) = (await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        var (mine, theirs) = (await ConsoleOrder.PlaceAsync(one, "SAME-STYLE", 111), await ConsoleOrder.PlaceAsync(two, "SAME-STYLE", 222));
        var (left, right) = (await Browser.OpenAsync(hub), await Browser.OpenAsync(hub));
        await Browser.SignInAsync(left, one.AdminName, TestTenant.Password, "/production?styleNo=SAME-STYLE");
        await Browser.SignInAsync(right, two.AdminName, TestTenant.Password, "/production?styleNo=SAME-STYLE");
        foreach (var (page, quantity) in new[] { (left, "111"), (right, "222") })
        {
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(quantity);
        }
        // Numbers are the tenant's own; only one of the two has a second order, and the other is told that there is none.
        var second = await ConsoleOrder.PlaceAsync(two, "OTHER", 333);
        await left.GotoAsync("/production/order-flow/" + second);
        await Assertions.Expect(left.Locator("[role=alert]").First).ToBeVisibleAsync();
        Assert.NotEmpty(mine + theirs);
        await left.Context.CloseAsync();
        await right.Context.CloseAsync();
    }

    [Fact]
    public async Task The_search_leads_to_orders_and_to_the_story_of_a_number()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(season.Tenant.Hub);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, "/dashboard");
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("#search-input").FillAsync(season.Order);
        await Assertions.Expect(page.Locator("#search-hits a")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("story")).ToContainTextAsync("领口线头");
        await page.Context.CloseAsync();
    }
}
