using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Quality;

/// <summary>入库, 返修 and 冲销 (production-domain 6).</summary>
public sealed class WarehousingTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Pieces_enter_the_warehouse_in_two_steps_or_in_one(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        var waiting = await RecordAsync(floor.InspectAsync(bundles[0], 18, 2, "报废"));
        Assert.Equal((0, 2, 0), await floor.StockAsync());
        Assert.Equal(0, (await floor.ReadOrderAsync(orderNo)).CompletedQuantity);

        Assert.Equal((1, 18), Moved(await floor.WarehouseAsync(waiting)));
        Assert.Equal((18, 2, 18), await floor.StockAsync());
        Assert.Equal(BundleStatus.Completed, (await floor.ReadBundleAsync(bundles[0])).Status);
        Assert.Equal((400, "STATE", "质检入库 WH202602110001 已入库（A仓）"), Said(await floor.WarehouseAsync(waiting)));

        Ok(await floor.InspectAsync(bundles[1], 20, warehouse: "B仓"));
        Assert.Equal((38, 2, 38), await floor.StockAsync());
        Assert.Equal(38, (await floor.ReadOrderAsync(orderNo)).CompletedQuantity);
        var record = (await floor.RecordsAsync())[1];
        Assert.Equal(("B仓", "管理员"), (record.Warehouse, record.WarehousedBy));
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/complete", new { }));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Many_records_enter_together_or_not_at_all(string provider)
    {
        var floor = await OpenAsync(provider);
        var (_, bundles) = await floor.CutOrderAsync(20, 20, 20);
        var (_, others) = await floor.CutOrderAsync(10);
        var (a, b, none) = (await RecordAsync(floor.InspectAsync(bundles[0], 20)), await RecordAsync(floor.InspectAsync(others[0], 10)),
            await RecordAsync(floor.InspectAsync(bundles[1], 0, 20, "报废")));

        Assert.Equal("STATE", (await floor.WarehouseAsync(a, b, none)).ErrorCode);
        Assert.Equal("NOT_FOUND", (await floor.WarehouseAsync(a, b, 7)).ErrorCode);
        Assert.Equal("NOT_FOUND", (await (await OpenAsync(provider)).WarehouseAsync(a)).ErrorCode);
        Assert.Equal((0, 20, 0), await floor.StockAsync());
        Assert.Equal((2, 30), Moved(await floor.WarehouseAsync(a, b)));
        Assert.Equal((30, 20, 30), await floor.StockAsync());

        Ok(await floor.InspectAsync(bundles[2], 20));
        Assert.Equal((1, 20), Moved(await floor.Admin.PostAsync(Inspections + "/warehouse", new { warehousingNo = "WH202602110004", warehouse = "A仓", location = "3-2" })));
        Assert.Equal(["ids"], ErrorFields(await floor.Admin.PostAsync(Inspections + "/warehouse", new { warehouse = "A仓" })));
        Assert.Equal(["ids[1]", "warehouse"], ErrorFields(await floor.Admin.PostAsync(Inspections + "/warehouse", new { ids = new[] { 5, 5 } })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_inspected_before_an_order_was_closed_still_enters_the_warehouse(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(90, 10);
        Ok(await floor.InspectAsync(bundles[0], 90, warehouse: "A仓"));
        var waiting = await RecordAsync(floor.InspectAsync(bundles[1], 10));

        var closed = Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/complete"));
        Assert.Equal((90, 10), (closed.GetProperty("completedQuantity").GetInt32(), closed.GetProperty("waitingQuantity").GetInt32()));
        Assert.Equal(10, Ok(await floor.Admin.GetAsync("/api/warehousing/board")).GetProperty("toWarehouse").GetProperty("quantity").GetInt32());
        Assert.Equal(1, Ok(await floor.Admin.GetAsync("/api/production/cutting/bundles?stage=warehouse")).GetProperty("total").GetInt32());
        Ok(await floor.WarehouseAsync(waiting));

        Assert.Equal((100, 0, 100), await floor.StockAsync());
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((OrderStatus.Completed, 100, 100), (order.Status, order.CompletedQuantity, order.ProductionProgress));
        Assert.Equal(BundleStatus.Completed, (await floor.ReadBundleAsync(bundles[1])).Status);
        Ok(await floor.ShipAsync(orderNo, 100));
        // Nothing else is done on it.
        Assert.Equal("STATE", (await floor.ReverseAsync(waiting)).ErrorCode);

        var (scrapped, bundle) = await floor.CutOrderAsync(10);
        var gone = await RecordAsync(floor.InspectAsync(bundle[0], 10));
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{scrapped}/scrap", new { reason = "面料霉变" }));
        Assert.Equal("STATE", (await floor.WarehouseAsync(gone)).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Unqualified_pieces_are_repaired_declared_and_inspected_again(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20);
        var bundle = bundles[0];
        Task<ConsoleAnswer> DeclareAsync(int? quantity = null) => floor.Admin.PostAsync(Repairs + "/declare", new { bundleId = bundle, quantity });
        Assert.Equal("STATE", (await DeclareAsync()).ErrorCode);
        var first = await RecordAsync(floor.InspectAsync(bundle, 14, 6, warehouse: "A仓"));

        Assert.Equal("repairing", Ok(await floor.Admin.PostAsync(Repairs + "/start", new { bundleId = bundle })).GetProperty("status").GetString());
        Assert.Equal("STATE", (await floor.InspectAsync(bundle, 1, recheck: true)).ErrorCode);
        Assert.Equal(["quantity"], ErrorFields(await DeclareAsync(7)));
        Assert.Equal("repaired_waiting_qc", Ok(await DeclareAsync(4)).GetProperty("status").GetString());
        Assert.Equal("STATE", (await floor.InspectAsync(bundle, 4)).ErrorCode);
        Assert.Equal(["inspectedQuantity"], ErrorFields(await floor.InspectAsync(bundle, 5, recheck: true)));

        // Of four: three good, one back to the others in repair; and then of the last three: one scrapped.
        Ok(await floor.InspectAsync(bundle, 3, 1, recheck: true, warehouse: "A仓"));
        var read = await floor.ReadBundleAsync(bundle);
        Assert.Equal((17, 3, 0, BundleStatus.Repairing), (read.QualifiedQuantity, read.RepairWaiting, read.RepairDeclared, read.Status));
        Ok(await DeclareAsync());
        Ok(await floor.InspectAsync(bundle, 2, 1, "报废", recheck: true, warehouse: "A仓"));
        read = await floor.ReadBundleAsync(bundle);
        Assert.Equal((19, 0, 1, 20, BundleStatus.Completed), (read.QualifiedQuantity, read.Pool.Total, read.ScrappedQuantity, read.InspectedQuantity, read.Status));
        Assert.Equal((19, 1, 19), await floor.StockAsync());
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((20, 19), (order.InspectedQuantity, order.CompletedQuantity));
        var records = await floor.RecordsAsync();
        Assert.Equal([null, first, records[1].Id], records.Select(r => r.RecheckOfId));
        Assert.Equal([QualityStatus.Unqualified, QualityStatus.Unqualified, QualityStatus.Unqualified], records.Select(r => r.QualityStatus));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_reversal_is_a_counter_record_and_everything_follows(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        var scrapped = await RecordAsync(floor.InspectAsync(bundles[0], 18, 2, "报废", warehouse: "A仓"));
        Ok(await floor.InspectAsync(bundles[1], 20, warehouse: "A仓"));

        Assert.Equal(["reason"], ErrorFields(await floor.Admin.PostAsync($"{Inspections}/{scrapped}/reverse", new { })));
        var inspector = await floor.Tenant.UserAsync("all", "WAREHOUSING_CREATE", "WAREHOUSING_EDIT");
        Assert.Equal("FORBIDDEN", (await inspector.PostAsync($"{Inspections}/{scrapped}/reverse", new { reason = "x" })).ErrorCode);
        var reversed = Ok(await floor.ReverseAsync(scrapped));
        Assert.Equal("RVWH202602110001", reversed.GetProperty("reversalNo").GetString());
        Assert.Equal((20, 0, 20), await floor.StockAsync());
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((20, 20), (order.InspectedQuantity, order.CompletedQuantity));
        Assert.Equal(BundleStatus.Created, (await floor.ReadBundleAsync(bundles[0])).Status);
        Assert.Equal("STATE", (await floor.ReverseAsync(scrapped)).ErrorCode);
        Assert.Equal("STATE", (await floor.ReverseAsync(reversed.GetProperty("reversalId").GetInt64())).ErrorCode);
        Assert.Equal("NOT_FOUND", (await floor.ReverseAsync(99)).ErrorCode);
        Assert.Equal(1, Ok(await floor.Admin.GetAsync(Inspections + "?status=reversed")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await floor.RecordsAsync()).Where(r => r.Reversed || r.ReversalOfId is not null).Sum(r => r.InspectedQuantity));

        var again = await RecordAsync(floor.InspectAsync(bundles[0], 10, 10));
        Ok(await floor.Admin.PostAsync(Repairs + "/declare", new { bundleId = bundles[0], quantity = 4 }));
        var recheck = await RecordAsync(floor.InspectAsync(bundles[0], 4, recheck: true));
        Assert.Equal((400, "STATE", "质检入库 WH202602110003 的次品已复检，请先冲销复检记录 WH202602110004"), Said(await floor.ReverseAsync(again)));
        Ok(await floor.ReverseAsync(recheck));
        Assert.Equal((6, 4), ((await floor.ReadBundleAsync(bundles[0])).RepairWaiting, (await floor.ReadBundleAsync(bundles[0])).RepairDeclared));
        Ok(await floor.ReverseAsync(again));
        Assert.Equal((0, BundleStatus.Created), ((await floor.ReadBundleAsync(bundles[0])).Pool.Total, (await floor.ReadBundleAsync(bundles[0])).Status));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_has_left_the_warehouse_is_not_reversed(string provider)
    {
        var floor = await OpenAsync(provider);
        var (_, bundles) = await floor.CutOrderAsync(20);
        var record = await RecordAsync(floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
        var styleNo = (await floor.ReadBundleAsync(bundles[0])).StyleNo;
        await floor.Tenant.InAsync(services => services.GetRequiredService<HubDbContext>().UnitAsync(() => services.GetRequiredService<StockLedger>()
            .MoveAsync([new StockChange(null, styleNo, "红", "S", MovementType.Outbound, -1, "OS1")], CancellationToken.None), CancellationToken.None));

        Assert.Equal("STATE", (await floor.ReverseAsync(record)).ErrorCode);
        Assert.Equal((19, 0, 19), await floor.StockAsync());
        Assert.Equal(BundleStatus.Completed, (await floor.ReadBundleAsync(bundles[0])).Status);
        Assert.DoesNotContain(await floor.RecordsAsync(), r => r.Reversed);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pieces_of_the_same_sku_from_another_order_do_not_stand_in_for_shipped_ones(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        var other = await floor.OrderAsync(20, style: (await floor.ReadOrderAsync(orderNo)).StyleNo);
        var spare = await floor.CutAsync(other, 20);
        var first = await RecordAsync(floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
        Ok(await floor.InspectAsync(bundles[1], 20, warehouse: "A仓"));
        Ok(await floor.InspectAsync(spare[0], 20, warehouse: "A仓"));
        Ok(await floor.ShipAsync(orderNo, 21));

        // 39 are in stock, 19 of them this order's.
        Assert.Equal((400, "STATE", "红 S 已出库 21 件，冲销后入库仅 20 件，不能冲销"), Said(await floor.ReverseAsync(first)));
        Assert.Equal("STATE", (await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/scrap", new { reason = "次品" })).ErrorCode);
        Assert.Equal((39, 0, 39), await floor.StockAsync());
        Ok(await floor.ReverseAsync((await floor.RecordsAsync()).Single(r => r.OrderNo == other).Id));
        Assert.Equal((19, 0, 19), await floor.StockAsync());
    }

    private static (int Records, int Quantity) Moved(ConsoleAnswer answer) => (Ok(answer).GetProperty("records").GetInt32(), answer.Data.GetProperty("quantity").GetInt32());
}
