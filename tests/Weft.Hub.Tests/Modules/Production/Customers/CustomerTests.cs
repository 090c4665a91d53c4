using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Customers;

public sealed class CustomerTests
{
    private const string Customers = "/api/production/customers";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_customer_is_made_listed_changed_and_deleted_while_nothing_names_it(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var app = await TestCredential.BuyAsync(tenant);
        var made = await tenant.Admin.PostAsync(Customers, new { customerName = "欧尚贸易", contactPhone = "13800000000", tenantAppIds = new[] { app.Id } });
        Assert.Equal((200, app.Id), (made.Status, made.Data.GetProperty("tenantAppIds")[0].GetInt64()));
        var path = $"{Customers}/{made.Data.GetProperty("id").GetInt64()}";
        Assert.Equal("CUSTOMER_NAME_TAKEN", (await tenant.Admin.PostAsync(Customers, new { customerName = "欧尚贸易" })).ErrorCode);

        var changed = await tenant.Admin.PutAsync(path, new { customerName = "欧尚集团", version = 0 });
        Assert.Equal(("欧尚集团", 1), (changed.Data.GetProperty("customerName").GetString(), changed.Data.GetProperty("version").GetInt32()));
        Assert.Equal("STALE", (await tenant.Admin.PutAsync(path, new { customerName = "又", version = 0 })).ErrorCode);
        await tenant.Admin.PostAsync(Customers, new { customerName = "另一家" });
        var found = await tenant.Admin.GetAsync(Customers + "?keyword=集团");
        Assert.Equal((1, "欧尚集团"), (found.Data.GetProperty("total").GetInt32(), found.Data.GetProperty("records")[0].GetProperty("customerName").GetString()));

        await tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "S", orderQuantity = 5, customerName = "欧尚集团" });
        Assert.Equal("IN_USE", (await tenant.Admin.DeleteAsync(path)).ErrorCode);
        Assert.Equal("IN_USE", (await tenant.Admin.PutAsync(path, new { customerName = "新名" })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync(path, new { customerName = "欧尚集团", address = "上海" })).Status);
        var other = found.Data.GetProperty("records")[0].GetProperty("id").GetInt64();
        var free = await tenant.Admin.PostAsync(Customers, new { customerName = "没用过" });
        var freePath = $"{Customers}/{free.Data.GetProperty("id").GetInt64()}";
        Assert.Equal((200, 404, 404), ((await tenant.Admin.DeleteAsync(freePath)).Status, (await tenant.Admin.GetAsync(freePath)).Status, (await tenant.Admin.DeleteAsync(freePath)).Status));
        Assert.Equal(200, (await tenant.Admin.PostAsync(Customers, new { customerName = "没用过" })).Status);

        var stranger = await Tenants.CreateAsync(tenant.Hub);
        Assert.Equal((404, 404), ((await stranger.Admin.GetAsync($"{Customers}/{other}")).Status, (await stranger.Admin.DeleteAsync($"{Customers}/{other}")).Status));
        Assert.Equal("VALIDATION", (await stranger.Admin.PostAsync(Customers, new { customerName = "甲", tenantAppIds = new[] { app.Id } })).ErrorCode);
        Assert.Equal(403, (await (await tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW")).PostAsync(Customers, new { customerName = "乙" })).Status);
    }
}
