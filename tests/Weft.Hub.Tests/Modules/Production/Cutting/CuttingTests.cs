using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Cutting;

/// <summary>The cutting room's API (production-domain 5).</summary>
public sealed class CuttingTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_task_is_taken_once_and_the_second_is_told_by_whom(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync();
        var cutter = await floor.Tenant.UserAsync("all", "MENU_CUTTING", "CUTTING_EDIT");

        var taken = Ok(await floor.TakeAsync(orderNo));
        Assert.Equal(("received", "管理员", "2026-02-11T14:30:00+08:00"), (taken.GetProperty("status").GetString(), taken.GetProperty("receiverName").GetString(), taken.GetProperty("receivedTime").GetString()));
        Assert.Equal((400, "STATE", "该任务已被「管理员」领取"), Said(await floor.TakeAsync(orderNo, cutter)));
        Assert.Equal("STATE", (await floor.TakeAsync(orderNo)).ErrorCode);
        Assert.Equal("NOT_FOUND", (await floor.TakeAsync("PO202602119999")).ErrorCode);

        var listed = Ok(await cutter.GetAsync(Tasks + "?status=received&orderNo=" + orderNo));
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.Equal(0, Ok(await cutter.GetAsync(Tasks + "?status=pending")).GetProperty("total").GetInt32());
        Assert.Equal((1, 40L, 0, 1), Summary(Ok(await cutter.GetAsync("/api/production/cutting/summary"))));
        Assert.Equal("FORBIDDEN", (await cutter.PostAsync($"{Tasks}/{orderNo}/bundles", new { })).ErrorCode);
        Assert.Equal("急", Ok(await cutter.PutAsync($"{Tasks}/{orderNo}", new { remarks = "急", expectedShipDate = "2026-03-01" })).GetProperty("remarks").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Bundles_are_numbered_labelled_and_begin_production(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(40, blue: 10);
        Assert.Equal((400, "STATE", "裁剪任务还没有领取，请先领取"), Said(await floor.GenerateAsync(orderNo, ("红", "S", 20))));
        Ok(await floor.TakeAsync(orderNo));

        var first = Ok(await floor.GenerateAsync(orderNo, ("红", "S", 20), ("蓝", "M", 10)));
        var second = Ok(await floor.GenerateAsync(orderNo, ("红", "S", 20)));

        var bundles = first.GetProperty("bundles").EnumerateArray().Concat(second.GetProperty("bundles").EnumerateArray()).ToList();
        Assert.Equal([(1, 1), (2, 1), (3, 2)], bundles.Select(b => (b.GetProperty("bundleNo").GetInt32(), b.GetProperty("bedNo").GetInt32())));
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((OrderStatus.Production, 50, 3), (order.Status, order.CuttingQuantity, order.CuttingBundleCount));
        Assert.NotNull(order.ActualStartDate);
        var timeline = Ok(await floor.Admin.GetAsync($"{OrdersApi}/{orderNo}")).GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("action").GetString()).ToList();
        Assert.Equal((1, 2, 1), (timeline.Count(a => a == "BEGIN"), timeline.Count(a => a == "CUT"), timeline.Count(a => a == "TAKE_CUTTING")));
        Assert.Equal(50, order.ProductionProgress);
        var label = bundles[1].GetProperty("qrCode").GetString()!;
        Assert.Matches($"^{orderNo}-{order.StyleNo}-蓝-M-10-2-[0-9A-Z]{{8}}$", label);
        var read = Ok(await floor.Admin.GetAsync("/api/production/cutting/bundles/by-code?qrCode=" + Uri.EscapeDataString(label)));
        Assert.Equal((2, "created", "已创建"), (read.GetProperty("bundleNo").GetInt32(), read.GetProperty("status").GetString(), read.GetProperty("statusName").GetString()));
        var invented = label[..^1] + (label[^1] == 'A' ? 'B' : 'A');
        Assert.Equal("NOT_FOUND", (await floor.Admin.GetAsync("/api/production/cutting/bundles/by-code?qrCode=" + Uri.EscapeDataString(invented))).ErrorCode);
        Assert.Equal(2, Ok(await floor.Admin.GetAsync($"/api/production/cutting/bundles?orderNo={orderNo}&color=红")).GetProperty("total").GetInt32());
        // The size of a page is not the size of a garment.
        Assert.Equal((2, 0), (Ok(await floor.Admin.GetAsync($"/api/production/cutting/bundles?orderNo={orderNo}&color=红&garmentSize=S&size=100")).GetProperty("total").GetInt32(),
            Ok(await floor.Admin.GetAsync($"/api/production/cutting/bundles?orderNo={orderNo}&color=红&garmentSize=XXL&size=100")).GetProperty("total").GetInt32()));
        var task = Ok(await floor.Admin.GetAsync($"{Tasks}/{orderNo}"));
        Assert.Equal(52, task.GetProperty("cutLimit").GetInt32());
        Assert.Equal([(40, 40), (10, 10)], task.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("orderedQuantity").GetInt32(), l.GetProperty("cuttingQuantity").GetInt32())));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_cut_keeps_to_the_orders_lines_and_the_over_cut_limit(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(41);
        var suggested = Ok(await floor.Admin.GetAsync($"{Tasks}/{orderNo}/suggestion")).GetProperty("rows");
        Assert.Equal([20, 20, 1], suggested.EnumerateArray().Select(r => r.GetProperty("quantity").GetInt32()));
        Ok(await floor.TakeAsync(orderNo));

        Assert.Equal(["rows[1]"], ErrorFields(await floor.GenerateAsync(orderNo, ("红", "S", 1), ("绿", "S", 1))));
        Assert.Equal(["rows[0].quantity"], ErrorFields(await floor.GenerateAsync(orderNo, ("红", "S", 0))));
        Assert.Equal(["rows"], ErrorFields(await floor.GenerateAsync(orderNo)));
        Assert.Equal(["rows[0].size"], ErrorFields(await floor.Admin.PostAsync($"{Tasks}/{orderNo}/bundles", new { rows = new[] { new { color = "红", quantity = 1 } } })));
        // 41 × 1.05 = 43.05
        Assert.Equal((400, "STATE", "裁剪数量超过上限：已裁 0，本次 44，订单 41 件最多可裁 43 件"), Said(await floor.GenerateAsync(orderNo, ("红", "S", 44))));
        Ok(await floor.GenerateAsync(orderNo, ("红", "S", 41)));
        Assert.Equal("STATE", (await floor.GenerateAsync(orderNo, ("红", "S", 3))).ErrorCode);
        Ok(await floor.GenerateAsync(orderNo, ("红", "S", 2)));
        await floor.SetAsync(new { overCutRate = 0.1 });
        Ok(await floor.GenerateAsync(orderNo, ("红", "S", 2)));
        Assert.Equal(45, (await floor.ReadOrderAsync(orderNo)).CuttingQuantity);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_that_is_not_split_is_not_cut_and_material_that_is_managed_must_be_there(string provider)
    {
        var floor = await OpenAsync(provider);
        await floor.SetAsync(new { managesMaterial = true });
        var orderNo = await floor.OrderAsync(40, open: true);
        Assert.Equal((400, "STATE", "面辅料未到齐（到料 0%），不能领取；到齐或确认采购后再领取"), Said(await floor.TakeAsync(orderNo)));
        var material = $"{OrdersApi}/{orderNo}/material";
        Assert.Equal(["materialArrivalRate"], ErrorFields(await floor.Admin.PutAsync(material, new { })));
        Assert.Equal(["materialArrivalRate"], ErrorFields(await floor.Admin.PutAsync(material, new { materialArrivalRate = 101 })));
        Ok(await floor.Admin.PutAsync(material, new { materialArrivalRate = 99 }));
        Assert.Equal("STATE", (await floor.TakeAsync(orderNo)).ErrorCode);
        Ok(await floor.Admin.PutAsync(material, new { procurementConfirmed = true }));
        Ok(await floor.TakeAsync(orderNo));

        Assert.Equal((400, "STATE", "订单的颜色尺码未拆分，请先拆分再裁剪"), Said(await floor.GenerateAsync(orderNo, ("红", "S", 20))));
        Assert.Equal("STATE", (await floor.Admin.GetAsync($"{Tasks}/{orderNo}/suggestion")).ErrorCode);
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/lines", new { lines = new[] { new { color = "红", size = "S", quantity = 40 } } }));
        Ok(await floor.GenerateAsync(orderNo, ("红", "S", 20)));
        // 采购 10 of 50, 裁剪 half of 20.
        Assert.Equal(40, (await floor.ReadOrderAsync(orderNo)).ProductionProgress);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_task_goes_back_with_a_reason_while_nothing_was_done_on_its_bundles(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(40, withProcesses: true);
        var path = $"{Tasks}/{orderNo}/return";
        Assert.Equal("STATE", (await floor.Admin.PostAsync(path, new { reason = "换人" })).ErrorCode);
        var bundles = await floor.CutAsync(orderNo, 20, 20);
        var label = (await floor.ReadBundleAsync(bundles[0])).QrCode;
        var other = await floor.Tenant.UserAsync("all", "MENU_CUTTING", "CUTTING_EDIT");

        Assert.Equal(["reason"], ErrorFields(await floor.Admin.PostAsync(path, new { })));
        Assert.Equal((403, "FORBIDDEN", "只有领取人「管理员」或主管可以退回"), Said(await other.PostAsync(path, new { reason = "换人" })));
        var scan = Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[1], processName = "合缝" })).GetProperty("scan").GetProperty("scanId").GetInt64();
        Assert.Equal((400, "STATE", "菲号 2 已扫菲或已质检，不能退回"), Said(await floor.Admin.PostAsync(path, new { reason = "换人" })));
        Ok(await floor.Admin.PostAsync($"{Scans}/{scan}/undo", new { reason = "扫错" }));
        var supervisor = await floor.Tenant.UserAsync("all", "CUTTING_DELETE");
        Assert.Equal("pending", Ok(await supervisor.PostAsync(path, new { reason = "换人" })).GetProperty("status").GetString());

        var order = await floor.ReadOrderAsync(orderNo);
        Assert.Equal((0, 0, OrderStatus.Production, 0), (order.CuttingQuantity, order.CuttingBundleCount, order.Status, order.ProductionProgress));
        // The same cut again has other labels: those that were printed before are worth nothing.
        var anew = await floor.CutAsync(orderNo, 20, 20);
        Assert.Equal((1, BundleStatus.Created), ((await floor.ReadBundleAsync(anew[0])).BundleNo, (await floor.ReadBundleAsync(anew[0])).Status));
        Assert.NotEqual(label, (await floor.ReadBundleAsync(anew[0])).QrCode);
        Assert.Equal("NOT_FOUND", (await floor.Admin.PostAsync(Scans, new { qrCode = label, processName = "合缝" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_final_order_and_another_tenants_are_out_of_reach(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync();
        var stranger = await OpenAsync(provider);
        Assert.Equal("NOT_FOUND", (await stranger.TakeAsync(orderNo)).ErrorCode);
        Assert.Equal("NOT_FOUND", (await stranger.Admin.GetAsync($"{Tasks}/{orderNo}")).ErrorCode);
        Assert.Equal(0, Ok(await stranger.Admin.GetAsync(Tasks)).GetProperty("total").GetInt32());
        var newcomer = await floor.Tenant.UserAsync("own", "MENU_CUTTING", "CUTTING_EDIT", "WAREHOUSING_CREATE");
        Assert.Equal("NOT_FOUND", (await floor.TakeAsync(orderNo, newcomer)).ErrorCode);
        Assert.Equal(0, Ok(await newcomer.GetAsync(Tasks)).GetProperty("total").GetInt32());
        Assert.Equal("NOT_FOUND", (await floor.InspectAsync(new { orderNo, color = "红", size = "S", inspectedQuantity = 1 }, newcomer)).ErrorCode);
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/cancel", new { reason = "客户取消" }));
        Assert.Equal((400, "STATE", "订单已取消，不能再裁剪"), Said(await floor.TakeAsync(orderNo)));
        Assert.Equal("STATE", (await floor.GenerateAsync(orderNo, ("红", "S", 1))).ErrorCode);
        Assert.Equal("STATE", (await floor.Admin.PutAsync($"{Tasks}/{orderNo}", new { remarks = "x" })).ErrorCode);
    }

    private static (int Total, long Quantity, int Pending, int Received) Summary(System.Text.Json.JsonElement s) => (
        s.GetProperty("total").GetInt32(), s.GetProperty("totalQuantity").GetInt64(), s.GetProperty("pending").GetInt32(), s.GetProperty("received").GetInt32());
}
