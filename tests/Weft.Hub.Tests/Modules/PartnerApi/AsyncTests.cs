using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>API170COB and API170NNF: accepted, processed, asked for (scm-partner-api 13.4, 13.5, 17 nos. 5 and 6).</summary>
public sealed class AsyncTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_accepted_request_is_processed_at_once_and_its_result_is_as_documented(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var id = NewId();
        var accepted = await partner.CallAsync(CreateB, Request(id, Document("A1", "500")));
        Assert.Equal(["requestId", "requestResult", "responseTime", "errorMsg"], accepted.Keys);
        Assert.Equal(("1", "异步处理提交成功"), (accepted["requestResult"], accepted["errorMsg"]));
        var result = await partner.EventualResultAsync(id);
        Assert.Equal(("1", "1", "处理成功"), result.Said);
        Assert.Equal((id, "CO"), (result["targetRequestId"], result.Doc().GetProperty("docStatus").GetString()));
        Assert.Equal("RequestId重复", (await partner.CallAsync(CreateB, Request(id, Document("A1", "500"))))["errorMsg"]);
        Assert.Equal(500m, await partner.StockAsync());
        var direct = NewId();
        await partner.CallAsync(CreateF, Request(direct, Document("A2", "1")));
        Assert.Equal("1", (await partner.ResultAsync(direct))["targetRequestResult"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Without_the_worker_the_scheduled_run_takes_what_came_before_its_half_hour(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["PartnerApi:ProcessAtOnce=false"]);
        var partner = await PartnerOf.StartAsync(provider, hub);
        var (good, bad, broken, stuck) = (NewId(), NewId(), NewId(), NewId());
        await partner.CallAsync(CreateB, Request(good, Document("A1", "5")));
        await partner.CallAsync(CreateB, Request(bad, Document("A2", "0")));
        await partner.CallAsync(CreateB, new { requestId = broken, requestTime = "gestern", docList = new[] { new { docNo = "1" } } });
        await partner.CallAsync("importinventorymove_co_b", Request(stuck, new
        {
            docNo = "T", doctype_Name = "移库单", warehouse_Text = "FB01", warehouseTo_Text = "FB01",
            lineList = new[] { new { locator_Text = "F-02-01", locatorTo_Text = "F-02-01", product_Text = "FAB-1042", movementQty = "99" } },
        }));
        await hub.RunJobAsync<ScheduledRunJob>();
        var pending = await partner.ResultAsync(good);
        Assert.Equal(("1", "0", "该请求还在处理中"), pending.Said);
        Assert.Equal("0", pending["targetRequestStatus"]);
        Assert.DoesNotContain("docList", pending.Keys);

        hub.Clock.Advance(TimeSpan.FromMinutes(30));
        await Task.WhenAll(hub.RunJobAsync<ScheduledRunJob>(), hub.RunJobAsync<ScheduledRunJob>());
        Assert.Equal(("1", "1", "处理成功"), (await partner.ResultAsync(good)).Said);
        Assert.Equal(("1", "7", "处理失败(请求数据数据错误导入失败)"), (await partner.ResultAsync(bad)).Said);
        Assert.Equal("6", (await partner.ResultAsync(broken))["targetRequestResult"]);
        Assert.Equal((2, 5m), (await partner.DocumentsAsync(), await partner.StockAsync()));
        var run = PartnerOf.Done(await partner.Tenant.Admin.GetAsync("/api/partner/runs")).GetProperty("records").EnumerateArray().ToLookup(r => r.GetProperty("functionCode").GetString());
        int[] Of(string function) => [.. new[] { "succeeded", "failed", "actionsSucceeded", "actionsFailed" }.Select(n => run[function].Sum(r => r.GetProperty(n).GetInt32()))];
        Assert.Equal([1, 2, 1, 0], Of("API170COB"));
        Assert.Equal([1, 0, 0, 1], Of("API140COB"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_result_is_found_only_by_its_own_system_and_function(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var stranger = await PartnerOf.StartAsync(provider);
        var id = NewId();
        await partner.CallAsync(CreateF, Request(id, Document("A1", "5")));
        object Ask(string target) => new { requestId = "same", requestTime = "2026-02-11 14:30:00", targetRequestId = target };
        foreach (var answer in new[] { await stranger.ResultAsync(id), await partner.ResultAsync("unknown"), await partner.CallAsync("inquirypurchaseorder_co", Ask(id)) })
        {
            Assert.Equal(["requestId", "requestResult", "responseTime", "errorMsg"], answer.Keys);
            Assert.Equal(("1", "No Data!"), (answer["requestResult"], answer["errorMsg"]));
        }
        Assert.Equal(("1", "1"), ((await partner.CallAsync(Inquiry, Ask(id)))["targetRequestResult"], (await partner.CallAsync(Inquiry, Ask(id)))["targetRequestResult"]));
        // The same id in another tenant is another request.
        Assert.Equal("1", (await stranger.CallAsync(CreateF, Request(id, Document("A1", "5"))))["requestResult"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_killed_node_left_is_taken_up_once_its_lease_is_over(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        PartnerOf partner;
        var id = NewId();
        await using (var first = await TestHub.StartAsync(provider, ["PartnerApi:ProcessAtOnce=false"], on: database))
        {
            partner = await PartnerOf.StartAsync(provider, first);
            await partner.CallAsync(CreateB, Request(id, Document("A1", "5")));
            // Leased, and then nothing more: as a node that dies leaves it.
            var leased = await first.AsPlatformAsync(s => s.GetRequiredService<RequestStore>().LeaseAsync(10, null, CancellationToken.None));
            Assert.Single(leased);
            Assert.Equal("0", (await partner.ResultAsync(id))["targetRequestResult"]);
            Assert.Equal(0, await partner.DocumentsAsync());
            first.Clock.Advance(TimeSpan.FromMinutes(31));
            await first.RunJobAsync<ScheduledRunJob>();
            Assert.Equal("1", (await partner.ResultAsync(id))["targetRequestResult"]);
            // The one that was thought dead comes back: nothing happens twice.
            Assert.Null(await first.Services.GetRequiredService<RequestRunner>().RunAsync(leased[0]));
            Assert.Equal((1, 5m), (await partner.DocumentsAsync(), await partner.StockAsync()));
        }
    }

    [Fact]
    public async Task On_SQLite_what_a_killed_run_left_goes_on_as_soon_as_the_hub_runs_again()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(TestDatabase.Sqlite);
        var id = NewId();
        await using (var first = await TestHub.StartAsync(TestDatabase.Sqlite, ["PartnerApi:ProcessAtOnce=false"], on: database))
        {
            var partner = await PartnerOf.StartAsync(TestDatabase.Sqlite, first);
            await partner.CallAsync(CreateB, Request(id, Document("A1", "5")));
            Assert.Single(await first.AsPlatformAsync(s => s.GetRequiredService<RequestStore>().LeaseAsync(10, null, CancellationToken.None)));
        }
        await using var second = await TestHub.StartAsync(TestDatabase.Sqlite, on: database);
        Task<RequestState> StateAsync() => second.AsPlatformAsync(s => s.GetRequiredService<HubDbContext>().AcrossTenants<PartnerRequest>("test").Where(r => r.RequestId == id).Select(r => r.State).SingleAsync());
        for (var i = 0; i < 200 && await StateAsync() != RequestState.Done; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        Assert.Equal(RequestState.Done, await StateAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_operator_sees_stuck_requests_sets_them_and_a_failed_one_may_be_sent_again(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["PartnerApi:ProcessAtOnce=false"]);
        var partner = await PartnerOf.StartAsync(provider, hub);
        var admin = partner.Tenant.Admin;
        var id = NewId();
        await partner.CallAsync(CreateB, Request(id, Document("A1", "5")));
        var row = PartnerOf.Done(await admin.GetAsync("/api/partner/requests?state=" + Uri.EscapeDataString("未处理"))).GetProperty("records")[0];
        var path = "/api/partner/requests/" + row.GetProperty("id").GetInt64();
        Assert.Equal(0, PartnerOf.Done(await admin.GetAsync("/api/partner/requests/attention")).GetProperty("count").GetInt32());
        PartnerOf.Done(await admin.PostAsync(path + "/state", new { state = "处理异常", reason = "测试" }));
        Assert.Equal(1, PartnerOf.Done(await admin.GetAsync("/api/partner/requests/attention")).GetProperty("count").GetInt32());
        await hub.RunJobAsync<StuckRequestsJob>();
        await hub.RunJobAsync<StuckRequestsJob>();
        Assert.Equal(("1", "9", "系统异常(请服务提供商联系)"), (await partner.ResultAsync(id)).Said);

        Assert.Equal("异步处理提交成功", (await partner.CallAsync(CreateB, Request(id, Document("A1", "7"))))["errorMsg"]);
        Assert.Equal("已处理", PartnerOf.Done(await admin.PostAsync(path + "/process")).GetProperty("state").GetString());
        Assert.Equal(("1", 7m), ((await partner.ResultAsync(id))["targetRequestResult"], await partner.StockAsync()));
        Assert.Equal("STATE", (await admin.PostAsync(path + "/process")).ErrorCode);
        Assert.Contains("A1", PartnerOf.Done(await admin.GetAsync(path)).GetProperty("body").GetString(), StringComparison.Ordinal);

        hub.Clock.Advance(TimeSpan.FromDays(31));
        await hub.RunJobAsync<RetentionJob>();
        partner.Token = (await partner.TokenAsync())["token"];
        Assert.Equal("No Data!", (await partner.ResultAsync(id))["errorMsg"]);
        Assert.Equal("RequestId重复", (await partner.CallAsync(CreateB, Request(id, Document("A1", "7"))))["errorMsg"]);
    }
}
