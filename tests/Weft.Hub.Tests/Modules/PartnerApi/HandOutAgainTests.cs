using System.Text.Json;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>导出履历, and handing out again what a lost answer hid (scm-partner-api 8.1, 11, 14).</summary>
public sealed class HandOutAgainTests
{
    private const string Exports = "/api/partner/exports";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Shipments_of_a_lost_answer_are_handed_out_again_and_nothing_else_moves(string provider)
    {
        var (partner, numbers) = await ShipmentExportTests.WithShipmentsAsync(provider, 3);
        var admin = partner.Tenant.Admin;
        Assert.Equal(numbers, await PolledAsync(partner, Shipments));
        Assert.Empty(await PolledAsync(partner, Shipments));
        var lost = await NewestAsync(admin, "API09APDF");
        var details = Done(await admin.GetAsync($"{Exports}/{lost}"));
        Assert.Equal((true, 3), (details.GetProperty("handsOut").GetBoolean(), details.GetProperty("canSetBack").GetInt32()));
        Assert.Equal(numbers, Keys(details).Select(k => k.GetProperty("key").GetString()!));
        Assert.All(Keys(details), k => Assert.Equal("处理中", k.GetProperty("status").GetString()));

        Assert.Equal((3, ""), await AgainAsync(admin, lost));
        Assert.Equal((0, "已是待处理 3"), await AgainAsync(admin, lost));
        Assert.Equal(numbers, await PolledAsync(partner, Shipments));
        Assert.Empty(await PolledAsync(partner, Shipments));
        // The second answer arrived, and the partner works on them: the first one's button leaves them alone.
        Assert.Equal((0, "之后的查询已领取 3"), await AgainAsync(admin, lost));
        Assert.Empty(await PolledAsync(partner, Shipments));

        Assert.Equal("1", (await partner.CallAsync("uploadshipmentconfirm", Request(NewId(), new
        {
            documentNo = numbers[1], confirmType_Text = "出库确认", lineList = new[] { new { line = "10", attrList = new[] { new { confirmedQty = "1" } } } },
        })))["targetRequestResult"]);
        var second = await NewestAsync(admin, "API09APDF");
        Assert.Equal((2, "处理完成 1"), await AgainAsync(admin, second));
        Assert.Equal([numbers[0], numbers[2]], await PolledAsync(partner, Shipments));
        details = Done(await admin.GetAsync($"{Exports}/{second}"));
        Assert.Equal(["HandedOut", "HandOutAgain"], details.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("action").GetString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_shipment_that_was_taken_back_is_not_handed_out_again(string provider)
    {
        var (partner, numbers) = await ShipmentExportTests.WithShipmentsAsync(provider, 2);
        Assert.Equal(numbers, await PolledAsync(partner, Shipments));
        Done(await partner.Tenant.Admin.PostAsync($"{FinishedGoods.Outstocks}/{numbers[0]}/reverse", new { reason = "测试" }));
        Assert.Equal((1, "单据已冲销或结束 1"), await AgainAsync(partner.Tenant.Admin, await NewestAsync(partner.Tenant.Admin, "API09APDF")));
        Assert.Equal([numbers[1]], await PolledAsync(partner, Shipments));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_side_of_a_transfer_is_handed_out_again_by_its_own_query(string provider)
    {
        var partner = await TransferTests.StockedAsync(provider);
        var admin = partner.Tenant.Admin;
        var number = await TransferTests.ConfirmedTransferAsync(partner);
        Assert.Equal([number], await PolledAsync(partner, "exportinventorymovefrom_pd"));
        Assert.Empty(await PolledAsync(partner, "querymovementconfirm"));
        var lost = await NewestAsync(admin, "API14APDF");
        Assert.Equal((1, ""), await AgainAsync(admin, lost));
        Assert.Equal([number], await PolledAsync(partner, "querymovementconfirm"));
        Assert.Equal((0, "之后的查询已领取 1"), await AgainAsync(admin, lost));
        Assert.Equal((1, ""), await AgainAsync(admin, await NewestAsync(admin, "API160DLF")));
        Assert.Equal([number], await PolledAsync(partner, "exportinventorymovefrom_pd"));
        await TransferTests.FinishAsync(partner, number);

        Assert.Equal([number], await PolledAsync(partner, "exportinventorymoveto_pd"));
        var arriving = await NewestAsync(admin, "API14BPDF");
        Assert.Equal((0, "处理完成 1"), await AgainAsync(admin, await NewestAsync(admin, "API14APDF")));
        Assert.Equal((1, ""), await AgainAsync(admin, arriving));
        Assert.Equal((0, "已是待处理 1"), await AgainAsync(admin, arriving));
        Assert.Equal([number], await PolledAsync(partner, "exportinventorymoveto_pd"));
        await TransferTests.FinishAsync(partner, number);
        Assert.Equal((0, "处理完成 1"), await AgainAsync(admin, await NewestAsync(admin, "API14BPDF")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Only_an_operator_of_the_own_tenant_hands_out_again_and_only_what_was_taken(string provider)
    {
        var (partner, numbers) = await ShipmentExportTests.WithShipmentsAsync(provider, 1);
        Assert.Equal(numbers, await PolledAsync(partner, Shipments));
        var export = await NewestAsync(partner.Tenant.Admin, "API09APDF");
        var reader = await partner.Tenant.UserAsync("all", "MENU_PARTNER_REQUEST");
        Assert.Equal(200, (await reader.GetAsync($"{Exports}/{export}")).Status);
        Assert.Equal(403, (await reader.PostAsync($"{Exports}/{export}/pending")).Status);
        var stranger = await Tenants.CreateAsync(partner.Hub);
        Assert.Equal(404, (await stranger.Admin.GetAsync($"{Exports}/{export}")).Status);
        Assert.Equal(404, (await stranger.Admin.PostAsync($"{Exports}/{export}/pending")).Status);
        Assert.Empty(await PolledAsync(partner, Shipments));
        await partner.CallAsync("queryproduct", new { requestId = "s", requestTime = "2026-02-11 14:30:00", isPurchased = "Y" });
        var products = await NewestAsync(partner.Tenant.Admin, "API250DLF");
        Assert.Equal(400, (await partner.Tenant.Admin.PostAsync($"{Exports}/{products}/pending")).Status);
        Assert.False(Done(await partner.Tenant.Admin.GetAsync($"{Exports}/{products}")).GetProperty("handsOut").GetBoolean());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_history_is_found_by_each_filter_and_leads_to_what_it_tells_of(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var admin = partner.Tenant.Admin;
        var id = NewId();
        await partner.CallAsync(CreateF, Request(id, Document("A1", "5")));
        await partner.ResultAsync(id);
        await PolledAsync(partner, Shipments);
        foreach (var (filter, count) in new[]
        {
            ("", 2), ("?functionCode=API09APDF", 1), ("?functionCode=API170NNF", 1), ("?requestId=p", 1), ("?requestId=x", 0), ($"?systemId={partner.SystemId}", 2), ("?systemId=1", 0), ("?withRows=true", 1),
            ("?from=2000-01-01T00:00:00Z", 2), ("?to=2000-01-01T00:00:00Z", 0),
        })
        {
            Assert.True(count == Done(await admin.GetAsync(Exports + filter)).GetProperty("records").GetArrayLength(), filter);
        }
        Assert.Equal(400, (await admin.GetAsync(Exports + "?from=gestern")).Status);
        var row = Done(await admin.GetAsync(Exports + "?functionCode=API170NNF")).GetProperty("records")[0];
        Assert.Equal(("物流平台", 1), (row.GetProperty("systemName").GetString(), row.GetProperty("rows").GetInt32()));
        var asked = Assert.Single(Keys(Done(await admin.GetAsync($"{Exports}/{row.GetProperty("id").GetInt64()}"))));
        var request = Done(await admin.GetAsync("/api/partner/requests?requestId=" + id)).GetProperty("records")[0].GetProperty("id").GetInt64();
        Assert.Equal((id, request), (asked.GetProperty("key").GetString(), asked.GetProperty("storedRequestId").GetInt64()));
    }

    private static List<JsonElement> Keys(JsonElement details) => [.. details.GetProperty("keys").EnumerateArray()];

    /// <summary>Numbers of what a poll is given.</summary>
    private static async Task<List<string>> PolledAsync(PartnerOf partner, string path)
    {
        var answer = await partner.CallAsync(path, new { requestId = "p", requestTime = "2026-02-11 14:30:00" });
        return answer.Keys.Contains("docList") ? [.. answer.Body.GetProperty("docList").EnumerateArray().Select(d => d.GetProperty("documentNo").GetString()!)] : [];
    }

    private static async Task<long> NewestAsync(ConsoleClient admin, string function) =>
        Done(await admin.GetAsync($"{Exports}?withRows=true&functionCode={function}")).GetProperty("records")[0].GetProperty("id").GetInt64();

    /// <summary>How many were set back, and what was left alone.</summary>
    private static async Task<(int SetBack, string Left)> AgainAsync(ConsoleClient admin, long export)
    {
        var done = Done(await admin.PostAsync($"{Exports}/{export}/pending"));
        return (done.GetProperty("setBack").GetInt32(), string.Join('、', done.GetProperty("left").EnumerateArray().Select(l => $"{l.GetProperty("reason").GetString()} {l.GetProperty("count").GetInt32()}")));
    }
}
