using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

/// <summary>Templates, dictionaries, company settings, notices and logs as their pages use them (console-pages 11).</summary>
public sealed class SystemPagesTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_quick_templates_are_what_the_roles_begin_with_and_a_role_in_use_stays(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var tree = (await tenant.Admin.GetAsync("/api/system/permissions")).Data;
        var templates = tree.GetProperty("templates").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!, t => t.GetProperty("permissions").GetArrayLength());
        var roles = (await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(["系统管理员", "生产人员", "财务人员", "普通用户"], templates.Keys);
        Assert.Equal(tree.GetProperty("permissions").GetArrayLength(), templates["系统管理员"]);
        Assert.All(roles, r => Assert.Equal(r.GetProperty("permissions").GetArrayLength(), templates[r.GetProperty("roleName").GetString()!]));

        var id = roles.Single(r => r.GetProperty("roleCode").GetString() == "FINANCE").GetProperty("id").GetInt64();
        await tenant.NewUserAsync(id);
        var refused = await tenant.Admin.DeleteAsync($"/api/system/roles/{id}");
        Assert.Equal(("ROLE_IN_USE", "角色正被 1 个用户使用，不能删除或停用"), (refused.ErrorCode, refused.Message));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Presets_bring_what_is_missing_and_nothing_when_they_are_repeated(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        const string Dicts = "/api/system/dicts";
        Assert.Equal(12, (await tenant.Admin.GetAsync("/api/system/dict-types")).Data.GetProperty("types").GetArrayLength());
        // The tenant's own word for spring, under a code of its own: it is not brought a second time.
        var own = await tenant.Admin.PostAsync(Dicts, new { dictType = "season", dictCode = "S1", dictLabel = "春", sort = 9, remark = "早春" });
        Assert.Equal(3, (await tenant.Admin.PostAsync(Dicts + "/presets", new { dictType = "season" })).Data.GetProperty("added").GetInt32());
        Assert.True((await tenant.Admin.PostAsync(Dicts + "/presets", new { })).Data.GetProperty("added").GetInt32() > 40);
        Assert.Equal(0, (await tenant.Admin.PostAsync(Dicts + "/presets", new { })).Data.GetProperty("added").GetInt32());

        Assert.Equal(["夏", "秋", "冬", "春"], await LabelsAsync(tenant));
        var edited = await tenant.Admin.PutAsync($"{Dicts}/{own.Data.GetProperty("id").GetInt64()}", new { version = 0, sort = 0, remark = (string?)null });
        Assert.Equal((200, JsonValueKind.Null), (edited.Status, edited.Data.GetProperty("remark").ValueKind));
        Assert.Equal(["春", "夏", "秋", "冬"], await LabelsAsync(tenant));
        Assert.Equal("DICT_TAKEN", (await tenant.Admin.PostAsync(Dicts, new { dictType = "season", dictCode = "S1", dictLabel = "又" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_company_keeps_its_data_and_settings_and_the_roles_their_scopes(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        const string Settings = "/api/system/tenant-settings";
        var saved = await tenant.Admin.PutAsync(Settings, new
        {
            version = 0, contactName = "王芳", contactPhone = "13800000000", invoiceTitle = "锦城制衣有限公司", invoiceTaxNo = "91510100MA6", timeZone = "Asia/Ho_Chi_Minh",
            completionThreshold = 0.95, overCutRate = 0.08, completesAutomatically = true, needsTwoPeople = true,
        });
        Assert.True(saved.Status == 200, saved.Text);
        var read = (await tenant.Admin.GetAsync(Settings)).Data;
        Assert.Equal(("王芳", "锦城制衣有限公司", "管理员", 0.95m), (read.GetProperty("contactName").GetString(), read.GetProperty("invoiceTitle").GetString(), read.GetProperty("ownerName").GetString(), read.GetProperty("completionThreshold").GetDecimal()));
        // Also when only the company's own row changes, whoever has seen the older one is told.
        var version = read.GetProperty("version").GetInt32();
        Assert.Equal(200, (await tenant.Admin.PutAsync(Settings, new { version, contactName = "李强" })).Status);
        Assert.Equal("STALE", (await tenant.Admin.PutAsync(Settings, new { version, contactName = "赵六" })).ErrorCode);

        // The scope of a role is what whoever is admitted with it begins with.
        var role = (await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records").EnumerateArray().Single(r => r.GetProperty("roleCode").GetString() == "USER");
        var (roleId, roleVersion) = (role.GetProperty("id").GetInt64(), role.GetProperty("version").GetInt32());
        Assert.Equal(200, (await tenant.Admin.PutAsync($"/api/system/roles/{roleId}", new { version = roleVersion, dataScope = "team" })).Status);
        await tenant.Admin.PutAsync(Settings, new { version = version + 1, allowsRegistration = true });
        var request = new { tenantCode = tenant.Code, username = "r" + Guid.NewGuid().ToString("N")[..10], name = "新人", password = Tenants.Password };
        Assert.Equal(200, (await new ConsoleClient(tenant.Hub.Http, null).PostAsync("/api/auth/register", request)).Status);
        var waiting = (await tenant.Admin.GetAsync("/api/system/user-approvals")).Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/user-approvals/{waiting}/approve", new { roleId })).Status);
        Assert.Equal("team", (await tenant.Admin.GetAsync($"/api/system/users/{waiting}")).Data.GetProperty("dataScope").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Muted_notices_are_gone_for_that_person_alone_and_security_is_always_told(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var (_, name) = await tenant.NewUserAsync((await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records")[0].GetProperty("id").GetInt64());
        var second = await ConsoleClient.LoginAsync(tenant.Hub, name, Tenants.Password);
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "ORDER_SYNC" });
        var app = trial.Data.GetProperty("credential").GetProperty("id").GetInt64();
        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/tenant-app/{app}/reset-secret", new { password = Tenants.Password })).Status);
        const string Notices = "/api/system/notices";
        Assert.Equal(2, await UnreadAsync(tenant.Admin));

        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/profile/settings/notices", new { value = new { muted = new[] { "store", "security", "nothing" } } })).Status);
        Assert.Equal((1, 2), (await UnreadAsync(tenant.Admin), await UnreadAsync(second)));
        Assert.Equal(["SECRET_CHANGED"], (await tenant.Admin.GetAsync(Notices)).Data.GetProperty("records").EnumerateArray().Select(n => n.GetProperty("kind").GetString()));
        await tenant.Admin.PutAsync("/api/system/profile/settings/notices", new { value = (object?)null });
        Assert.Equal(2, await UnreadAsync(tenant.Admin));

        static async Task<int> UnreadAsync(ConsoleClient who) => (await who.GetAsync(Notices + "/unread")).Data.GetProperty("unread").GetInt32();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_filter_of_the_logs_narrows_them(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var made = await tenant.Admin.PostAsync("/api/system/dicts", new { dictType = "season", dictCode = "S1", dictLabel = "春" });
        var (id, username) = await tenant.NewUserAsync((await tenant.Admin.GetAsync("/api/system/roles")).Data.GetProperty("records")[3].GetProperty("id").GetInt64(), "own");
        await tenant.Admin.PostAsync($"/api/system/users/{id}/disable", new { reason = "离职" });
        await new ConsoleClient(tenant.Hub.Http, null).PostAsync("/api/auth/login", new { username, password = "falsch" });

        foreach (var (filter, operations) in new (string, string[])[]
        {
            ("", ["DisableUser", "SetPassword", "CreateUser", "CreateDict", "CreateTenant"]), ("operation=CreateDict", ["CreateDict"]), ("targetType=Dict", ["CreateDict"]),
            ($"targetType=Dict&targetId={made.Data.GetProperty("id").GetInt64()}", ["CreateDict"]), ("targetName=" + username, ["DisableUser", "SetPassword", "CreateUser"]), ("module=Webhooks", []),
            ("status=failure", []), ("endTime=2026-01-01T00:00:00Z", []), ("operatorName=" + Uri.EscapeDataString("员工"), ["SetPassword"]),
        })
        {
            var rows = (await tenant.Admin.GetAsync("/api/system/operation-logs?" + filter)).Data.GetProperty("records").EnumerateArray().ToList();
            Assert.Equal((filter, string.Join(',', operations)), (filter, string.Join(',', rows.Select(r => r.GetProperty("operation").GetString()))));
        }
        var disabled = (await tenant.Admin.GetAsync("/api/system/operation-logs?operation=DisableUser")).Data.GetProperty("records")[0];
        Assert.Equal(("离职", "管理员", "success"), (disabled.GetProperty("reason").GetString(), disabled.GetProperty("operatorName").GetString(), disabled.GetProperty("status").GetString()));
        foreach (var (filter, count) in new[] { ("", 2), ("status=failure", 1), ("keyword=" + username, 1), ("address=127.0.0.1", 2), ("address=10.", 0), ("startTime=2027-01-01T00:00:00Z", 0) })
        {
            Assert.Equal((filter, count), (filter, (await tenant.Admin.GetAsync("/api/system/login-logs?" + filter)).Data.GetProperty("total").GetInt32()));
        }
    }

    private static async Task<IEnumerable<string?>> LabelsAsync(TestTenant tenant) =>
        (await tenant.Admin.GetAsync("/api/system/dicts?dictType=season")).Data.GetProperty("records").EnumerateArray().Select(d => d.GetProperty("dictLabel").GetString());
}
