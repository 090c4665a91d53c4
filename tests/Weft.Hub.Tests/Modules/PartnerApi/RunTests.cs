using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>计划任务: the jobs' times, and the scheduled run by hand (scm-partner-api 6.1, 14).</summary>
public sealed class RunTests
{
    private const string Runs = "/api/partner/runs";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_run_by_hand_processes_what_waits_of_the_own_tenant_and_is_logged(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["PartnerApi:ProcessAtOnce=false"]);
        var partner = await PartnerOf.StartAsync(provider, hub);
        var other = await PartnerOf.StartAsync(provider, hub);
        List<string> ids = [];
        for (var i = 0; i < 12; i++)
        {
            ids.Add(NewId());
            await partner.CallAsync(CreateB, Request(ids[i], Document("A" + i, i == 3 ? "0" : "5")));
        }
        var foreign = NewId();
        await other.CallAsync(CreateB, Request(foreign, Document("B1", "5")));
        Assert.Equal(12, Done(await partner.Tenant.Admin.GetAsync(Runs + "/jobs")).GetProperty("waiting").GetInt32());
        Assert.Equal(403, (await (await partner.Tenant.UserAsync("all", "MENU_PARTNER_REQUEST")).PostAsync(Runs)).Status);

        var answers = await Task.WhenAll(partner.Tenant.Admin.PostAsync(Runs), partner.Tenant.Admin.PostAsync(Runs));
        Assert.Equal((11, 1), (answers.Sum(a => Done(a).GetProperty("succeeded").GetInt32()), answers.Sum(a => Done(a).GetProperty("failed").GetInt32())));
        Assert.Equal((11, 55m), (await partner.DocumentsAsync(), await partner.StockAsync()));
        foreach (var id in ids)
        {
            Assert.Equal(id == ids[3] ? "7" : "1", (await partner.ResultAsync(id))["targetRequestResult"]);
        }
        Assert.Equal("该请求还在处理中", (await other.ResultAsync(foreign))["errorMsg"]);
        var again = Done(await partner.Tenant.Admin.PostAsync(Runs));
        Assert.Equal((0, 0, 0), (again.GetProperty("succeeded").GetInt32(), again.GetProperty("failed").GetInt32(), again.GetProperty("waiting").GetInt32()));
        var logged = Done(await partner.Tenant.Admin.GetAsync(Runs)).GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(12, logged.Sum(r => r.GetProperty("succeeded").GetInt32() + r.GetProperty("failed").GetInt32()));
        Assert.Equal(0, Done(await other.Tenant.Admin.GetAsync(Runs)).GetProperty("records").GetArrayLength());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_jobs_are_listed_and_the_scheduler_tells_their_times(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Background:Jobs=true", "PartnerApi:RunEveryMinutes=30"]);
        var tenant = await Tenants.CreateAsync(hub);
        var jobs = Done(await tenant.Admin.GetAsync(Runs + "/jobs")).GetProperty("jobs").EnumerateArray().ToList();
        Assert.Equal(["partner.run", "partner.stuck", "partner.retention", "partner.rewrap-secrets"], jobs.Select(j => j.GetProperty("name").GetString()));
        Assert.Equal([30, 1, 360, 60], jobs.Select(j => j.GetProperty("everyMinutes").GetInt32()));
        Assert.All(jobs, j => Assert.False(string.IsNullOrEmpty(j.GetProperty("nextAt").GetString())));
        // 14:30 by the tests' clock: the next slot is the full hour.
        Assert.Equal("2026-02-11T15:00:00+08:00", jobs[0].GetProperty("nextAt").GetString());

        // A node that runs no jobs does not know.
        var elsewhere = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        Assert.All(Done(await elsewhere.Admin.GetAsync(Runs + "/jobs")).GetProperty("jobs").EnumerateArray().ToList(), j => Assert.Equal(System.Text.Json.JsonValueKind.Null, j.GetProperty("nextAt").ValueKind));
    }
}
