using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

public sealed class UsersAndRolesTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_tenant_begins_with_four_roles_and_its_administrator_holds_every_code(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var roles = (await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records").EnumerateArray().ToList();
        var all = (await tenant.Admin.GetAsync("/api/system/permissions")).Data.GetProperty("permissions").GetArrayLength();

        Assert.Equal(["系统管理员", "生产人员", "财务人员", "普通用户"], roles.Select(r => r.GetProperty("roleName").GetString()));
        Assert.Equal(all, roles[0].GetProperty("permissions").GetArrayLength());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_user_sets_his_password_by_a_link_that_works_once(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);
        var username = "u" + Guid.NewGuid().ToString("N")[..10];
        var made = await tenant.Admin.PostAsync("/api/system/users", new { username, name = "张三", roleId = await RoleAsync(tenant, "USER"), dataScope = "own" });
        var token = made.Data.GetProperty("setPasswordToken").GetString();

        Assert.Equal("VALIDATION", (await nobody.PostAsync("/api/auth/set-password", new { token, password = "short" })).ErrorCode);
        Assert.Equal("VALIDATION", (await nobody.PostAsync("/api/auth/set-password", new { token, password = "password123" })).ErrorCode);
        Assert.Equal("VALIDATION", (await nobody.PostAsync("/api/auth/set-password", new { token, password = "my " + username })).ErrorCode);
        Assert.Equal(200, (await nobody.PostAsync("/api/auth/set-password", new { token, password = Tenants.Password })).Status);
        Assert.Equal("LINK_INVALID", (await nobody.PostAsync("/api/auth/set-password", new { token, password = Tenants.Password + "x" })).ErrorCode);
        await ConsoleClient.LoginAsync(hub, username, Tenants.Password);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_disabled_user_is_out_at_once_and_stays_out_when_enabled_again(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var (id, username) = await tenant.NewUserAsync(await RoleAsync(tenant, "USER"), "own");
        var user = await ConsoleClient.LoginAsync(hub, username, Tenants.Password);
        Assert.Equal(200, (await user.GetAsync("/api/auth/me")).Status);

        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/users/{id}/disable", new { reason = "离职" })).Status);
        Assert.Equal(401, (await user.GetAsync("/api/auth/me")).Status);
        var login = await new ConsoleClient(hub.Http, null).PostAsync("/api/auth/login", new { username, password = Tenants.Password });
        Assert.Equal((403, "USER_INACTIVE"), (login.Status, login.ErrorCode));

        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/users/{id}/enable")).Status);
        Assert.Equal(401, (await user.GetAsync("/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_gives_or_takes_over_rights_that_he_does_not_have(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var clerk = await tenant.UserAsync("team", "MENU_USER", "USER_CREATE", "USER_EDIT", "USER_DISABLE", "USER_RESET_PASSWORD", "MENU_ROLE", "ROLE_CREATE", "ROLE_EDIT", "ROLE_GRANT");
        var me = (await clerk.GetAsync("/api/auth/me")).Data;
        var own = (await tenant.Admin.GetAsync($"/api/system/users/{me.GetProperty("userId").GetInt64()}")).Data;
        var (userId, roleId, version) = (own.GetProperty("id").GetInt64(), own.GetProperty("roleId").GetInt64(), own.GetProperty("version").GetInt32());
        var admins = await RoleAsync(tenant, "ADMIN");
        var role = (await clerk.GetAsync("/api/system/roles?size=100")).Data.GetProperty("records").EnumerateArray().Single(r => r.GetProperty("id").GetInt64() == roleId);
        var roleVersion = role.GetProperty("version").GetInt32();

        async Task Refused(string code, Task<ConsoleAnswer> call) => Assert.Equal(code, (await call).ErrorCode);
        await Refused("ABOVE_YOU", clerk.PostAsync("/api/system/roles", new { roleCode = "X", roleName = "X", dataScope = "own", permissions = new[] { "MENU_DICT" } }));
        await Refused("ABOVE_YOU", clerk.PostAsync("/api/system/roles", new { roleCode = "X", roleName = "X", dataScope = "all" }));
        await Refused("ABOVE_YOU", clerk.PutAsync($"/api/system/roles/{roleId}/permissions", new { version = roleVersion, permissions = new[] { "MENU_USER", "ROLE_DELETE" } }));
        await Refused("ABOVE_YOU", clerk.PostAsync("/api/system/users", new { username = "evil" + Guid.NewGuid().ToString("N")[..8], name = "x", roleId = admins, dataScope = "own" }));
        await Refused("ABOVE_YOU", clerk.PostAsync("/api/system/users", new { username = "evil" + Guid.NewGuid().ToString("N")[..8], name = "x", roleId, dataScope = "all" }));
        await Refused("NOT_YOURSELF", clerk.PutAsync($"/api/system/users/{userId}", new { version, roleId = admins }));
        await Refused("NOT_YOURSELF", clerk.PutAsync($"/api/system/users/{userId}", new { version, dataScope = "all" }));
        await Refused("ABOVE_YOU", clerk.PostAsync($"/api/system/users/{tenant.AdminId}/reset-password"));
        await Refused("ABOVE_YOU", clerk.PostAsync($"/api/system/users/{tenant.AdminId}/disable"));
        await Refused("FORBIDDEN", clerk.GetAsync("/api/system/login-logs"));
        await Refused("FORBIDDEN", clerk.DeleteAsync($"/api/system/roles/{roleId}"));
        Assert.Equal(200, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_last_administrator_stays_and_his_role_is_fixed(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var admins = await RoleAsync(tenant, "ADMIN");
        var (secondId, secondName) = await tenant.NewUserAsync(admins);
        var second = await ConsoleClient.LoginAsync(hub, secondName, Tenants.Password);

        // Two administrators who switch each other off at once: one wins, one administrator is left.
        var both = await Task.WhenAll(
            tenant.Admin.PostAsync($"/api/system/users/{secondId}/disable"), second.PostAsync($"/api/system/users/{tenant.AdminId}/disable"));
        Assert.Single(both, a => a.Status == 200);
        Assert.Single(both, a => a.ErrorCode is "LAST_ADMINISTRATOR" or "SIGN_IN");

        var left = both[0].Status == 200 ? tenant.Admin : second;
        Assert.Equal("ROLE_FIXED", (await left.PutAsync($"/api/system/roles/{admins}/permissions", new { version = 0, permissions = Array.Empty<string>() })).ErrorCode);
        Assert.Equal("ROLE_FIXED", (await left.DeleteAsync($"/api/system/roles/{admins}")).ErrorCode);
        Assert.Equal("NOT_YOURSELF", (await left.PostAsync($"/api/system/users/{(both[0].Status == 200 ? tenant.AdminId : secondId)}/disable")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_tenants_users_and_roles_are_not_found_and_stay_as_they_are(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (mine, other) = (await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        var (foreignUser, _) = await other.NewUserAsync(await RoleAsync(other, "USER"), "own");
        var foreignRole = await RoleAsync(other, "USER");
        var before = await SnapshotAsync(other);

        ConsoleAnswer[] answers =
        [
            await mine.Admin.GetAsync($"/api/system/users/{foreignUser}"),
            await mine.Admin.PutAsync($"/api/system/users/{foreignUser}", new { version = 0, name = "x" }),
            await mine.Admin.PostAsync($"/api/system/users/{foreignUser}/disable"),
            await mine.Admin.PostAsync($"/api/system/users/{foreignUser}/enable"),
            await mine.Admin.PostAsync($"/api/system/users/{foreignUser}/reset-password"),
            await mine.Admin.PostAsync($"/api/system/user-approvals/{foreignUser}/approve", new { roleId = foreignRole }),
            await mine.Admin.PostAsync($"/api/system/user-approvals/{foreignUser}/reject", new { reason = "x" }),
            await mine.Admin.PutAsync($"/api/system/roles/{foreignRole}", new { version = 0, roleName = "x" }),
            await mine.Admin.PutAsync($"/api/system/roles/{foreignRole}/permissions", new { version = 0, permissions = Array.Empty<string>() }),
            await mine.Admin.DeleteAsync($"/api/system/roles/{foreignRole}"),
            await mine.Admin.PostAsync("/api/system/users", new { username = "n" + Guid.NewGuid().ToString("N")[..8], name = "x", roleId = foreignRole, dataScope = "own" }),
            await mine.Admin.PutAsync("/api/system/dicts/1", new { version = 0 }),
            await mine.Admin.DeleteAsync("/api/system/dicts/1"),
            await mine.Admin.PostAsync("/api/system/notices/1/read"),
        ];
        Assert.All(answers, a => Assert.Equal(404, a.Status));
        Assert.Equal(before, await SnapshotAsync(other));
        var list = await mine.Admin.GetAsync("/api/system/users?size=100");
        Assert.DoesNotContain(other.Code, list.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task No_answer_carries_a_hash_and_every_change_leaves_its_audit_row(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var (id, _) = await tenant.NewUserAsync(await RoleAsync(tenant, "USER"), "own");
        var hashes = await tenant.InAsync(s => s.GetRequiredService<HubDbContext>().Set<User>().Select(u => u.PasswordHash!).ToListAsync());
        var row = (await tenant.Admin.GetAsync($"/api/system/users/{id}")).Data;
        var edited = await tenant.Admin.PutAsync($"/api/system/users/{id}", new { version = row.GetProperty("version").GetInt32(), name = "李四", phone = "13800000000" });
        Assert.Equal(200, edited.Status);
        Assert.Equal("STALE", (await tenant.Admin.PutAsync($"/api/system/users/{id}", new { version = row.GetProperty("version").GetInt32(), name = "王五" })).ErrorCode);
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync($"/api/system/users/{id}", new { version = 2, name = "ｏｐｅｎＡＰＩ－下单" })).ErrorCode);

        var logs = await tenant.Admin.GetAsync("/api/system/operation-logs?targetType=User");
        var texts = new List<string> { edited.Text, logs.Text, (await tenant.Admin.GetAsync("/api/system/users")).Text, (await tenant.Admin.GetAsync("/api/system/login-logs")).Text };
        Assert.All(texts, text => Assert.DoesNotContain(hashes, hash => text.Contains(hash, StringComparison.Ordinal)));
        Assert.Equal(
            ["UpdateUser", "SetPassword", "CreateUser"], logs.Data.GetProperty("records").EnumerateArray().Select(l => l.GetProperty("operation").GetString()));
        var details = logs.Data.GetProperty("records")[0].GetProperty("details").GetString()!;
        Assert.Equal("李四", JsonDocument.Parse(details).RootElement.GetProperty("after").GetProperty("name").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_change_that_is_refused_leaves_no_audit_row(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var taken = await tenant.Admin.PostAsync(
            "/api/system/users", new { username = tenant.AdminName.ToUpperInvariant(), name = "x", roleId = await RoleAsync(tenant, "USER"), dataScope = "own" });
        Assert.Equal((409, "USERNAME_TAKEN"), (taken.Status, taken.ErrorCode));
        var operations = await tenant.InAsync(s => s.GetRequiredService<HubDbContext>().Set<OperationLog>().Select(l => l.Operation).ToListAsync());
        Assert.Equal(["CreateTenant"], operations);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_registers_waits_for_approval(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);
        var request = new { tenantCode = tenant.Code, username = "r" + Guid.NewGuid().ToString("N")[..10], name = "新人", password = Tenants.Password };
        Assert.Equal("REGISTRATION_CLOSED", (await nobody.PostAsync("/api/auth/register", request)).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/tenant-settings", new { version = 0, allowsRegistration = true })).Status);
        Assert.Equal(200, (await nobody.PostAsync("/api/auth/register", request)).Status);

        var early = await nobody.PostAsync("/api/auth/login", new { request.username, request.password });
        Assert.Equal("USER_NOT_APPROVED", early.ErrorCode);
        var waiting = Assert.Single((await tenant.Admin.GetAsync("/api/system/user-approvals")).Data.GetProperty("records").EnumerateArray());
        var id = waiting.GetProperty("id").GetInt64();
        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/user-approvals/{id}/approve", new { roleId = await RoleAsync(tenant, "PRODUCTION") })).Status);
        Assert.Equal("NOT_PENDING", (await tenant.Admin.PostAsync($"/api/system/user-approvals/{id}/reject", new { reason = "x" })).ErrorCode);
        var user = await ConsoleClient.LoginAsync(hub, request.username, request.password);
        Assert.Equal("team", (await user.GetAsync("/api/auth/me")).Data.GetProperty("dataScope").GetString());
    }

    private static async Task<long> RoleAsync(TestTenant tenant, string code) =>
        (await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records").EnumerateArray()
        .Single(r => r.GetProperty("roleCode").GetString() == code).GetProperty("id").GetInt64();

    private static async Task<string> SnapshotAsync(TestTenant tenant) =>
        (await tenant.Admin.GetAsync("/api/system/users?size=100")).Data.GetRawText() + (await tenant.Admin.GetAsync("/api/system/roles?size=100")).Data.GetRawText();
}
