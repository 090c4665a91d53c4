using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>The store's, the integration's, the system's and the operator's pages, with something on them.</summary>
internal static class SystemPages
{
    /// <summary>A tenant's, and its app's.</summary>
    public static IReadOnlyList<(string Name, string Path)> Of(long app) =>
    [
        ("store", "/system/app-store"), ("store-app", "/system/app-store?app=LOGISTICS_SYNC"), ("store-buy", "/system/app-store?buy=ORDER_SYNC"), ("store-orders", "/system/app-store?panel=orders"),
        ("overview", "/system/tenant-management"), ("apps", "/system/tenant-management?tab=apps"), ("logs", "/system/tenant-management?tab=logs"), ("guide", "/system/tenant-management?tab=guide"),
        ("receiver", "/system/tenant-management?tab=receiver"), ("app", FormattableString.Invariant($"/system/tenant-management/apps/{app}")), ("deliveries", FormattableString.Invariant($"/system/tenant-management/apps/{app}?tab=deliveries")),
        ("examples", FormattableString.Invariant($"/system/tenant-management/apps/{app}?tab=examples")), ("audit", FormattableString.Invariant($"/system/tenant-management/apps/{app}?tab=audit")), ("pull", FormattableString.Invariant($"/system/tenant-management/apps/{app}?tab=pull")),
        ("user", "/system/user"), ("approval", "/system/user-approval"), ("role", "/system/role"), ("dict", "/system/dict"), ("syslogs", "/system/logs"), ("operations", "/system/logs?tab=operations"),
        ("profile", "/system/profile"), ("security", "/system/profile?tab=security"), ("notices", "/system/profile?tab=notices"), ("company", "/system/profile?tab=company"),
        ("bills", "/system/profile?tab=bills"), ("bills-orders", "/system/profile?tab=bills&view=orders"), ("exports", "/system/profile?tab=exports"), ("suppliers", "/system/factory"),
    ];

    public static readonly IReadOnlyList<(string Name, string Path)> OfTheOperator =
        [("op-tenants", "/platform/tenants"), ("op-orders", "/platform/app-orders"), ("op-catalogue", "/platform/catalogue"), ("op-status", "/platform/status")];

    /// <summary>An app that is tried, calls that came and failed, an order that is pending.</summary>
    public static async Task<long> FillAsync(TestHub hub, TestTenant tenant)
    {
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "ORDER_SYNC" });
        var credential = trial.Data.GetProperty("credential");
        await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "QUALITY_FEEDBACK" });
        await tenant.Admin.PostAsync("/api/system/app-store/create-order", new { appCode = "ORDER_SYNC", subscriptionType = "YEARLY", contactName = "王芳", contactPhone = "13812345678", userCount = 1 });
        using var client = new SignedClient(hub.Address, credential.GetProperty("appKey").GetString()!, credential.GetProperty("appSecret").GetString()!, hub.Clock);
        for (var i = 1; i <= 6; i++)
        {
            await client.PostAsync("/openapi/v1/orders/create", new { externalOrderNo = "ERP-" + i, styleNo = "FZ202400" + i, quantity = 100 * i });
        }
        await client.PostAsync("/openapi/v1/orders/list", new { page = 1 });
        await client.GetAsync("/openapi/v1/orders/PO209901010001");
        await client.PostAsync("/openapi/v1/orders/create", new { externalOrderNo = "ERP-X", styleNo = "FZ" }, new SigningTwist { Secret = "wrong" });
        var id = credential.GetProperty("id").GetInt64();
        await tenant.Admin.PostAsync("/api/system/app-store/quick-setup", new { tenantAppId = id, callbackUrl = "http://127.0.0.1:8099/webhook", externalApiUrl = "http://127.0.0.1:8099/api" });
        await tenant.Admin.PostAsync($"/api/system/tenant-app/{id}/ping", new { });
        return id;
    }

    public static async Task<string> OperatorAsync(TestHub hub)
    {
        var op = await Tenants.OperatorAsync(hub);
        var me = await op.GetAsync("/api/auth/me");
        return me.Data.GetProperty("username").GetString()!;
    }
}
