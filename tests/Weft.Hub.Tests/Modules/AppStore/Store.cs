using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore;

/// <summary>A tenant with its administrator and the platform's operator, as the store's tests need them.</summary>
internal sealed class Store(TestHub hub, TestTenant tenant, ConsoleClient op)
{
    public const string Base = "/api/system/app-store";
    public const string Apps = "/api/system/tenant-app";

    /// <summary>A module whose default scope and price every test knows.</summary>
    public const string Quality = "QUALITY_FEEDBACK";
    public const string Logistics = "LOGISTICS_SYNC";

    public TestHub Hub => hub;

    public TestTenant Tenant => tenant;

    public ConsoleClient Admin { get; private set; } = tenant.Admin;

    public ConsoleClient Operator { get; private set; } = op;

    /// <summary>A tenant of the test's own, on the Hub that all tests of the database share.</summary>
    public static async Task<Store> OpenAsync(string provider) => await OpenAsync(await TestHub.SharedAsync(provider));

    public static async Task<Store> OpenAsync(TestHub hub, string? timeZone = null) =>
        new(hub, await Tenants.CreateAsync(hub, timeZone), await Tenants.OperatorAsync(hub));

    /// <summary>Moves the clock and signs in again: sessions end sooner than subscriptions.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        hub.Clock.Advance(by);
        Admin = await ConsoleClient.LoginAsync(hub, tenant.AdminName, TestTenant.Password);
        Operator = await Tenants.OperatorAsync(hub);
    }

    public static object Order(string appCode, string type = "MONTHLY", string? mode = null, long? credential = null, int? userCount = null) => new
    {
        appCode, subscriptionType = type, contactName = "王芳", contactPhone = "13812345678", credentialMode = mode, tenantAppId = credential, userCount = userCount ?? 1,
    };

    public Task<ConsoleAnswer> TrialAsync(string appCode) => Admin.PostAsync($"{Base}/start-trial", new { appCode });

    public async Task<ConsoleAnswer> PayAsync(JsonElement order, decimal? amount = null, string? transactionNo = null, decimal? discount = null) =>
        await Operator.PostAsync($"{Base}/admin/record-payment", new
        {
            orderNo = order.GetProperty("orderNo").GetString(), paymentMethod = "BANK",
            amount = amount ?? order.GetProperty("actualAmount").GetDecimal(), thirdPartyNo = transactionNo ?? Guid.NewGuid().ToString("N"), discountAmount = discount,
        });

    /// <summary>Orders, pays and activates; the activated order.</summary>
    public async Task<JsonElement> BuyAsync(string appCode, string type = "MONTHLY", string? mode = null, long? credential = null)
    {
        var order = Ok(await Admin.PostAsync($"{Base}/create-order", Order(appCode, type, mode, credential)));
        return Ok(await PayAsync(order));
    }

    public async Task<JsonElement> CredentialAsync(long id) => Ok(await Admin.GetAsync($"{Apps}/{id}"));

    public async Task<JsonElement[]> CredentialsAsync(string appCode) =>
        [.. Ok(await Admin.PostAsync($"{Apps}/list", new { appType = appCode, size = 100 })).GetProperty("records").EnumerateArray()];

    public async Task<JsonElement[]> SubscriptionsAsync(string appCode) =>
        [.. Ok(await Admin.PostAsync($"{Base}/my-subscriptions", new { appCode })).GetProperty("records").EnumerateArray()];

    public Task<ConsoleAnswer> CreateAsync(string appCode, string name, object? more = null) =>
        Admin.PostAsync($"{Apps}/create", With(new { appType = appCode, appName = name }, more));

    /// <summary>Changes a credential from its present version.</summary>
    public async Task<ConsoleAnswer> ChangeAsync(long id, object fields) =>
        await Admin.PutAsync($"{Apps}/{id}", With(new { version = (await CredentialAsync(id)).GetProperty("version").GetInt32() }, fields));

    public static JsonElement Ok(ConsoleAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    private static Dictionary<string, object?> With(object first, object? more)
    {
        Dictionary<string, object?> all = [];
        foreach (var source in new[] { first, more })
        {
            foreach (var property in source is null ? default : JsonSerializer.SerializeToElement(source).EnumerateObject())
            {
                all[property.Name] = property.Value;
            }
        }
        return all;
    }
}

internal static class JsonReading
{
    public static long Id(this JsonElement element, string name = "id") => element.GetProperty(name).GetInt64();

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static DateTimeOffset At(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
