using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Cutting;

/// <summary>扫菲 (production-domain 5) and the progress that follows (4).</summary>
public sealed class ScanTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_scan_is_kept_once_and_a_repeat_answers_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(40, withProcesses: true);
        var bundles = await floor.CutAsync(orderNo, 20, 20);
        var code = (await floor.ReadBundleAsync(bundles[0])).QrCode;

        var first = Ok(await floor.Admin.PostAsync(Scans, new { qrCode = code, processCode = "P02" }));
        var again = Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "合缝", quantity = 3 }));

        Assert.False(first.GetProperty("duplicated").GetBoolean());
        Assert.True(again.GetProperty("duplicated").GetBoolean());
        Assert.Equal(first.GetProperty("scan").GetRawText(), again.GetProperty("scan").GetRawText());
        var scan = first.GetProperty("scan");
        Assert.Equal(("合缝", "车缝", 20, 1.5m, "管理员", "CONSOLE"), (scan.GetProperty("processName").GetString(), scan.GetProperty("stage").GetString(), scan.GetProperty("quantity").GetInt32(),
            scan.GetProperty("unitPrice").GetDecimal(), scan.GetProperty("operatorName").GetString(), scan.GetProperty("source").GetString()));
        Assert.Equal(BundleStatus.InProgress, (await floor.ReadBundleAsync(bundles[0])).Status);
        Assert.Equal(1, Ok(await floor.Admin.GetAsync($"{Scans}?orderNo={orderNo}&processName=合缝")).GetProperty("total").GetInt32());

        Assert.Equal(["processName"], ErrorFields(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "绣花" })));
        Assert.Equal(["qrCode", "processName"], ErrorFields(await floor.Admin.PostAsync(Scans, new { })));
        Assert.Equal(["quantity"], ErrorFields(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "锁边", quantity = 21 })));
        Assert.Equal("NOT_FOUND", (await floor.Admin.PostAsync(Scans, new { bundleId = 99, processName = "锁边" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Progress_weighs_the_stages_that_the_order_has(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(40, withProcesses: true);
        async Task<int> ProgressAsync() => (await floor.ReadOrderAsync(orderNo)).ProductionProgress;
        Assert.Equal(0, await ProgressAsync());
        var bundles = await floor.CutAsync(orderNo, 20, 20);
        // Of 90 (no material is managed): 裁剪 20.
        Assert.Equal(22, await ProgressAsync());
        // 车缝 40: two processes, one of them half done.
        var scan = Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "合缝" }));
        Assert.Equal(33, await ProgressAsync());
        Assert.Equal(33, scan.GetProperty("productionProgress").GetInt32());
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[1], processName = "合缝" }));
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "锁边" }));
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[1], processName = "锁边" }));
        Assert.Equal(66, await ProgressAsync());
        // 裁剪 as a scanned process is not counted twice; 尾部 10, half done.
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "裁剪" }));
        Assert.Equal(66, await ProgressAsync());
        var packed = Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "包装" })).GetProperty("scan").GetProperty("scanId").GetInt64();
        Assert.Equal(72, await ProgressAsync());
        Ok(await floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
        Assert.Equal(83, await ProgressAsync());
        Ok(await floor.Admin.PostAsync($"{Scans}/{packed}/undo", new { reason = "扫错" }));
        Assert.Equal(77, await ProgressAsync());
        Ok(await floor.InspectAsync(bundles[1], 20, warehouse: "A仓"));
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "包装" }));
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[1], processName = "包装" }));
        Assert.Equal(99, await ProgressAsync());
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/complete", new { }));
        Assert.Equal(100, await ProgressAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_supervisor_takes_a_scan_back_and_it_may_be_scanned_again(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(20, withProcesses: true);
        var bundle = (await floor.CutAsync(orderNo, 20))[0];
        var worker = await floor.Tenant.UserAsync("all", "PROGRESS_SCAN");
        var scan = Ok(await worker.PostAsync(Scans, new { bundleId = bundle, processName = "合缝" })).GetProperty("scan").GetProperty("scanId").GetInt64();

        Assert.Equal("FORBIDDEN", (await worker.PostAsync($"{Scans}/{scan}/undo", new { reason = "x" })).ErrorCode);
        Assert.Equal(["reason"], ErrorFields(await floor.Admin.PostAsync($"{Scans}/{scan}/undo", new { })));
        Ok(await floor.Admin.PostAsync($"{Scans}/{scan}/undo", new { reason = "扫错" }));
        Assert.Equal("NOT_FOUND", (await floor.Admin.PostAsync($"{Scans}/{scan}/undo", new { reason = "扫错" })).ErrorCode);
        Assert.Equal(BundleStatus.Created, (await floor.ReadBundleAsync(bundle)).Status);
        Assert.False(Ok(await worker.PostAsync(Scans, new { bundleId = bundle, processName = "合缝" })).GetProperty("duplicated").GetBoolean());
        Assert.Equal("NOT_FOUND", (await (await OpenAsync(provider)).Admin.PostAsync(Scans, new { bundleId = bundle, processName = "合缝" })).ErrorCode);
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/scrap", new { reason = "次品" }));
        Assert.Equal("STATE", (await worker.PostAsync(Scans, new { bundleId = bundle, processName = "锁边" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_completes_itself_when_the_tenant_wants_that(string provider)
    {
        var floor = await OpenAsync(provider);
        var (byHand, left) = await floor.CutOrderAsync(10);
        Ok(await floor.InspectAsync(left[0], 10, warehouse: "A仓"));
        Assert.Equal(OrderStatus.Production, (await floor.ReadOrderAsync(byHand)).Status);

        await floor.SetAsync(new { completesAutomatically = true });
        var orderNo = await floor.OrderAsync(20);
        var bundles = await floor.CutAsync(orderNo, 10, 10, 1);
        Ok(await floor.InspectAsync(bundles[0], 10, warehouse: "A仓"));
        var second = await RecordAsync(floor.InspectAsync(bundles[1], 10));
        Ok(await floor.WarehouseAsync(second));
        // 20 of 20 are there, but one bundle was not inspected.
        Assert.Equal(OrderStatus.Production, (await floor.ReadOrderAsync(orderNo)).Status);
        Assert.Equal("completed", Ok(await floor.InspectAsync(bundles[2], 0, 1, "报废")).GetProperty("orderStatus").GetString());
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((OrderStatus.Completed, 100, 20), (order.Status, order.ProductionProgress, order.CompletedQuantity));
        Assert.Equal("STATE", (await floor.ReverseAsync(second)).ErrorCode);
        Assert.Equal("STATE", (await floor.InspectAsync(bundles[2], 1)).ErrorCode);
    }
}
