using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Secrets;

namespace Weft.Testing;

/// <summary>A tenant of a test's own, with its administrator signed in.</summary>
public sealed record TestTenant(TestHub Hub, long TenantId, string Code, string Name, long AdminId, string AdminName, ConsoleClient Admin)
{
    /// <summary>Every user that the tests make has this password.</summary>
    public const string Password = Tenants.Password;

    /// <summary>Runs with the services of one scope, in this tenant.</summary>
    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Hub.InTenantAsync(TenantId, work);

    /// <summary>A user of this tenant with a role that holds just the given codes, signed in.</summary>
    public async Task<ConsoleClient> UserAsync(string dataScope = "all", params IReadOnlyList<string> permissions)
    {
        var mark = Tenants.Mark();
        var role = await Admin.PostAsync("/api/system/roles", new { roleCode = "R" + mark, roleName = "角色" + mark, dataScope, permissions });
        var (_, username) = await NewUserAsync(role.Data.GetProperty("id").GetInt64(), dataScope);
        return await ConsoleClient.LoginAsync(Hub, username, Password);
    }

    /// <summary>A user with that role who has set a password, and is not signed in.</summary>
    public async Task<(long Id, string Username)> NewUserAsync(long roleId, string dataScope = "all")
    {
        var username = "u" + Tenants.Mark();
        var made = await Admin.PostAsync("/api/system/users", new { username, name = "员工" + username, roleId, dataScope });
        if (made.Status != 200)
        {
            throw new InvalidOperationException(made.Text);
        }
        var token = made.Data.GetProperty("setPasswordToken").GetString();
        await new ConsoleClient(Hub.Http, null).PostAsync("/api/auth/set-password", new { token, password = Password });
        return (made.Data.GetProperty("id").GetInt64(), username);
    }
}

/// <summary>Makes tenants and operators for tests.</summary>
public static class Tenants
{
    public const string Password = "Sechs-Webstühle-7";

    /// <summary>A new tenant; its administrator is signed in by the real login.</summary>
    public static async Task<TestTenant> CreateAsync(TestHub hub, string? timeZone = null)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var (code, name) = ("t" + Mark(), "服饰" + Mark());
        var request = new NewTenant(code, name, code + "-admin", "管理员") { OwnerPassword = new SecretText(Password), TimeZone = timeZone ?? "Asia/Shanghai" };
        var made = await hub.AsPlatformAsync(services => services.GetRequiredService<CreateTenant>().ExecuteAsync(request, CancellationToken.None));
        var admin = await ConsoleClient.LoginAsync(hub, request.OwnerUsername, Password);
        return new TestTenant(hub, made.Value.TenantId, code, name, made.Value.OwnerUserId, request.OwnerUsername, admin);
    }

    /// <summary>A new platform operator, signed in.</summary>
    public static async Task<ConsoleClient> OperatorAsync(TestHub hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var username = "op" + Mark();
        await hub.AsPlatformAsync(services =>
            services.GetRequiredService<CreateOperator>().ExecuteAsync(username, "平台", new SecretText(Password), CancellationToken.None));
        return await ConsoleClient.LoginAsync(hub, username, Password);
    }

    /// <summary>Twelve hexadecimal digits that no other test has.</summary>
    internal static string Mark() => Guid.NewGuid().ToString("N")[..12];
}
