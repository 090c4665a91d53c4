using Weft.Hub.Platform.Sheets;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Imports;

/// <summary>The lists of workshop, warehouse and finance as files: the same rows as on the screen, and no formula among them.</summary>
public sealed class FloorExportTests
{
    private const string Statements = "/api/finance/reconciliations";
    private const string Outstocks = "/api/warehousing/outstocks";
    private const string Skus = "/api/warehousing/skus";

    /// <summary>Each list with the codes that open it, a filter that leaves all of the test's rows, and one that leaves none.</summary>
    private static readonly (string List, string Menu, int Rows, string All, string None)[] Lists =
    [
        (Tasks, "MENU_CUTTING", 1, "status=bundled", "status=pending"),
        ("/api/production/cutting/bundles", "MENU_WAREHOUSE_VIEW", 2, "color=红", "stage=inspect"),
        (Scans, "PROGRESS_SCAN", 1, "processName=合缝", "processName=锁边"),
        (Inspections, "MENU_WAREHOUSE_VIEW", 2, "status=warehoused", "status=waiting"),
        (Skus, "MENU_FINISHED_GOODS_VIEW", 1, "stock=available", "stock=locked"),
        ("/api/warehousing/movements", "MENU_FINISHED_GOODS_VIEW", 2, "from=2026-02-11", "type=ADJUST"),
        (Outstocks, "MENU_FINISHED_GOODS_VIEW", 1, "outstockType=shipment", "outstockType=scrap"),
        (Statements, "MENU_FINANCE_VIEW", 1, "status=pending", "status=paid"),
    ];

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_list_is_exported_as_it_is_filtered(string provider)
    {
        var floor = await PlayedAsync(provider);
        foreach (var (list, menu, rows, all, none) in Lists)
        {
            foreach (var format in new[] { "xlsx", "csv" })
            {
                Assert.Equal((list, rows, rows, 0), (list, await RowsAsync(floor, $"{list}/export?format={format}"), await RowsAsync(floor, $"{list}/export?format={format}&{all}"),
                    await RowsAsync(floor, $"{list}/export?format={format}&{none}")));
            }
            Assert.Equal(400, (await floor.Tenant.DownloadAsync(list + "/export?format=pdf")).Status);
            // Its own right, and the list's.
            var both = await floor.Tenant.UserAsync("all", "DATA_EXPORT", menu);
            var export = await floor.Tenant.UserAsync("all", "DATA_EXPORT", "MENU_STYLE_INFO");
            var list2 = await floor.Tenant.UserAsync("all", menu);
            Assert.Equal((200, 403, 403), ((await floor.Tenant.DownloadAsync(list + "/export", both)).Status, (await floor.Tenant.DownloadAsync(list + "/export", export)).Status,
                (await floor.Tenant.DownloadAsync(list + "/export", list2)).Status));
            Assert.Equal(0, await RowsAsync(floor with { Tenant = await Tenants.CreateAsync(floor.Tenant.Hub) }, list + "/export"));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_file_holds_no_formula_and_nothing_that_its_reader_does_not_see(string provider)
    {
        var floor = await PlayedAsync(provider);

        var shipped = await SheetAsync(floor, Outstocks + "/export");
        // A workbook says that it is a text; a CSV file has only a mark to say so.
        Assert.Equal("=HYPERLINK(\"http://x\")", Cell(shipped, "客户名称"));
        var (_, csv, _) = await floor.Tenant.DownloadAsync(Outstocks + "/export?format=csv");
        Assert.Contains(",\"'=HYPERLINK(\"\"http://x\"\")\",", System.Text.Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Equal(("12", "39.9", "478.8"), (Cell(shipped, "出库数量"), Cell(shipped, "单价"), Cell(shipped, "出库金额")));
        var stock = await SheetAsync(floor, Skus + "/export");
        Assert.Equal(("40", "0", "28"), (Cell(await SheetAsync(floor, Tasks + "/export"), "裁剪数量"), Cell(stock, "锁定"), Cell(stock, "可用")));
        Assert.Equal(("478.8", "12"), (Cell(await SheetAsync(floor, Statements + "/export"), "总金额"), Cell(await SheetAsync(floor, Statements + "/export"), "数量")));
        Assert.Equal("1.5", Cell(await SheetAsync(floor, Scans + "/export"), "工价"));

        string[] rights = ["DATA_EXPORT", "MENU_FINANCE_VIEW", "MENU_FINISHED_GOODS_VIEW", "MENU_CUTTING"];
        // Costs are for who sees all of the tenant; whoever sees only what is his own sees nothing of this.
        var team = await floor.Tenant.UserAsync("team", rights);
        Assert.Equal(("478.8", ""), (Cell(await SheetAsync(floor, Statements + "/export", team), "总金额"), Cell(await SheetAsync(floor, Statements + "/export", team), "工序成本")));
        var own = await floor.Tenant.UserAsync("own", rights);
        Assert.Equal((0, 0, 0), (await RowsAsync(floor, Statements + "/export", own), await RowsAsync(floor, Outstocks + "/export", own), await RowsAsync(floor, Tasks + "/export", own)));
    }

    /// <summary>One order with processes: two bundles of 20, one scanned, both in the warehouse, twelve shipped.</summary>
    private static async Task<ShopFloor> PlayedAsync(string provider)
    {
        var floor = new ShopFloor(await Tenants.CreateAsync(await TestHub.SharedAsync(provider)));
        var orderNo = await floor.OrderAsync(40, withProcesses: true);
        Ok(await floor.Admin.PutAsync($"{OrdersApi}/{orderNo}", new { orderUnitPrice = 39.9 }));
        var bundles = await floor.CutAsync(orderNo, 20, 20);
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "合缝" }));
        Ok(await floor.InspectAsync(new { items = bundles.Select(b => new { bundleId = b, inspectedQuantity = 20 }), warehouse = "A仓" }));
        Ok(await floor.Admin.PostAsync(Outstocks, new
        {
            outstockType = "shipment", orderNo, customerName = "=HYPERLINK(\"http://x\")", items = new[] { new { color = "红", size = "S", quantity = 12 } },
        }));
        return floor;
    }

    private static async Task<SheetData> SheetAsync(ShopFloor floor, string path, ConsoleClient? by = null)
    {
        var (status, content, _) = await floor.Tenant.DownloadAsync(path, by);
        Assert.True(status == 200, $"{path}: {status}");
        using var stream = new MemoryStream(content);
        var read = SheetReader.Read(stream, "a");
        Assert.Null(read.Problem);
        return read.Sheets.Single();
    }

    /// <summary>Rows below the head.</summary>
    private static async Task<int> RowsAsync(ShopFloor floor, string path, ConsoleClient? by = null) => (await SheetAsync(floor, path, by)).Rows.Count - 1;

    /// <summary>What stands under a title in the first row.</summary>
    private static string Cell(SheetData sheet, string title)
    {
        var at = Enumerable.Range(0, 40).First(i => sheet.Rows[0][i].Text == title);
        return sheet.Rows[1][at].Text;
    }
}
