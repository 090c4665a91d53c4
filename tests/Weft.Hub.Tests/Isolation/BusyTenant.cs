using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Testing;

namespace Weft.Hub.Tests.Isolation;

/// <summary>A tenant with at least one of each thing that a route can name; every text of it bears a mark.</summary>
internal sealed record BusyTenant(TestTenant Tenant, IReadOnlyDictionary<string, (string Key, string Secret)> Secrets)
{
    public const string Mark = "甲密";

    public long TenantId => Tenant.TenantId;

    public ConsoleClient Admin => Tenant.Admin;

    /// <param name="hub">The Hub.</param>
    /// <param name="isEmpty">True for one that has its credentials and nothing else.</param>
    public static async Task<BusyTenant> CreateAsync(TestHub hub, bool isEmpty = false)
    {
        var mark = isEmpty ? "乙" : Mark;
        var tenant = await Tenants.CreateAsync(hub);
        Dictionary<string, (string, string)> secrets = [];
        long credentialId = 0;
        foreach (var appType in new[] { "ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC" })
        {
            var wanted = new WantedCredential(appType) { AppName = mark + appType, CallbackUrl = "http://127.0.0.1:1/hook" };
            var made = (await tenant.InAsync(s => s.GetRequiredService<ProvisionCredential>().RunAsync(wanted, CancellationToken.None))).Value;
            secrets[appType] = (made.AppKey, made.AppSecret.Reveal());
            credentialId = appType == "ORDER_SYNC" ? made.Id : credentialId;
        }
        var busy = new BusyTenant(tenant, secrets);
        if (isEmpty)
        {
            return busy;
        }
        await busy.DoAsync("/api/system/factories", new { factoryCode = mark + "F", factoryName = mark + "厂" });
        await busy.DoAsync("/api/production/styles", new { styleNo = mark + "S1", styleName = mark + "裙", category = "dress", processes = new[] { new { processName = mark + "缝", progressStage = "车缝", price = 1 } } });
        await busy.DoAsync("/api/production/customers", new { customerName = mark + "客户" });
        var style = (await busy.Admin.GetAsync("/api/production/styles")).Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        await busy.AttachAsync(hub, style);
        await busy.ImportAsync(hub);
        await busy.OpenPartnerAsync();
        await busy.PlayAsync();
        await busy.CallPartnerAsync(hub);
        await busy.DoAsync("/api/production/orders", new { styleNo = mark + "S1", orderQuantity = 7, remarks = mark });
        await busy.DoAsync("/api/system/dicts", new { dictType = "season", dictCode = "x1", dictLabel = mark + "季" });
        var role = await busy.DoAsync("/api/system/roles", new { roleCode = "R1", roleName = mark + "角色", dataScope = "own", permissions = new[] { "MENU_DASHBOARD" } });
        await busy.DoAsync("/api/system/users", new { username = "u" + Guid.NewGuid().ToString("N")[..10], name = mark + "员工", roleId = role.Data.GetProperty("id").GetInt64(), dataScope = "own" });
        await busy.ExportAsync();
        Done(await busy.Admin.PutAsync("/api/system/tenant-settings", new { version = 0, allowsRegistration = true }), "settings");
        var registered = await new ConsoleClient(hub.Http, null).PostAsync(
            "/api/auth/register", new { tenantCode = tenant.Code, username = "w" + Guid.NewGuid().ToString("N")[..10], name = mark + "新人", password = TestTenant.Password, phone = "13800000000" });
        Done(registered, "register");
        using var erp = new SignedClient(hub.Http, secrets["ORDER_SYNC"].Item1, secrets["ORDER_SYNC"].Item2, hub.Clock);
        var order = await erp.PostAsync("/openapi/v1/orders/create", new { externalOrderNo = mark + "E1", styleNo = mark + "S1", quantity = 5, remark = mark });
        if ((int)order.Status != 200)
        {
            throw new InvalidOperationException(order.Text);
        }
        await busy.DoAsync($"/api/production/orders/{order.Data.GetProperty("orderNo").GetString()}/complete", new { reason = mark, force = true });
        await busy.DoAsync($"/api/system/tenant-app/{credentialId}/ping", null);
        await busy.DoAsync($"/api/system/tenant-app/{credentialId}/recoveries", new { from = "2026-02-01T00:00:00+08:00", to = "2026-03-01T00:00:00+08:00" });
        return busy;
    }

