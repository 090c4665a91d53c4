using System.Text.Json;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>What the console's pages read, and the processing again of what was wrong (scm-partner-api 8.2, 14).</summary>
public sealed class ConsoleTests
{
    private const string Requests = "/api/partner/requests";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_request_with_data_errors_tells_them_by_line_and_is_processed_again_once_they_are_mended(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var admin = partner.Tenant.Admin;
        var id = NewId();
        var good = Line("g", "5");
        var bad = new { lineId = "b", locator_Text = "F-02-77", product_Text = "FAB-1042", invStatus_Text = "正常", adjustQuantity = "7" };
        Assert.Equal("7", (await partner.CallAsync(CreateF, Request(id, new { docNo = "A1", warehouse_Text = "FB01", lineList = new object[] { good, bad } })))["targetRequestResult"]);
        var row = Assert.Single(await RowsAsync(admin, $"?resultCode=7&requestId={id}"));
        Assert.Equal("物流平台", row.GetProperty("systemName").GetString());
        var path = $"{Requests}/{row.GetProperty("id").GetInt64()}";
        var details = Done(await admin.GetAsync(path));
        var problem = Assert.Single(details.GetProperty("problems").EnumerateArray().ToList());
        Assert.Equal(("A1", "b", "库位不存在或没有访问权限"), (problem.GetProperty("docNo").GetString(), problem.GetProperty("line").GetString(), problem.GetProperty("messages")[0].GetString()));
        Assert.True(details.GetProperty("canProcess").GetBoolean());

        var again = Done(await admin.PostAsync(path + "/process"));
        Assert.Equal(("已处理", "7"), (again.GetProperty("state").GetString(), again.GetProperty("resultCode").GetString()));
        await partner.PostAsync("bins", new { warehouseId = partner.WarehouseId, code = "F-02-77", name = "新库位" });
        Assert.Equal("1", Done(await admin.PostAsync(path + "/process")).GetProperty("resultCode").GetString());
        Assert.Equal((1, 12m), (await partner.DocumentsAsync(), await partner.StockAsync()));
        Assert.Equal(("1", "1", "处理成功"), (await partner.ResultAsync(id)).Said);

        // Once it has made its documents, nothing makes them a second time.
        Assert.Equal("STATE", (await admin.PostAsync(path + "/process")).ErrorCode);
        foreach (var state in new[] { "未处理", "处理异常" })
        {
            Assert.Equal("STATE", (await admin.PostAsync(path + "/state", new { state, reason = "x" })).ErrorCode);
        }
        details = Done(await admin.GetAsync(path));
        Assert.Equal(["Received", "ProcessRequest", "ProcessRequest"], details.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("action").GetString()).Where(a => a is not ("Started" or "Ended")));
        Assert.Equal("CO", Assert.Single(details.GetProperty("made").EnumerateArray().ToList()).GetProperty("status").GetString());
        Assert.Equal(1, await CountAsync(partner));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Secrets_that_a_partner_sent_along_are_not_shown(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var id = NewId();
        await partner.CallAsync(CreateF, new { requestId = id, requestTime = "2026-02-11 14:30:00", login = new { uniqueCode = partner.Code, accessToken = partner.Token }, docList = new[] { Document("A1", "5") } });
        var row = Assert.Single(await RowsAsync(partner.Tenant.Admin, "?requestId=" + id));
        var shown = (await partner.Tenant.Admin.GetAsync($"{Requests}/{row.GetProperty("id").GetInt64()}")).Text;
        Assert.DoesNotContain(partner.Code, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(partner.Token, shown, StringComparison.Ordinal);
        Assert.Contains("F-02-01_面料A区", shown, StringComparison.Ordinal);
        Assert.Contains("***", shown, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_document_is_found_by_each_filter_and_shows_its_lines_its_request_and_what_it_moved(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var admin = partner.Tenant.Admin;
        var id = NewId();
        await partner.CallAsync(CreateF, Request(id, Document("A1", "5", "3"), Document("A2", "1")));
        foreach (var (filter, count) in new[] { ("?callerDocNo=A1", 1), ("?status=CO", 2), ("?status=DR", 0), ("?kind=170", 2), ("?kind=010", 0), ("?from=2000-01-01T00:00:00Z", 2), ("?to=2000-01-01T00:00:00Z", 0) })
        {
            Assert.True(count == Done(await admin.GetAsync("/api/partner/documents" + filter)).GetProperty("records").GetArrayLength(), filter);
        }
        Assert.Equal(400, (await admin.GetAsync("/api/partner/documents?status=XX")).Status);
        var row = Done(await admin.GetAsync("/api/partner/documents?callerDocNo=A1")).GetProperty("records")[0];
        Assert.Equal(2, row.GetProperty("lines").GetInt32());
        var details = Done(await admin.GetAsync($"/api/partner/documents/{row.GetProperty("id").GetInt64()}"));
        Assert.Equal(("华东成衣", id, "物流平台"), (details.GetProperty("organisation").GetString(), details.GetProperty("requestId").GetString(), details.GetProperty("systemName").GetString()));
        Assert.Equal(["F-02-01", "F-02-01"], details.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("bin").GetString()));
        Assert.Equal([5m, 3m], details.GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("delta").GetDecimal()));
        var stranger = await PartnerOf.StartAsync(provider);
        Assert.Equal(404, (await stranger.Tenant.Admin.GetAsync($"/api/partner/documents/{row.GetProperty("id").GetInt64()}")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Partner_users_are_listed_with_the_names_of_what_they_stand_for(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var admin = partner.Tenant.Admin;
        var user = Assert.Single(Done(await admin.GetAsync("/api/partner/users?keyword=wms")).GetProperty("records").EnumerateArray().ToList());
        Assert.Equal(("物流平台", "华东成衣"), (user.GetProperty("systemName").GetString(), user.GetProperty("organisations")[0].GetString()));
        Assert.StartsWith("物流接口", user.GetProperty("roleName").GetString(), StringComparison.Ordinal);
        Assert.Empty(Done(await admin.GetAsync("/api/partner/users?isActive=false")).GetProperty("records").EnumerateArray());
        var choices = Done(await admin.GetAsync("/api/partner/users/choices"));
        Assert.Contains(choices.GetProperty("users").EnumerateArray(), u => u.GetProperty("id").GetInt64() == partner.HubUserId);
        Assert.Equal("HD01", choices.GetProperty("organisations")[0].GetProperty("note").GetString());
    }

    private static async Task<List<JsonElement>> RowsAsync(ConsoleClient admin, string filter) => [.. Done(await admin.GetAsync(Requests + filter)).GetProperty("records").EnumerateArray()];

    private static async Task<int> CountAsync(PartnerOf partner) => Done(await partner.Tenant.Admin.GetAsync("/api/partner/documents")).GetProperty("records").GetArrayLength();
}
