using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>The demo's operator and two tenants, each with its administrator (running 3).</summary>
internal sealed class DemoAccounts(HubDbContext db, TenantScope scope, CreateTenant createTenant, CreateOperator createOperator) : IDemoStep
{
    private static readonly (string Code, string Name)[] Factories = [("huafeng", "华锋服饰"), ("lantian", "蓝天制衣")];

    public int Order => 100;

    public async Task RunAsync(DemoContext demo, CancellationToken ct)
    {
        scope.EnterPlatform();
        var operatorPassword = demo.Secret("password of operator");
        if (!await createOperator.ExistsAsync(ct))
        {
            _ = (await createOperator.ExecuteAsync("operator", "平台运营", new SecretText(operatorPassword), ct)).Value;
        }
        demo.Json["operator"] = new JsonObject { ["username"] = "operator", ["password"] = operatorPassword };
        foreach (var (code, name) in Factories)
        {
            var username = code + "-admin";
            var password = demo.Secret("password of " + username);
            var known = await db.Set<Tenant>().AsNoTracking().Where(t => t.Code == code).Select(t => (long?)t.Id).FirstOrDefaultAsync(ct);
            var id = known ?? (await createTenant.ExecuteAsync(new NewTenant(code, name, username, "管理员") { OwnerPassword = new SecretText(password) }, ct)).Value.TenantId;
            demo.AddTenant(id, code, name).Add("users", new JsonObject { ["username"] = username, ["password"] = password, ["role"] = "系统管理员" });
        }
    }
}
