using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Pictures of the store, the integration and the system pages, to be looked at; only where a folder is given (dev/screenshots.sh).</summary>
public sealed class SystemScreenshotTests
{
    private static readonly (string Name, string Path)[] TenantPages =
    [
        ("store", "/system/app-store"), ("store-app", "/system/app-store?app=LOGISTICS_SYNC"), ("store-buy", "/system/app-store?buy=ORDER_SYNC"), ("store-orders", "/system/app-store?panel=orders"),
        ("overview", "/system/tenant-management"), ("apps", "/system/tenant-management?tab=apps"), ("logs", "/system/tenant-management?tab=logs"), ("guide", "/system/tenant-management?tab=guide"),
        ("receiver", "/system/tenant-management?tab=receiver"), ("app", "/system/tenant-management/apps/{app}"), ("deliveries", "/system/tenant-management/apps/{app}?tab=deliveries"),
        ("examples", "/system/tenant-management/apps/{app}?tab=examples"), ("audit", "/system/tenant-management/apps/{app}?tab=audit"), ("pull", "/system/tenant-management/apps/{app}?tab=pull"),
        ("user", "/system/user"), ("approval", "/system/user-approval"), ("role", "/system/role"), ("dict", "/system/dict"), ("syslogs", "/system/logs"), ("operations", "/system/logs?tab=operations"),
        ("profile", "/system/profile"), ("security", "/system/profile?tab=security"), ("notices", "/system/profile?tab=notices"), ("company", "/system/profile?tab=company"),
        ("bills", "/system/profile?tab=bills"), ("bills-orders", "/system/profile?tab=bills&view=orders"), ("exports", "/system/profile?tab=exports"), ("suppliers", "/system/factory"),
    ];

    private static readonly (string Name, string Path)[] OperatorPages =
        [("op-tenants", "/platform/tenants"), ("op-orders", "/platform/app-orders"), ("op-catalogue", "/platform/catalogue"), ("op-status", "/platform/status")];

    [Fact(Explicit = true)]
    public async Task The_system_pages_are_pictured()
    {
        var folder = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS");
        Assert.False(folder is null || Browser.IsMissing, "WEFT_SCREENSHOTS names no folder, or there is no Chromium");
        var only = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS_OF")?.Split(',');
        var views = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS_AS")?.Split(',') ?? ["1440-light-zh-CN", "1440-dark-zh-CN", "390-light-zh-CN", "390-dark-zh-CN"];
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var app = await FillAsync(hub, tenant);
        var op = await OperatorAsync(hub);
        foreach (var view in views)
        {
            var parts = view.Split('-', 3);
            foreach (var (pages, user) in new[] { (TenantPages, tenant.AdminName), (OperatorPages, op) })
            {
                var wanted = pages.Where(p => only is null || only.Contains(p.Name)).ToList();
                if (wanted.Count == 0)
                {
                    continue;
                }
                var page = await Browser.OpenAsync(hub, int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1] == "dark", parts[2]);
                await Browser.SignInAsync(page, user, TestTenant.Password, wanted[0].Path.Replace("{app}", app.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
                foreach (var (name, path) in wanted)
                {
                    await page.GotoAsync(path.Replace("{app}", app.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
                    await page.WaitForSelectorAsync("main#content h1");
                    await page.WaitForSelectorAsync(".w-skeleton", new() { State = WaitForSelectorState.Detached });
                    await page.WaitForTimeoutAsync(350);
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"{name}-{view}.png") });
                }
                await page.Context.CloseAsync();
            }
        }
    }

    /// <summary>An app that is tried, calls that came and failed, an order that is pending.</summary>
    private static async Task<long> FillAsync(TestHub hub, TestTenant tenant)
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

    private static async Task<string> OperatorAsync(TestHub hub)
    {
        var op = await Tenants.OperatorAsync(hub);
        var me = await op.GetAsync("/api/auth/me");
        return me.Data.GetProperty("username").GetString()!;
    }
}
