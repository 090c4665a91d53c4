using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>导入为订单 in a browser, against a customer's server on a real socket (console-pages 4.2).</summary>
public sealed class PullImportTests
{
    [Fact]
    public async Task Ticked_rows_become_orders_the_wrong_one_is_told_and_a_repeat_changes_nothing()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        await using var customer = await WebhookReceiver.StartAsync();
        customer.Behaviour = ReceiverBehaviour.Body("""
            {"code":0,"data":{"total":4,"records":[
                {"id":1,"docNo":"ERP-1","style":"FZ1","qty":"300","deliveryDate":"2026/12/01","memo":"首批"},
                {"id":2,"docNo":"ERP-2","style":"FZ1","qty":"many","deliveryDate":"2026/12/01","memo":null},
                {"id":3,"docNo":"ERP-3","style":"FZ2","qty":"20","deliveryDate":"2026/12/05","memo":null},
                {"id":4,"docNo":"ERP-4","style":"FZ2","qty":"10","deliveryDate":"2026/12/05","memo":null}]}}
            """);
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var erp = await TestCredential.BuyAsync(tenant, "ORDER_SYNC", wanted => wanted with { ExternalApiUrl = customer.Url("/api").AbsoluteUri });
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, $"/system/tenant-management/apps/{erp.Id}?tab=pull");
        await page.GetByTestId("pull-action").SelectOptionAsync("list_orders");
        await page.GetByTestId("pull-go").ClickAsync();
        await page.GetByTestId("pull-all").CheckAsync();
        await page.GetByTestId("pull-row-4").UncheckAsync();
        await page.GetByTestId("pull-import").ClickAsync();
        await Assertions.Expect(page.GetByTestId("map-externalOrderNo")).ToHaveValueAsync("docNo");
        await Assertions.Expect(page.GetByTestId("map-requiredDate")).ToHaveValueAsync("deliveryDate");
        // The guess is only a guess: the remark is left out, and the number of another field is tried.
        await page.GetByTestId("map-remark").SelectOptionAsync("");
        await page.GetByTestId("import-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("import-sum")).ToContainTextAsync("新订单 2 条，已存在 0 条，有问题 1 条");
        await Assertions.Expect(page.GetByTestId("import-preview").Locator("tbody tr").Nth(1)).ToContainTextAsync("数量：必须为");
        await Assertions.Expect(page.GetByTestId("import-preview").Locator("tbody tr").Nth(0)).ToContainTextAsync("2026-12-01");
        await page.GetByTestId("import-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("import-sum")).ToContainTextAsync("新建 2，已存在 0，被拒绝 1");
        await Assertions.Expect(page.GetByTestId("result-2")).ToContainTextAsync("数量：必须为");
        await page.GetByTestId("import-back").ClickAsync();
        await page.GetByTestId("import-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("import-sum")).ToContainTextAsync("新订单 0 条，已存在 2 条，有问题 1 条");
        await page.GetByTestId("import-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("import-sum")).ToContainTextAsync("新建 0，已存在 2，被拒绝 1");
        var orderNo = await page.GetByTestId("result-1").GetByRole(AriaRole.Link).InnerTextAsync();

        // Tomorrow the mapping is there, what was left out included.
        await page.ReloadAsync();
        await page.GetByTestId("pull-action").SelectOptionAsync("list_orders");
        await page.GetByTestId("pull-go").ClickAsync();
        await page.GetByTestId("pull-all").CheckAsync();
        await page.GetByTestId("pull-import").ClickAsync();
        await Assertions.Expect(page.GetByTestId("map-remark")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByTestId("map-externalOrderNo")).ToHaveValueAsync("docNo");

        var placed = (await tenant.Admin.GetAsync("/api/production/orders")).Data.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(["ERP-1", "ERP-3"], placed.Select(o => o.GetProperty("externalOrderNo").GetString()).Order(StringComparer.Ordinal));
        var first = (await tenant.Admin.GetAsync("/api/production/orders/" + orderNo)).Data;
        Assert.Equal((300, "2026-12-01", System.Text.Json.JsonValueKind.Null),
            (first.GetProperty("orderQuantity").GetInt32(), first.GetProperty("expectedShipDate").GetString(), first.GetProperty("remarks").ValueKind));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_answer_without_a_list_offers_no_import()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        await using var customer = await WebhookReceiver.StartAsync();
        customer.Behaviour = ReceiverBehaviour.Body("""{"message":"ok"}""");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var erp = await TestCredential.BuyAsync(tenant, "ORDER_SYNC", wanted => wanted with { ExternalApiUrl = customer.Url("/api").AbsoluteUri });
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, $"/system/tenant-management/apps/{erp.Id}?tab=pull");
        await page.GetByTestId("pull-action").SelectOptionAsync("list_orders");
        await page.GetByTestId("pull-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("pull-nolist")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
