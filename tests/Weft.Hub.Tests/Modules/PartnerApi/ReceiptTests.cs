using System.Text.Json;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>物流回执 of shipments and transfers, by hand (scm-partner-api 11).</summary>
public sealed class ReceiptTests
{
    private const string Receipts = "/api/partner/receipts";
    private const string Transfers = "/api/partner/transfers";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_receipt_is_found_by_each_filter_and_waits_again_unless_its_shipment_was_taken_back(string provider)
    {
        var (partner, numbers) = await ShipmentExportTests.WithShipmentsAsync(provider, 2);
        var admin = partner.Tenant.Admin;
        Assert.Equal("1", (await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", documentNo = numbers[0] }))["requestResult"]);
        foreach (var (filter, count) in new[]
        {
            ("", 2), ("?outstockNo=" + numbers[0], 1), ("?outstockNo=x", 0), ("?status=处理中", 1), ("?status=待处理", 1), ("?status=处理错误", 0), ("?from=2026-02-11&to=2026-02-11", 2), ("?from=2026-02-12", 0), ("?to=2026-02-10", 0),
        })
        {
            Assert.True(count == (await RowsAsync(admin, Receipts + filter)).Count, filter);
        }
        Assert.Equal(400, (await admin.GetAsync(Receipts + "?status=好")).Status);
        var row = Assert.Single(await RowsAsync(admin, Receipts + "?status=处理中"));
        Assert.Equal("A仓", row.GetProperty("warehouseName").GetString());
        var path = $"{Receipts}/{Id(row)}/pending";
        Assert.Equal(404, (await (await Tenants.CreateAsync(partner.Hub)).Admin.PostAsync(path)).Status);
        Assert.Equal(403, (await (await partner.Tenant.UserAsync("all", "MENU_PARTNER_REQUEST")).PostAsync(path)).Status);
        Assert.Equal("待处理", Done(await admin.PostAsync(path)).GetProperty("status").GetString());
        Assert.Contains("状态为待处理", (await admin.PostAsync(path)).Message, StringComparison.Ordinal);

        Assert.Equal("1", (await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", documentNo = numbers[0] }))["requestResult"]);
        Done(await admin.PostAsync($"{FinishedGoods.Outstocks}/{numbers[0]}/reverse", new { reason = "测试" }));
        Assert.Equal("STATE", (await admin.PostAsync(path)).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_side_of_a_transfer_waits_again_by_itself(string provider)
    {
        var partner = await TransferTests.StockedAsync(provider);
        var admin = partner.Tenant.Admin;
        var number = await TransferTests.ConfirmedTransferAsync(partner);
        var row = Assert.Single(await RowsAsync(admin, Transfers));
        Assert.Equal((number, "待处理", "未处理"), (row.GetProperty("documentNo").GetString(), Out(row), In(row)));
        Assert.Equal("面料一仓", row.GetProperty("warehouseToName").GetString());
        var path = $"{Transfers}/{Id(row)}/pending";
        Assert.Equal("STATE", (await admin.PostAsync(path, new { side = "移出" })).ErrorCode);
        Assert.Equal(400, (await admin.PostAsync(path, new { })).Status);
        await PollAsync(partner, "exportinventorymovefrom_pd");
        foreach (var (filter, count) in new[] { ("?documentNo=" + number, 1), ("?outStatus=处理中", 1), ("?outStatus=待处理", 0), ("?inStatus=处理中", 0), ("?from=2026-02-11&to=2026-02-11", 1), ("?to=2026-02-10", 0) })
        {
            Assert.True(count == (await RowsAsync(admin, Transfers + filter)).Count, filter);
        }
        Assert.Equal("STATE", (await admin.PostAsync(path, new { side = "移入" })).ErrorCode);
        Assert.Equal(404, (await (await Tenants.CreateAsync(partner.Hub)).Admin.PostAsync(path, new { side = "移出" })).Status);
        Assert.Equal(403, (await (await partner.Tenant.UserAsync("all", "MENU_PARTNER_REQUEST")).PostAsync(path, new { side = "移出" })).Status);
        Assert.Equal("待处理", Out(Done(await admin.PostAsync(path, new { side = "移出" }))));
        Assert.Equal("STATE", (await admin.PostAsync(path, new { side = "移出" })).ErrorCode);
        await PollAsync(partner, "exportinventorymovefrom_pd");
        await TransferTests.FinishAsync(partner, number);

        await PollAsync(partner, "exportinventorymoveto_pd");
        Assert.Equal("STATE", (await admin.PostAsync(path, new { side = "移出" })).ErrorCode);
        var back = Done(await admin.PostAsync(path, new { side = "移入" }));
        Assert.Equal(("处理完成", "待处理"), (Out(back), In(back)));
        await PollAsync(partner, "exportinventorymoveto_pd");
        await TransferTests.FinishAsync(partner, number);
        Assert.Empty(await RowsAsync(admin, Transfers));
        Assert.Equal("STATE", (await admin.PostAsync(path, new { side = "移入" })).ErrorCode);
    }

    private static string Out(JsonElement row) => row.GetProperty("outStatus").GetString()!;

    private static string In(JsonElement row) => row.GetProperty("inStatus").GetString()!;

    private static long Id(JsonElement row) => row.GetProperty("id").GetInt64();

    private static async Task PollAsync(PartnerOf partner, string path) =>
        Assert.Single((await partner.CallAsync(path, new { requestId = "p", requestTime = "2026-02-11 14:30:00" })).Body.GetProperty("docList").EnumerateArray().ToList());

    private static async Task<List<JsonElement>> RowsAsync(ConsoleClient admin, string path) => [.. Done(await admin.GetAsync(path)).GetProperty("records").EnumerateArray()];
}