    /// <summary>An export that was made in the background.</summary>
    private async Task ExportAsync()
    {
        var id = (await DoAsync("/api/system/exports", new { list = "/api/system/factories" })).Data.GetProperty("id").GetInt64();
        for (var i = 0; i < 200 && (await Admin.GetAsync($"/api/system/exports/{id}")).Data.GetProperty("state").GetString() != "done"; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>One order from cutting to its statement.</summary>
    private async Task PlayAsync()
    {
        var lines = new[] { new { color = "红", size = "M", quantity = 10 } };
        var orderNo = (await DoAsync("/api/production/orders", new { styleNo = Mark + "S1", lines, remarks = Mark })).Data.GetProperty("orderNo").GetString();
        await DoAsync($"/api/production/cutting/tasks/{orderNo}/receive", null);
        var rows = new[] { new { color = "红", size = "M", quantity = 6 }, new { color = "红", size = "M", quantity = 4 } };
        var bundles = (await DoAsync($"/api/production/cutting/tasks/{orderNo}/bundles", new { rows })).Data.GetProperty("bundles");
        var (first, second) = (bundles[0].GetProperty("bundleId").GetInt64(), bundles[1].GetProperty("bundleId").GetInt64());
        await DoAsync("/api/production/scans", new { bundleId = first, processName = Mark + "缝" });
        await DoAsync("/api/production/scans", new { bundleId = second, processName = Mark + "缝" });
        await DoAsync("/api/warehousing/inspections", new { orderNo, warehouse = Mark + "仓", items = new[] { new { bundleId = first, inspectedQuantity = 6, qualifiedQuantity = 6, unqualifiedQuantity = 0 } } });
        var bad = new { bundleId = second, inspectedQuantity = 4, qualifiedQuantity = 3, unqualifiedQuantity = 1, defectCategory = "other", defectHandling = "返修", defectRemark = Mark };
        await DoAsync("/api/warehousing/inspections", new { orderNo, items = new[] { bad } });
        var shipped = new[] { new { color = "红", size = "M", quantity = 5 } };
        await DoAsync("/api/warehousing/outstocks", new { outstockType = "shipment", orderNo, items = shipped, customerName = Mark, warehouse = Mark + "仓", expressCompany = "顺丰", trackingNo = Mark + "1" });
    }

    /// <summary>A partner system with everything that its documents name.</summary>
    private async Task OpenPartnerAsync()
    {
        var organisation = await PartnerAsync("organisations", new { code = Mark + "O", name = Mark + "公司" });
        var warehouse = await PartnerAsync("warehouses", new { code = Mark + "仓", organisationId = organisation, needsLogisticsReceipt = true });
        await PartnerAsync("bins", new { warehouseId = warehouse, code = Mark + "B", name = Mark + "位" });
        await PartnerAsync("materials", new { code = Mark + "M", name = Mark + "布", uom = "米" });
        var prices = await PartnerAsync("entries", new { kind = "销售价格表", code = Mark + "L", name = Mark + "价" });
        Done(await Admin.PutAsync("/api/partner/prices", new { priceListId = prices, productCode = Mark + "M", price = 1 }), "price");
        var party = await PartnerAsync("business-partners", new { code = Mark + "P", name = Mark + "伴" });
        await PartnerAsync("locations", new { partnerId = party, name = Mark + "址", address1 = Mark + "路" });
        var system = (await DoAsync("/api/partner/systems", new { systemKey = PartnerKey, name = Mark + "平台" })).Data;
        PartnerCode = system.GetProperty("uniqueCode").GetString()!;
        // Nobody listens there: one attempt fails, and the next one waits for a clock that stands.
        Done(await Admin.PutAsync($"/api/partner/systems/{system.GetProperty("id").GetInt64()}/notification", new { url = "http://127.0.0.1:1024/told" }), "notification");
        var role = (await Admin.GetAsync("/api/system/roles")).Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        await PartnerAsync("users", new { systemId = system.GetProperty("id").GetInt64(), userName = Mark + "号", userId = Tenant.AdminId, roleId = role, organisationId = organisation });
    }

    private string PartnerKey => "busy-" + TenantId;

    private string PartnerCode { get; set; } = "";

    private async Task<long> PartnerAsync(string path, object body) => (await DoAsync("/api/partner/" + path, body)).Data.GetProperty("id").GetInt64();

    /// <summary>Stored requests, a notification, an export, and the receipt of the shipment, once the relay has told of it.</summary>
    private async Task CallPartnerAsync(TestHub hub)
    {
        var signedIn = await new ConsoleClient(hub.Http, null).PostAsync("/api/v1/auth/tokens", new { systemKey = PartnerKey, uniqueCode = PartnerCode, userName = Mark + "号" });
        var partner = new ConsoleClient(hub.Http, signedIn.Body.GetProperty("token").GetString());
        var line = new { lineId = "1", locator_Text = Mark + "B", product_Text = Mark + "M", invStatus_Text = "正常", adjustQuantity = "1" };
        var request = new { requestId = Mark + "R", requestTime = "2026-02-11 14:30:00", docList = new[] { new { docNo = Mark, warehouse_Text = Mark + "仓", lineList = new[] { line } } } };
        Done(await partner.PostAsync("/api/v1/processes/importintenaluseinventory_co_f", request), "adjustment");
        Done(await partner.PostAsync("/api/v1/processes/importintenaluseinventory_co_b", request with { requestId = Mark + "A" }), "adjustment for later");
        var later = (await Admin.GetAsync($"/api/partner/requests?requestId={Uri.EscapeDataString(Mark + "A")}")).Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        for (var i = 0; i < 200 && !(await Admin.GetAsync($"/api/partner/requests/{later}")).Data.GetProperty("notifications").EnumerateArray().Any(n => n.GetProperty("attempts").GetInt32() == 1); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        for (var i = 0; i < 200 && (await Admin.GetAsync("/api/partner/receipts")).Data.GetProperty("total").GetInt32() == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        Done(await partner.PostAsync("/api/v1/processes/exportshipment_pd", new { requestId = Mark + "Q", requestTime = "2026-02-11 14:30:00" }), "export");
    }

    private async Task AttachAsync(TestHub hub, long style)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/production/styles/{style}/attachments?fileName={Uri.EscapeDataString(Mark)}.pdf&kind=其他")
        {
            Content = new ByteArrayContent("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray()),
        };
        await SendAsync(hub, request, "application/octet-stream");
    }

    private async Task ImportAsync(TestHub hub)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/system/factories/import?fileName=f.csv&mode=all")
        {
            Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($"加工厂编码,加工厂名称\n{Mark}F2,{Mark}二厂\n")),
        };
        await SendAsync(hub, request, "application/octet-stream");
    }

    private async Task SendAsync(TestHub hub, HttpRequestMessage request, string contentType)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Admin.Token);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var response = await hub.Http.SendAsync(request);
        Done(await ConsoleClient.ReadAsync(response), request.RequestUri!.ToString());
    }

    private async Task<ConsoleAnswer> DoAsync(string path, object? body) => Done(await Admin.PostAsync(path, body), path);

    private static ConsoleAnswer Done(ConsoleAnswer answer, string what) => answer.Status == 200 ? answer : throw new InvalidOperationException($"{what}: {answer.Text}");
}
