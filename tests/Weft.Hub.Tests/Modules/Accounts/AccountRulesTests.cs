using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

/// <summary>Links, factories' accounts, and who may do what to whom (console-pages 11, production-domain 2).</summary>
public sealed class AccountRulesTests
{
    private const string Users = "/api/system/users";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_link_ends_by_itself_with_the_next_one_and_is_kept_as_a_hash(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);
        var made = (await tenant.Admin.PostAsync(Users, new { username = Name(), name = "张三", roleId = await RoleAsync(tenant, "USER"), dataScope = "own" })).Data;
        var (id, first) = (made.GetProperty("id").GetInt64(), made.GetProperty("setPasswordToken").GetString()!);
        // Behind the # it reaches no server and no log.
        Assert.Equal("/set-password#token=" + first, made.GetProperty("setPasswordPath").GetString());
        var stored = await tenant.InAsync(s => s.GetRequiredService<HubDbContext>().Set<User>().SingleAsync(u => u.Id == id));
        Assert.Equal(User.HashOfLink(first), stored.LinkHash);
        Assert.DoesNotContain(first, (await tenant.Admin.GetAsync("/api/system/operation-logs")).Text + (await tenant.Admin.GetAsync(Users)).Text, StringComparison.Ordinal);

        var second = (await tenant.Admin.PostAsync($"{Users}/{id}/reset-password")).Data.GetProperty("setPasswordToken").GetString();
        Assert.Equal("LINK_INVALID", (await nobody.PostAsync("/api/auth/set-password", new { token = first, password = Tenants.Password })).ErrorCode);
        hub.Clock.Advance(TimeSpan.FromHours(73));
        Assert.Equal("LINK_INVALID", (await nobody.PostAsync("/api/auth/set-password", new { token = second, password = Tenants.Password })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_factorys_account_is_at_a_factory_of_the_tenant_and_manages_its_own_people_only(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (tenant, other) = (await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        var (factory, second, foreign) = (await FactoryAsync(tenant, "甲厂"), await FactoryAsync(tenant, "乙厂"), await FactoryAsync(other, "丙厂"));
        var clerks = (await tenant.Admin.PostAsync("/api/system/roles", new
        {
            roleCode = "CLERK", roleName = "厂长", dataScope = "team", permissions = new[] { "MENU_USER", "USER_CREATE", "USER_EDIT", "USER_RESET_PASSWORD", "MENU_FACTORY", "FACTORY_EDIT", "FACTORY_CREATE" },
        })).Data.GetProperty("id").GetInt64();
        object Person(long? at, long? role = null) => new { username = Name(), name = "厂员", roleId = role ?? clerks, dataScope = "team", factoryId = at };

        Assert.Equal("factoryId", Field(await tenant.Admin.PostAsync(Users, Person(foreign))));
        Assert.Equal("factoryId", Field(await tenant.Admin.PostAsync(Users, Person(factory, await RoleAsync(tenant, "ADMIN")))));
        var (id, username) = await SetAsync(hub, await tenant.Admin.PostAsync(Users, Person(factory)));
        var row = (await tenant.Admin.GetAsync($"{Users}/{id}")).Data;
        Assert.Equal(("甲厂", factory), (row.GetProperty("factoryName").GetString(), row.GetProperty("factoryId").GetInt64()));

        var account = await ConsoleClient.LoginAsync(hub, username, Tenants.Password);
        Assert.Equal("ABOVE_YOU", (await account.PostAsync(Users, Person(null))).ErrorCode);
        Assert.Equal("ABOVE_YOU", (await account.PostAsync(Users, Person(second))).ErrorCode);
        Assert.Equal(200, (await account.PostAsync(Users, Person(factory))).Status);
        Assert.Equal(2, (await account.GetAsync(Users)).Data.GetProperty("total").GetInt32());
        Assert.Equal(404, (await account.GetAsync($"{Users}/{tenant.AdminId}")).Status);
        Assert.Equal(404, (await account.PutAsync($"/api/system/factories/{second}", new { factoryName = "夺走" })).Status);
        Assert.Equal(403, (await account.PostAsync("/api/system/factories", new { factoryName = "新厂" })).Status);
        Assert.Equal(200, (await account.PutAsync($"/api/system/factories/{factory}", new { factoryName = "甲厂新名" })).Status);

        var version = (await tenant.Admin.GetAsync($"{Users}/{id}")).Data.GetProperty("version").GetInt32();
        Assert.Equal(200, (await tenant.Admin.PutAsync($"{Users}/{id}", new { version, factoryId = (long?)null })).Status);
        Assert.Equal(JsonValueKind.Null, (await account.GetAsync("/api/auth/me")).Data.GetProperty("factoryId").ValueKind);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whoever_holds_every_code_can_not_lock_the_last_administrator_out_or_become_one(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var every = (await tenant.Admin.GetAsync("/api/system/permissions")).Data.GetProperty("permissions").EnumerateArray().Select(p => p.GetProperty("code").GetString()!).ToList();
        var deputy = await tenant.UserAsync("all", every);
        var narrow = await tenant.UserAsync("own", every);
        var admins = await RoleAsync(tenant, "ADMIN");
        // A second administrator who has not set a password yet can not sign in, so the first one is still the last.
        var made = await tenant.Admin.PostAsync(Users, new { username = Name(), name = "新管理员", roleId = admins, dataScope = "all" });
        var self = (await deputy.GetAsync("/api/auth/me")).Data.GetProperty("userId").GetInt64();

        Assert.Equal("OWN_PASSWORD", (await deputy.PostAsync($"{Users}/{self}/reset-password")).ErrorCode);
        Assert.Equal("OWN_PASSWORD", (await tenant.Admin.PostAsync($"{Users}/{tenant.AdminId}/reset-password")).ErrorCode);
        Assert.Equal("LAST_ADMINISTRATOR", (await deputy.PostAsync($"{Users}/{tenant.AdminId}/disable")).ErrorCode);
        Assert.Equal("LAST_ADMINISTRATOR", (await deputy.PostAsync($"{Users}/{tenant.AdminId}/reset-password")).ErrorCode);
        var version = (await tenant.Admin.GetAsync($"{Users}/{tenant.AdminId}")).Data.GetProperty("version").GetInt32();
        Assert.Equal("LAST_ADMINISTRATOR", (await deputy.PutAsync($"{Users}/{tenant.AdminId}", new { version, roleId = await RoleAsync(tenant, "USER") })).ErrorCode);
        // Who sees only his own orders can not make someone who sees all, whatever stands beside the role.
        Assert.Equal("ABOVE_YOU", (await narrow.PostAsync(Users, new { username = Name(), name = "x", roleId = admins, dataScope = "own" })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.GetAsync("/api/auth/me")).Status);

        await SetAsync(hub, made);
        Assert.Equal(200, (await deputy.PostAsync($"{Users}/{tenant.AdminId}/reset-password")).Status);
    }

    private static async Task<long> RoleAsync(TestTenant tenant, string code) =>
        (await tenant.Admin.GetAsync("/api/system/roles?size=100")).Data.GetProperty("records").EnumerateArray().Single(r => r.GetProperty("roleCode").GetString() == code).GetProperty("id").GetInt64();

    private static async Task<long> FactoryAsync(TestTenant tenant, string factoryName) =>
        (await tenant.Admin.PostAsync("/api/system/factories", new { factoryName })).Data.GetProperty("id").GetInt64();

    /// <summary>Follows the link of a new user.</summary>
    private static async Task<(long Id, string Username)> SetAsync(TestHub hub, ConsoleAnswer made)
    {
        Assert.True(made.Status == 200, made.Text);
        var set = await new ConsoleClient(hub.Http, null).PostAsync("/api/auth/set-password", new { token = made.Data.GetProperty("setPasswordToken").GetString(), password = Tenants.Password });
        Assert.True(set.Status == 200, set.Text);
        return (made.Data.GetProperty("id").GetInt64(), made.Data.GetProperty("username").GetString()!);
    }

    private static string? Field(ConsoleAnswer answer) => answer.Data.GetProperty("errors")[0].GetProperty("field").GetString();

    private static string Name() => "u" + Guid.NewGuid().ToString("N")[..12];
}
