using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Exports;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Tests.Modules.Production.Imports;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Exports;

/// <summary>Exports in the background: made, told of, fetched by their owner alone, and gone after a day (console-pages 1).</summary>
public sealed class ExportRunTests
{
    private const string Exports = "/api/system/exports";
    private const string Factories = "/api/system/factories";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task It_is_made_with_the_filters_its_owner_is_told_and_nobody_else_has_it(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await StartAsync(hub);
        var clerk = await tenant.UserAsync("all", "DATA_EXPORT", "MENU_FACTORY");
        var id = await BeginAsync(clerk, "?format=csv&keyword=" + Uri.EscapeDataString("东方"));
        var done = await EndedAsync(clerk, id);
        Assert.Equal(("done", 2), (done.GetProperty("state").GetString(), done.GetProperty("rows").GetInt32()));

        var (status, content, name) = await tenant.DownloadAsync($"{Exports}/{id}/file", clerk);
        var text = System.Text.Encoding.UTF8.GetString(content);
        Assert.Equal((200, "加工厂-20260211.csv"), (status, name));
        Assert.Contains("东方制衣", text, StringComparison.Ordinal);
        Assert.DoesNotContain("西部布行", text, StringComparison.Ordinal);
        Assert.Equal(("EXPORT_READY", 1), (await KindAsync(clerk), (await clerk.GetAsync("/api/system/notices/unread")).Data.GetProperty("unread").GetInt32()));

        // Not even an administrator fetches what another person may see.
        var other = await Tenants.CreateAsync(hub);
        foreach (var stranger in new[] { tenant.Admin, other.Admin })
        {
            Assert.Equal((404, 404, 404), ((await stranger.GetAsync($"{Exports}/{id}/file")).Status, (await stranger.GetAsync($"{Exports}/{id}")).Status, (await stranger.DeleteAsync($"{Exports}/{id}")).Status));
            Assert.Equal((0, (string?)null), ((await stranger.GetAsync(Exports)).Data.GetProperty("total").GetInt32(), await KindAsync(stranger)));
        }
        Assert.Equal(200, (await clerk.DeleteAsync($"{Exports}/{id}")).Status);
        Assert.Equal(404, (await clerk.GetAsync($"{Exports}/{id}/file")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_wrong_is_said_at_once_and_a_right_that_is_gone_closes_the_file(string provider)
    {
        var tenant = await StartAsync(await TestHub.SharedAsync(provider));
        var role = (await tenant.Admin.PostAsync("/api/system/roles", new { roleCode = "E1", roleName = "导出", dataScope = "all", permissions = new[] { "DATA_EXPORT", "MENU_FACTORY" } })).Data;
        var (roleId, version) = (role.GetProperty("id").GetInt64(), role.GetProperty("version").GetInt32());
        var (_, name) = await tenant.NewUserAsync(roleId);
        var clerk = await ConsoleClient.LoginAsync(tenant.Hub, name, Tenants.Password);
        Assert.Equal(404, (await clerk.PostAsync(Exports, new { list = "/api/system/users" })).Status);
        Assert.Equal(403, (await clerk.PostAsync(Exports, new { list = "/api/production/orders" })).Status);
        Assert.Equal("VALIDATION", (await clerk.PostAsync(Exports, new { list = Factories, query = "status=nothing" })).ErrorCode);
        var id = await BeginAsync(clerk, "format=xlsx");
        Assert.Equal("done", (await EndedAsync(clerk, id)).GetProperty("state").GetString());

        Assert.Equal(200, (await tenant.Admin.PutAsync($"/api/system/roles/{roleId}/permissions", new { version, permissions = new[] { "DATA_EXPORT" } })).Status);
        Assert.Equal(403, (await clerk.GetAsync($"{Exports}/{id}/file")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task After_a_crash_it_is_made_again_and_after_a_day_it_is_gone(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        long id, tenantId;
        string owner;
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock;
        await using (var before = await TestHub.StartAsync(provider, on: database))
        {
            var tenant = await StartAsync(before);
            (tenantId, owner, clock) = (tenant.TenantId, tenant.AdminName, before.Clock);
            // As a node leaves it that died over it: begun, with a lease that runs on.
            id = await tenant.InAsync(async s =>
            {
                var db = s.GetRequiredService<HubDbContext>();
                var run = new ExportRun(tenant.TenantId, tenant.AdminId, Factories, "format=csv", "加工厂", "加工厂.csv", "csv");
                db.Add(run);
                await db.SaveChangesAsync();
                var until = before.Clock.GetUtcNow().UtcDateTime + ExportWorker.Lease;
                await db.UnitAsync(() => db.Set<ExportRun>().ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ExportState.Running).SetProperty(r => r.Attempt, 1).SetProperty(r => r.LeaseUntil, until)), CancellationToken.None);
                return run.Id;
            });
        }
        await using var after = await TestHub.StartAsync(provider, on: database, clock: clock);
        var admin = await ConsoleClient.LoginAsync(after, owner, Tenants.Password);
        Assert.Equal((400, "STATE"), await StateAsync());
        clock.Advance(ExportWorker.Lease + TimeSpan.FromMinutes(1));
        Assert.Equal("done", (await EndedAsync(admin, id)).GetProperty("state").GetString());
        Assert.Equal(200, (await admin.GetAsync($"{Exports}/{id}/file")).Status);
        var folder = Path.Combine(database.DataFolder, "exports", tenantId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Single(Directory.GetFiles(folder));

        clock.Advance(ExportRun.KeptFor - TimeSpan.FromMinutes(1));
        admin = await ConsoleClient.LoginAsync(after, owner, Tenants.Password);
        await after.RunJobAsync<ExportCleanupJob>();
        Assert.Equal(200, (await admin.GetAsync($"{Exports}/{id}/file")).Status);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(404, (await admin.GetAsync($"{Exports}/{id}/file")).Status);
        await after.RunJobAsync<ExportCleanupJob>();
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(0, await after.InTenantAsync(tenantId, s => s.GetRequiredService<HubDbContext>().Set<ExportRun>().CountAsync()));

        async Task<(int, string?)> StateAsync()
        {
            var answer = await admin.GetAsync($"{Exports}/{id}/file");
            return (answer.Status, answer.ErrorCode);
        }
    }

    private static async Task<TestTenant> StartAsync(TestHub hub)
    {
        var tenant = await Tenants.CreateAsync(hub);
        foreach (var factoryName in new[] { "东方制衣", "西部布行", "东方二厂" })
        {
            Assert.Equal(200, (await tenant.Admin.PostAsync(Factories, new { factoryName })).Status);
        }
        return tenant;
    }

    private static async Task<long> BeginAsync(ConsoleClient who, string query)
    {
        var begun = await who.PostAsync(Exports, new { list = Factories, query });
        Assert.True(begun.Status == 200, begun.Text);
        return begun.Data.GetProperty("id").GetInt64();
    }

    /// <summary>Looks until the worker has ended it; that it does is what is tested, how soon is the machine's.</summary>
    private static async Task<System.Text.Json.JsonElement> EndedAsync(ConsoleClient who, long id)
    {
        for (var i = 0; ; i++)
        {
            var run = (await who.GetAsync($"{Exports}/{id}")).Data;
            if (run.GetProperty("state").GetString() is "done" or "failed" || i == 400)
            {
                return run;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<string?> KindAsync(ConsoleClient who) =>
        (await who.GetAsync("/api/system/notices")).Data.GetProperty("records").EnumerateArray().Select(n => n.GetProperty("kind").GetString()).FirstOrDefault();
}
