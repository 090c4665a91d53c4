using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Stock;

/// <summary>The console's API of the stock, and the nightly check.</summary>
public sealed class StockTests
{
    private const string Skus = "/api/warehousing/skus";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_administrator_adjusts_with_a_reason_and_the_movement_says_so(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        await goods.OrderAsync(small: 10, medium: 0);
        object Adjust(int delta, string? reason = "盘点", string style = "FZ2024001") => new { styleNo = style, color = "红", size = "S", delta, reason };

        var adjusted = await goods.Admin.PostAsync(Skus + "/adjust", Adjust(-3));
        Assert.True(adjusted.Status == 200, adjusted.Text);
        Assert.Equal((7, 7), (adjusted.Data.GetProperty("stockQuantity").GetInt32(), adjusted.Data.GetProperty("availableQuantity").GetInt32()));
        Assert.Equal("STATE", (await goods.Admin.PostAsync(Skus + "/adjust", Adjust(-8))).ErrorCode);
        foreach (var (body, field) in new[] { (Adjust(1, null), "reason"), (Adjust(0), "delta"), (Adjust(1, style: "没有"), "styleNo") })
        {
            Assert.Equal([field], Fields(await goods.Admin.PostAsync(Skus + "/adjust", body)));
        }

        var movement = (await goods.Admin.GetAsync("/api/warehousing/movements?type=ADJUST")).Data.GetProperty("records")[0];
        Assert.Equal(("AJ202602110001", -3, 7, "盘点", "ADJUST", "管理员"), (movement.GetProperty("refNo").GetString(), movement.GetProperty("delta").GetInt32(),
            movement.GetProperty("balance").GetInt32(), movement.GetProperty("reason").GetString(), movement.GetProperty("type").GetString(), movement.GetProperty("operatorName").GetString()));
        await goods.BooksBalanceAsync();

        var clerk = await goods.Tenant.UserAsync("all", "MENU_FINISHED_GOODS_VIEW", "OUTSTOCK_CREATE", "OUTSTOCK_EDIT");
        Assert.Equal(403, (await clerk.PostAsync(Skus + "/adjust", Adjust(1))).Status);
        Assert.Equal(403, (await (await goods.Tenant.UserAsync("all", "MENU_FINANCE_VIEW")).GetAsync(Skus)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_lists_filter_and_show_only_the_own_tenant(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        await goods.ShippedAsync(order.OrderNo, 10);

        foreach (var (query, codes) in new (string, string[])[]
        {
            ("", ["FZ2024001-红-M", "FZ2024001-红-S"]), ("?stock=available", ["FZ2024001-红-M"]), ("?stock=defect", []), ("?garmentSize=S", ["FZ2024001-红-S"]),
            ("?styleNo=X", []), ("?keyword=红-M", ["FZ2024001-红-M"]), ("?page=2&size=1", ["FZ2024001-红-S"]), ("?skuCode=FZ2024001-红-S", ["FZ2024001-红-S"]),
        })
        {
            Assert.Equal(codes, (await goods.Admin.GetAsync(Skus + query)).Data.GetProperty("records").EnumerateArray().Select(s => s.GetProperty("skuCode").GetString()));
        }
        Assert.Equal(["OUTBOUND", "INBOUND"], (await goods.Admin.GetAsync("/api/warehousing/movements?skuCode=FZ2024001-红-S")).Data.GetProperty("records").EnumerateArray()
            .Select(m => m.GetProperty("type").GetString()));
        Assert.Equal(["stock"], Fields(await goods.Admin.GetAsync(Skus + "?stock=some")));

        var other = await FinishedGoods.StartAsync(provider);
        Assert.Equal(0, (await other.Admin.GetAsync(Skus)).Data.GetProperty("total").GetInt32());
        var id = (await goods.Admin.GetAsync(Skus)).Data.GetProperty("records")[0].GetProperty("skuId").GetInt64();
        Assert.Equal(404, (await other.Admin.PutAsync($"{Skus}/{id}/prices", new { salesPrice = 9 })).Status);
        Assert.Equal(9.5m, (await goods.Admin.PutAsync($"{Skus}/{id}/prices", new { salesPrice = 9.5 })).Data.GetProperty("salesPrice").GetDecimal());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_nightly_check_reports_a_difference_once_and_repairs_nothing(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var goods = await FinishedGoods.StartAsync(provider, hub);
        var sound = await FinishedGoods.StartAsync(provider, hub);
        await goods.OrderAsync();
        await sound.OrderAsync();
        await goods.Orders.WithDbAsync(db => db.UnitAsync(
            () => db.Set<ProductSku>().Where(s => s.Size == "S").ExecuteUpdateAsync(set => set.SetProperty(s => s.StockQuantity, 12)), CancellationToken.None));

        await hub.RunJobAsync<StockCheckJob>();
        await hub.RunJobAsync<StockCheckJob>();

        var notice = Assert.Single((await goods.Admin.GetAsync("/api/system/notices")).Data.GetProperty("records").EnumerateArray(),
            n => n.GetProperty("kind").GetString() == "STOCK_DIFFERENCE");
        Assert.Contains("FZ2024001-红-S 12 ≠ 10", notice.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(12, await goods.StockAsync("S"));
        Assert.DoesNotContain((await sound.Admin.GetAsync("/api/system/notices")).Data.GetProperty("records").EnumerateArray(),
            n => n.GetProperty("kind").GetString() == "STOCK_DIFFERENCE");
    }

    internal static List<string> Fields(ConsoleAnswer answer) => answer.Status == 400 && answer.Data.ValueKind == JsonValueKind.Object
        ? [.. answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)]
        : [$"{answer.Status} {answer.Message}"];
}
