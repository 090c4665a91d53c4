using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

public sealed class PlatformTenantsTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_tenants_owner_gets_a_password_once_and_must_change_it_first(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var platform = await Tenants.OperatorAsync(hub);
        var code = "t" + Guid.NewGuid().ToString("N")[..10];
        var request = new { tenantCode = code, tenantName = "锦绣", ownerUsername = code + "-boss", ownerName = "老板" };
        var made = await platform.PostAsync("/api/platform/tenants", request);
        Assert.Equal(200, made.Status);
        Assert.Equal("TENANT_TAKEN", (await platform.PostAsync("/api/platform/tenants", request)).ErrorCode);
        var oneTime = made.Data.GetProperty("oneTimePassword").GetString()!;

        var owner = await ConsoleClient.LoginAsync(hub, request.ownerUsername, oneTime);
        Assert.True((await owner.GetAsync("/api/auth/me")).Data.GetProperty("mustChangePassword").GetBoolean());
        Assert.Equal(403, (await owner.GetAsync("/api/system/users")).Status);
        Assert.Equal("OLD_PASSWORD_WRONG", (await owner.PostAsync("/api/auth/password", new { oldPassword = "something else", newPassword = Tenants.Password })).ErrorCode);
        Assert.Equal(200, (await owner.PostAsync("/api/auth/password", new { oldPassword = oneTime, newPassword = Tenants.Password })).Status);
        Assert.Equal(200, (await owner.GetAsync("/api/system/users")).Status);
        Assert.DoesNotContain(oneTime, (await owner.GetAsync("/api/system/operation-logs")).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_disabled_tenant_is_out_at_once(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (platform, tenant, other) = (await Tenants.OperatorAsync(hub), await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        var directory = hub.Services.GetRequiredService<TenantDirectory>();
        Assert.True((await directory.FindAsync(tenant.TenantId, TestContext.Current.CancellationToken))!.IsActive);
        Assert.Equal(200, (await tenant.Admin.GetAsync("/api/auth/me")).Status);

        Assert.Equal("VALIDATION", (await platform.PostAsync($"/api/platform/tenants/{tenant.TenantId}/disable", new { })).ErrorCode);
        Assert.Equal(200, (await platform.PostAsync($"/api/platform/tenants/{tenant.TenantId}/disable", new { reason = "欠费" })).Status);
        Assert.Equal(401, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
        Assert.False((await directory.FindAsync(tenant.TenantId, TestContext.Current.CancellationToken))!.IsActive);
        var login = await new ConsoleClient(hub.Http, null).PostAsync("/api/auth/login", new { username = tenant.AdminName, password = Tenants.Password });
        Assert.Equal("TENANT_DISABLED", login.ErrorCode);
        Assert.Equal(200, (await other.Admin.GetAsync("/api/auth/me")).Status);

        Assert.Equal(200, (await platform.PostAsync($"/api/platform/tenants/{tenant.TenantId}/enable")).Status);
        Assert.Equal(401, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
        var back = await ConsoleClient.LoginAsync(hub, tenant.AdminName, Tenants.Password);
        var log = await back.GetAsync("/api/system/operation-logs?operation=DisableTenant");
        Assert.Equal("欠费", log.Data.GetProperty("records")[0].GetProperty("reason").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_operator_sees_no_tenants_pages_and_a_tenant_none_of_the_platforms(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (platform, tenant) = (await Tenants.OperatorAsync(hub), await Tenants.CreateAsync(hub));
        foreach (var path in new[] { "/api/system/users", "/api/system/roles", "/api/system/dicts", "/api/system/login-logs", "/api/system/operation-logs", "/api/system/tenant-settings" })
        {
            Assert.Equal(403, (await platform.GetAsync(path)).Status);
        }
        Assert.Equal(200, (await platform.GetAsync("/api/system/notices")).Status);
        Assert.Equal(200, (await platform.GetAsync("/api/system/profile")).Status);
        Assert.Equal(200, (await platform.GetAsync("/api/auth/sessions")).Status);
        Assert.Equal(200, (await platform.GetAsync("/api/platform/tenants?keyword=" + tenant.Code)).Status);
        Assert.Equal(403, (await tenant.Admin.GetAsync("/api/platform/tenants")).Status);
        Assert.Equal(403, (await tenant.Admin.PostAsync($"/api/platform/tenants/{tenant.TenantId}/disable", new { reason = "x" })).Status);
        Assert.Equal(401, (await new ConsoleClient(hub.Http, null).GetAsync("/api/platform/tenants")).Status);
        Assert.Equal(200, (await platform.PostAsync("/api/auth/logout")).Status);
        Assert.Equal(401, (await platform.GetAsync("/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_first_operator_is_made_once_with_the_code_of_the_data_folder(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var hub = await TestHub.StartAsync(provider, on: database);
        var nobody = new ConsoleClient(hub.Http, null);
        var file = Path.Combine(database.DataFolder, "setup-code.txt");
        var code = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var request = new { code, username = "operator", name = "平台", password = Tenants.Password };
        Assert.Equal("SETUP_CODE_WRONG", (await nobody.PostAsync("/api/auth/setup", request with { code = "guess" })).ErrorCode);
        Assert.Equal(200, (await nobody.PostAsync("/api/auth/setup", request)).Status);
        Assert.Equal("SETUP_DONE", (await nobody.PostAsync("/api/auth/setup", request with { username = "second" })).ErrorCode);
        await ConsoleClient.LoginAsync(hub, "operator", Tenants.Password);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Settings_and_notices_are_the_tenants_own(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (tenant, other) = (await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        var settings = hub.Services.GetRequiredService<TenantSettings>();
        Assert.Equal(ProductionSettings.Default, await settings.ProductionAsync(tenant.TenantId, TestContext.Current.CancellationToken));
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync("/api/system/tenant-settings", new { version = 0, completionThreshold = 0.79 })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/tenant-settings", new { version = 0, completionThreshold = 0.95, timeZone = "Europe/Berlin" })).Status);
        Assert.Equal(0.95m, (await settings.ProductionAsync(tenant.TenantId, TestContext.Current.CancellationToken)).CompletionThreshold);
        Assert.Equal(ProductionSettings.Default, await settings.ProductionAsync(other.TenantId, TestContext.Current.CancellationToken));
        Assert.Equal("Europe/Berlin", (await hub.Services.GetRequiredService<TenantDirectory>().FindAsync(tenant.TenantId, TestContext.Current.CancellationToken))!.Time.Zone.Id);

        for (var i = 0; i < 2; i++)
        {
            await tenant.InAsync(async s =>
            {
                var db = s.GetRequiredService<HubDbContext>();
                await s.GetRequiredService<Notices>().RaiseAsync(new Notice("TRIAL_ENDING", "trial.ending", ["下单对接", 3], Once: "trial-1"), TestContext.Current.CancellationToken);
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                return await db.UnitAsync(async () =>
                {
                    await s.GetRequiredService<Notices>().RaiseAsync(new Notice("TRIAL_ENDING", "trial.ending", ["下单对接", 3], Once: "trial-2"), TestContext.Current.CancellationToken);
                    return 0;
                }, TestContext.Current.CancellationToken);
            });
        }
        var list = await tenant.Admin.GetAsync("/api/system/notices");
        Assert.Equal(2, list.Data.GetProperty("total").GetInt64());
        Assert.Equal(0, (await other.Admin.GetAsync("/api/system/notices")).Data.GetProperty("total").GetInt64());
        var id = list.Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        Assert.Equal(404, (await other.Admin.PostAsync($"/api/system/notices/{id}/read")).Status);
        Assert.Equal(1, (await tenant.Admin.PostAsync($"/api/system/notices/{id}/read")).Data.GetProperty("unread").GetInt32());
        Assert.Equal(0, (await tenant.Admin.PostAsync("/api/system/notices/read-all")).Data.GetProperty("unread").GetInt32());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Lists_and_dictionaries_answer(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var added = (await tenant.Admin.PostAsync("/api/system/dicts/presets", new { })).Data.GetProperty("added").GetInt32();
        Assert.True(added > 40);
        Assert.Equal(0, (await tenant.Admin.PostAsync("/api/system/dicts/presets", new { })).Data.GetProperty("added").GetInt32());
        var size = (await tenant.Admin.GetAsync("/api/system/dicts?dictType=size")).Data.GetProperty("records")[0];
        var id = size.GetProperty("id").GetInt64();
        Assert.Equal(200, (await tenant.Admin.PutAsync($"/api/system/dicts/{id}", new { version = 0, dictLabel = "特小" })).Status);
        Assert.Equal(409, (await tenant.Admin.PutAsync($"/api/system/dicts/{id}", new { version = 0, dictLabel = "特小" })).Status);
        Assert.Equal("DICT_TAKEN", (await tenant.Admin.PostAsync("/api/system/dicts", new { dictType = "size", dictCode = "S", dictLabel = "S" })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.DeleteAsync($"/api/system/dicts/{id}")).Status);
        foreach (var path in new[] { "users?keyword=admin&status=active", "login-logs?status=success&keyword=t", "operation-logs?module=Accounts&startTime=2026-01-01T00:00:00Z", "profile", "dict-types" })
        {
            Assert.Equal(200, (await tenant.Admin.GetAsync("/api/system/" + path)).Status);
        }
        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/profile", new { name = "新名", phone = "1" })).Status);
        Assert.Equal("新名", (await tenant.Admin.GetAsync("/api/auth/me")).Data.GetProperty("name").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_shown_password_counts_for_ten_minutes_and_wrong_ones_count_towards_lockout(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        Assert.Equal(400, (await tenant.Admin.PostAsync("/api/auth/confirm", new { password = "wrong password" })).Status);
        for (var i = 0; i < 4; i++)
        {
            await tenant.Admin.PostAsync("/api/auth/confirm", new { password = "wrong password" });
        }
        Assert.Equal(429, (await tenant.Admin.PostAsync("/api/auth/confirm", new { password = Tenants.Password })).Status);
        hub.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(200, (await tenant.Admin.PostAsync("/api/auth/confirm", new { password = Tenants.Password })).Status);
    }
}
