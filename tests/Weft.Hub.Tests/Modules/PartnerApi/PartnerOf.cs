using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>An answer of the partner API.</summary>
internal sealed record PartnerAnswer(int Status, JsonElement Body, string Text, HttpResponseHeaders Headers)
{
    public string this[string name] => Body.GetProperty(name).GetString()!;

    public IEnumerable<string> Keys => Body.EnumerateObject().Select(p => p.Name);

    public JsonElement Doc(int index = 0) => Body.GetProperty("docList")[index];

    /// <summary>requestResult, targetRequestResult, errorMsg.</summary>
    public (string, string, string) Said => (this["requestResult"], this["targetRequestResult"], this["errorMsg"]);
}

/// <summary>A tenant with a partner system, set up by the console's API, and a client of it.</summary>
internal sealed class PartnerOf
{
    public const string CreateF = "importintenaluseinventory_co_f";
    public const string CreateB = "importintenaluseinventory_co_b";
    public const string Inquiry = "inquiryintenaluseinventory_co";
    public const string Shipments = "exportshipment_pd";

    private PartnerOf(TestTenant tenant) => Tenant = tenant;

    public TestTenant Tenant { get; }
    public TestHub Hub => Tenant.Hub;
    public string SystemKey { get; } = "SYS" + Guid.NewGuid().ToString("N")[..12];
    public string UserName { get; private set; } = "wms01";
    public string Code { get; private set; } = "";
    public long SystemId { get; private set; }
    public long PartnerUserId { get; private set; }
    public long HubUserId { get; private set; }
    public long WarehouseId { get; private set; }
    public string Token { get; set; } = "";

    public static async Task<PartnerOf> StartAsync(string provider, TestHub? on = null, TestTenant? tenant = null, string userName = "wms01")
    {
        var partner = new PartnerOf(tenant ?? await Tenants.CreateAsync(on ?? await TestHub.SharedAsync(provider))) { UserName = userName };
        await partner.SetUpAsync();
        partner.Token = (await partner.TokenAsync())["token"];
        return partner;
    }

    private async Task SetUpAsync()
    {
        var organisation = Id(await PostAsync("organisations", new { code = "HD01", name = "华东成衣" }));
        WarehouseId = Id(await PostAsync("warehouses", new { code = "FB01", name = "面料一仓", organisationId = organisation, referenceNo = "WH-1" }));
        await PostAsync("warehouses", new { code = "FG02", name = "A仓", organisationId = organisation, needsLogisticsReceipt = true });
        await PostAsync("bins", new { warehouseId = WarehouseId, code = "F-02-01", name = "面料A区" });
        await PostAsync("materials", new { code = "FAB-1042", name = "32支精梳棉布", uom = "米" });
        await PostAsync("materials", new { code = "AUX-0007", name = "柔软剂", uom = "千克", hasShelfLife = true });
        var system = await PostAsync("systems", new { systemKey = SystemKey, name = "物流平台" });
        (SystemId, Code) = (Id(system), system.GetProperty("uniqueCode").GetString()!);
        var role = Done(await Tenant.Admin.PostAsync("/api/system/roles", new
        {
            roleCode = "P" + Guid.NewGuid().ToString("N")[..8], roleName = "物流接口" + Guid.NewGuid().ToString("N")[..8], dataScope = "all", permissions = new[] { "PARTNER_SUBMIT", "PARTNER_LOGISTICS" },
        })).GetProperty("id").GetInt64();
        (HubUserId, _) = await Tenant.NewUserAsync(role);
        PartnerUserId = Id(await PostAsync("users", new { systemId = SystemId, userName = UserName, userId = HubUserId, roleId = role, organisationId = organisation }));
    }

    public async Task<JsonElement> PostAsync(string path, object body) => Done(await Tenant.Admin.PostAsync("/api/partner/" + path, body));

    public Task<PartnerAnswer> TokenAsync(object? body = null) => SendAsync("/api/v1/auth/tokens", body ?? new { systemKey = SystemKey, uniqueCode = Code, userName = UserName }, null);

    public Task<PartnerAnswer> CallAsync(string path, object body, string? token = null) => SendAsync("/api/v1/processes/" + path, body, "Bearer " + (token ?? Token));

    public Task<PartnerAnswer> SendAsync(string path, object body, string? authorization, HttpMethod? method = null) => SendAsync(Hub, path, body, authorization, method);

    /// <summary>The same at another hub of the same database.</summary>
    public static async Task<PartnerAnswer> SendAsync(TestHub hub, string path, object body, string? authorization, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path)
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }
        using var response = await hub.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new PartnerAnswer((int)response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement.Clone() : default, text, response.Headers);
    }

    /// <summary>An adjustment of fabric with one line for each quantity.</summary>
    public static object Document(string docNo, params object[] quantities) => new
    {
        docNo, warehouse_Text = "FB01", lineList = quantities.Select((q, i) => Line((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), q)).ToArray(),
    };

    public static object Line(string id, object quantity, string product = "FAB-1042") =>
        new { lineId = id, locator_Text = "F-02-01_面料A区", product_Text = product, invStatus_Text = "正常", adjustQuantity = quantity };

    public static object Request(string id, params object[] documents) => new { requestId = id, requestTime = "2026-02-11 14:30:00", docList = documents };

    public static string NewId() => "R-" + Guid.NewGuid().ToString("N")[..24];

    public Task<PartnerAnswer> ResultAsync(string target) => CallAsync(Inquiry, new { requestId = NewId(), requestTime = "2026-02-11 14:30:00", targetRequestId = target });

    /// <summary>The result once it is there; the worker is woken by the acceptance.</summary>
    public async Task<PartnerAnswer> EventualResultAsync(string target)
    {
        for (var i = 0; ; i++)
        {
            var answer = await ResultAsync(target);
            if (i == 200 || answer["errorMsg"] != "该请求还在处理中")
            {
                return answer;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public Task<decimal> StockAsync(string material = "FAB-1042") => Tenant.InAsync(async services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        var id = await db.Set<Material>().Where(m => m.Code == material).Select(m => m.Id).FirstAsync();
        return (await db.Set<MaterialStock>().Where(s => s.MaterialId == id).Select(s => s.Quantity).ToListAsync()).Sum();
    });

    public Task<int> DocumentsAsync() => Tenant.InAsync(services => services.GetRequiredService<HubDbContext>().Set<PartnerDocument>().CountAsync());

    public static JsonElement Done(ConsoleAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    private static long Id(JsonElement data) => data.GetProperty("id").GetInt64();
}
