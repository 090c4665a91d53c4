using System.Text.Json;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Catalogue;

public sealed class CatalogueTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task The_modules_are_listed_with_the_prices_of_the_brief(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);

        var apps = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/list", new { category = "CORE" })).EnumerateArray().ToDictionary(a => a.Text("appCode")!);

        foreach (var (code, month, year) in new[] { ("ORDER_SYNC", 999, 9990), ("QUALITY_FEEDBACK", 799, 7990), ("LOGISTICS_SYNC", 799, 7990), ("PAYMENT_SYNC", 999, 9990) })
        {
            var app = apps[code];
            Assert.Equal((month, year, 7, 100, 10_000, 100_000),
                (app.GetProperty("priceMonthly").GetInt32(), app.GetProperty("priceYearly").GetInt32(), app.GetProperty("trialDays").GetInt32(),
                    app.GetProperty("trialDailyQuota").GetInt32(), app.GetProperty("paidDailyQuota").GetInt32(), app.GetProperty("maxDailyQuota").GetInt32()));
            Assert.Equal(JsonValueKind.Null, app.GetProperty("priceOnce").ValueKind);
            Assert.NotEqual(0, app.GetProperty("endpoints").GetArrayLength());
        }
        Assert.DoesNotContain("物流轨迹跟踪", apps["LOGISTICS_SYNC"].GetProperty("features").EnumerateArray().Select(f => f.GetString()));
        Assert.Empty(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/list", new { category = "OTHER" })).EnumerateArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_the_operator_edits_survives_a_restart_and_orders_keep_their_price(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        string orderNo;
        long id;
        await using (var hub = await TestHub.StartAsync(provider, on: database))
        {
            var store = await Store.OpenAsync(hub);
            var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality)));
            orderNo = order.Text("orderNo")!;
            var app = Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/catalogue")).EnumerateArray().First(a => a.Text("appCode") == Store.Quality);
            id = app.Id();
            var edited = Store.Ok(await store.Operator.PutAsync($"{Store.Base}/admin/catalogue/{id}", new
            {
                version = app.Id("version"), priceMonthly = 850.5m, appDetail = "<p>好</p><script>alert(1)</script><b onclick=x>", features = new[] { "一", "二" },
            }));
            Assert.Equal("<p>好</p>&lt;script>alert(1)&lt;/script>&lt;b onclick=x>", edited.Text("appDetail"));
            Assert.Equal(409, (await store.Operator.PutAsync($"{Store.Base}/admin/catalogue/{id}", new { version = app.Id("version"), sortOrder = 1 })).Status);
            Assert.Equal("VALIDATION", (await store.Operator.PutAsync(
                $"{Store.Base}/admin/catalogue/{id}", new { version = edited.Id("version"), minUsers = 10, maxUsers = 2 })).ErrorCode);
            Assert.Equal(799m, Store.Ok(await store.Admin.GetAsync($"{Store.Base}/order/{orderNo}")).GetProperty("unitPrice").GetDecimal());
        }
        await using var again = await TestHub.StartAsync(provider, on: database);
        var later = await Store.OpenAsync(again);
        var kept = Store.Ok(await later.Admin.GetAsync($"{Store.Base}/{id}"));
        Assert.Equal((850.5m, 2), (kept.GetProperty("priceMonthly").GetDecimal(), kept.GetProperty("features").GetArrayLength()));
    }

    [Theory]
    [InlineData("<ul><li>a</li></ul><br/>", "<ul><li>a</li></ul><br/>")]
    [InlineData("<p class=x>", "&lt;p class=x>")]
    [InlineData("<pre>", "&lt;pre>")]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>")]
    [InlineData("<<p>script>", "&lt;<p>script>")]
    [InlineData("</P >< b>", "</P >&lt; b>")]
    public void Rich_text_keeps_a_few_plain_tags(string text, string expected) => Assert.Equal(expected, RichText.Sanitise(text));
}
