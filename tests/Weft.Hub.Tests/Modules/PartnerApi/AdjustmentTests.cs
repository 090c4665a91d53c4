using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>API170COF, literal by literal (scm-partner-api 13.3, 17 nos. 3 and 4).</summary>
public sealed class AdjustmentTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_adjustment_is_created_and_completed_and_the_answer_is_as_documented(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var id = NewId();
        var answer = await partner.CallAsync(CreateF, Request(id, Document("ADJ-1", "12.5", 3)));
        Assert.Equal(200, answer.Status);
        Assert.Equal(["docList", "requestId", "requestResult", "responseTime", "errorMsg", "targetRequestId", "targetRequestStatus", "targetRequestResult", "targetRequestErrorMsg"], answer.Keys);
        Assert.Equal("""
            {"docNo":"ADJ-1","docResult":"1","docErrorMsg":"","docNoHVS":"2602SA0001","docStatus":"CO","lineList":[{"lineId":"1","lineResult":"1","lineErrorMsg":"","lineNoHVS":"10"},{"lineId":"2","lineResult":"1","lineErrorMsg":"","lineNoHVS":"20"}]}
            """, answer.Doc().GetRawText());
        Assert.Equal((id, id, "1", "处理成功"), (answer["requestId"], answer["targetRequestId"], answer["targetRequestStatus"], answer["targetRequestErrorMsg"]));
        Assert.Equal(("1", "1", "处理成功"), answer.Said);
        Assert.Contains("处理成功", answer.Text, StringComparison.Ordinal);
        Assert.Equal(15.5m, await partner.StockAsync());

        var taken = await partner.CallAsync(CreateF, Request(NewId(), Document("ADJ-2", "-5.5")));
        Assert.Equal("2602SA0002", taken.Doc().GetProperty("docNoHVS").GetString());
        Assert.Equal(10m, await partner.StockAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Faults_are_all_named_and_nothing_of_the_request_is_created(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var wrong = new
        {
            docNo = "B1", doctype_Name = "没有", warehouse_Text = "面料一仓", lineList = new object[]
            {
                new { lineId = "1", locator_Text = "F-02-01", product_Text = "NOPE", invStatus_Text = "正常" },
                new { lineId = "2", locator_Text = "没有", product_Text = "AUX-0007_柔软剂", invStatus_Text = "好", adjustQuantity = "0" },
                new { locator_Text = "面料A区", product_Text = "32支精梳棉布", invStatus_Text = "正常", adjustQuantity = "1.2345678", lot = new string('批', 41) },
            },
        };
        var answer = await partner.CallAsync(CreateF, Request(NewId(), wrong, Document("B2", "1"), new { docNo = new string('n', 21), org_Text = "XX", warehouse_text = "FB01" }));
        Assert.Equal(("1", "7", "处理失败(请求数据数据错误导入失败)"), answer.Said);
        var lines = answer.Doc().GetProperty("lineList");
        Assert.Equal("必须填写下列字段的内容：调整数量,产品不存在或没有访问权限,", lines[0].GetProperty("lineErrorMsg").GetString());
        Assert.Equal("库存状态不存在或没有访问权限,调整数量不允许为0,库位不存在或没有访问权限,必须填写下列字段的内容：批号,必须填写下列字段的内容：生产日期,", lines[1].GetProperty("lineErrorMsg").GetString());
        Assert.Equal(("", "批号长度不能超过40,调整数量小数位数不能超过6,"), (lines[2].GetProperty("lineId").GetString(), lines[2].GetProperty("lineErrorMsg").GetString()));
        Assert.StartsWith("单据类型不存在或没有访问权限,", answer.Doc().GetProperty("docErrorMsg").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"docNo":"B2","docResult":"1","docErrorMsg":"","docNoHVS":"","docStatus":"","lineList":[{"lineId":"1","lineResult":"1","lineErrorMsg":"","lineNoHVS":""}]}""", answer.Doc(1).GetRawText());
        Assert.Equal("外部系统的单据号长度不能超过20,必须填写下列字段的内容：仓库,必须填写下列字段的内容：单据行列表,上传组织不存在或没有访问权限,", answer.Doc(2).GetProperty("docErrorMsg").GetString());
        Assert.Equal(0, await partner.DocumentsAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_can_not_be_read_is_a_format_error_and_its_id_is_spent(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        foreach (var (body, message) in new (Func<string, string> Body, string Message)[]
        {
            (id => $$"""{"requestId":"{{id}}","requestTime":"2026-02-11 14:30:00","docList":[{"docNo":"1","movementDate":"2026-3X-14"}]}""", "Unparseable date: \"2026-3X-14\""),
            (id => $$"""{"requestId":"{{id}}","requestTime":"2026-02-30 14:30:00","docList":[{}]}""", "Unparseable date: \"2026-02-30 14:30:00\""),
            (id => $$"""{"requestId":"{{id}}","docList":[{}]}""", "Missing field: \"requestTime\""),
            (id => $$"""{"requestId":"{{id}}","requestTime":"2026-02-11 14:30:00","docList":[]}""", "Missing field: \"docList\""),
            (id => $$"""{"requestId":"{{id}}","requestTime":"2026-02-11 14:30:00","docList":[{"lineList":[{"adjustQuantity":"12,5"}]}]}""", "Unparseable number: \"12,5\""),
        })
        {
            var id = NewId();
            var answer = await partner.CallAsync(CreateF, body(id));
            Assert.Equal(("1", "6", "处理失败(请求数据格式错误解析失败) - Parse Error;" + message), answer.Said);
            Assert.DoesNotContain("docList", answer.Keys);
            Assert.Equal("RequestId重复", (await partner.CallAsync(CreateF, body(id)))["errorMsg"]);
            Assert.Equal("6", (await partner.ResultAsync(id))["targetRequestResult"]);
        }
        var missing = await partner.CallAsync(CreateF, """{"requestTime":"2026-02-11 14:30:00"}""");
        Assert.Equal(("", "", "6"), (missing["requestId"], missing["targetRequestId"], missing["targetRequestResult"]));
        foreach (var broken in new[] { "{", "[]", "\"x\"", "" })
        {
            var answer = await partner.CallAsync(CreateF, broken);
            Assert.Equal((500, "Request failed."), (answer.Status, answer["message"]));
        }
        Assert.Equal(404, (await partner.CallAsync("importinternaluseinventory_co_f", "{}")).Status);
        Assert.Equal(405, (await partner.SendAsync("/api/v1/processes/" + CreateF, "{}", "Bearer " + partner.Token, HttpMethod.Put)).Status);
        Assert.Equal(413, (await partner.CallAsync(CreateF, "{\"x\":\"" + new string('x', 10 * 1024 * 1024) + "\"}")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_id_is_executed_once_however_many_send_it_at_once(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var request = Request(NewId(), Document("ONCE", "1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => partner.CallAsync(CreateF, request)));
        Assert.Single(answers, a => a["requestResult"] == "1");
        Assert.All(answers.Where(a => a["requestResult"] != "1"), a =>
        {
            Assert.Equal(("6", "RequestId重复"), (a["requestResult"], a["errorMsg"]));
            Assert.Equal(["requestId", "requestResult", "responseTime", "errorMsg"], a.Keys);
        });
        Assert.Equal((1, 1m), (await partner.DocumentsAsync(), await partner.StockAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_document_that_can_not_be_completed_stays_in_draft_and_counts_as_created(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        PartnerOf.Done(await partner.Tenant.Admin.PutAsync("/api/partner/periods", new { month = "2026-01", isOpen = false }));
        var late = new { docNo = "L", warehouse_Text = "FB01", movementDate = "2026-01-31", lineList = new[] { Line("1", "1") } };
        var answer = await partner.CallAsync(CreateF, Request(NewId(), late, Document("TOO", "-3"), Document("IN", "5"), Document("OUT", "-2")));
        Assert.Equal(("1", "1", "处理成功"), answer.Said);
        Assert.Equal(["DR", "DR", "CO", "CO"], answer.Body.GetProperty("docList").EnumerateArray().Select(d => d.GetProperty("docStatus").GetString()));
        Assert.Equal("[单据操作消息]记账期间未打开,", answer.Doc().GetProperty("docErrorMsg").GetString());
        Assert.Equal(("1", "[单据操作消息]库存不足：FAB-1042 F-02-01 正常 现有 0，需要 3,"), (answer.Doc(1).GetProperty("docResult").GetString(), answer.Doc(1).GetProperty("docErrorMsg").GetString()));
        Assert.Equal(3m, await partner.StockAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_role_without_the_right_makes_no_documents_and_another_tenants_master_data_is_not_found(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var reader = PartnerOf.Done(await partner.Tenant.Admin.PostAsync("/api/system/roles", new { roleCode = "RO", roleName = "只读", dataScope = "all", permissions = new[] { "PARTNER_SUBMIT" } })).GetProperty("id").GetInt64();
        var organisation = PartnerOf.Done(await partner.Tenant.Admin.GetAsync("/api/partner/organisations")).GetProperty("records")[0].GetProperty("id").GetInt64();
        await partner.PostAsync("users", new { systemId = partner.SystemId, userName = "reader", userId = partner.HubUserId, roleId = reader, organisationId = organisation });
        var token = (await partner.TokenAsync(new { systemKey = partner.SystemKey, uniqueCode = partner.Code, userName = "reader" }))["token"];
        var answer = await partner.CallAsync(CreateF, Request(NewId(), Document("X", "1")), token);
        Assert.Equal(("7", "单据类型不存在或没有访问权限,"), (answer["targetRequestResult"], answer.Doc().GetProperty("docErrorMsg").GetString()));

        var stranger = await PartnerOf.StartAsync(provider);
        await stranger.PostAsync("materials", new { code = "THEIRS", name = "别人的", uom = "米" });
        var foreign = await partner.CallAsync(CreateF, Request(NewId(), new { docNo = "X", warehouse_Text = "FB01", lineList = new[] { Line("1", "1", "THEIRS") } }));
        Assert.Equal("产品不存在或没有访问权限,", foreign.Doc().GetProperty("docErrorMsg").GetString());
    }
}
