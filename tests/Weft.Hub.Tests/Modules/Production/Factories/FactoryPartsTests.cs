using System.Net.Http.Headers;
using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Factories;

/// <summary>What belongs to a supplier: accounts, license, log, and when it can not go (console-pages 11).</summary>
public sealed class FactoryPartsTests
{
    private const string Factories = "/api/system/factories";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Accounts_are_replaced_as_a_whole_and_the_log_does_not_say_their_numbers(string provider)
    {
        var (tenant, id) = await StartAsync(provider);
        var path = $"{Factories}/{id}/accounts";
        object Bank(string number) => new { kind = "BANK", holder = "东方制衣", bank = "工商银行成都支行", number };
        Assert.Equal(0, (await tenant.Admin.GetAsync(path)).Data.GetProperty("accounts").GetArrayLength());

        Assert.Equal(["accounts[0].bank", "accounts[0].number"], Fields(await tenant.Admin.PutAsync(path, new { accounts = new[] { new { kind = "BANK", holder = "x", number = "12ab" } } })));
        Assert.Equal(["accounts"], Fields(await tenant.Admin.PutAsync(path, new { accounts = new[] { Bank("6222000011112222"), Bank("6222 0000 1111 2222") } })));
        var saved = await tenant.Admin.PutAsync(path, new { version = 0, accounts = new[] { Bank("6222 0000 1111 2222"), new { kind = "ALIPAY", holder = "王芳", number = "wang@example.com" } } });
        Assert.True(saved.Status == 200, saved.Text);
        Assert.Equal(["6222000011112222", "wang@example.com"], saved.Data.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("number").GetString()));
        Assert.Equal("STALE", (await tenant.Admin.PutAsync(path, new { version = 0, accounts = Array.Empty<object>() })).ErrorCode);
        Assert.Equal(2, (await tenant.Admin.GetAsync($"{Factories}/{id}")).Data.GetProperty("accountCount").GetInt32());

        // The list shows no number, and the log only its end.
        var texts = (await tenant.Admin.GetAsync(Factories)).Text + (await tenant.Admin.GetAsync("/api/system/operation-logs?targetType=Factory")).Text;
        Assert.DoesNotContain("6222000011112222", texts, StringComparison.Ordinal);
        Assert.Contains("****2222", texts, StringComparison.Ordinal);
        var (payer, reader) = (await tenant.UserAsync("all", "MENU_FINANCE_VIEW"), await tenant.UserAsync("all", "MENU_FACTORY"));
        Assert.Equal((200, 403, 403), ((await payer.GetAsync(path)).Status, (await payer.PutAsync(path, new { accounts = Array.Empty<object>() })).Status, (await reader.GetAsync(path)).Status));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_license_is_a_picture_that_is_shown_by_a_link_and_taken_away_again(string provider)
    {
        var (tenant, id) = await StartAsync(provider);
        var path = $"{Factories}/{id}/license";
        var png = new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13 };
        Assert.Equal((400, 400, 200), ((await UploadAsync(tenant, path + "?fileName=a.png", "<html>"u8.ToArray())).Status, (await UploadAsync(tenant, path + "?fileName=a.pdf", png)).Status,
            (await UploadAsync(tenant, path + "?fileName=a.png", png)).Status));
        var link = (await tenant.Admin.GetAsync(path)).Data.GetProperty("link").GetString();
        Assert.Equal(png, await tenant.Hub.Http.GetByteArrayAsync(new Uri(link!, UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("a.png", (await tenant.Admin.GetAsync($"{Factories}/{id}")).Data.GetProperty("businessLicense").GetString());
        Assert.Equal(200, (await tenant.Admin.DeleteAsync(path)).Status);
        Assert.Equal(JsonValueKind.Null, (await tenant.Admin.GetAsync(path)).Data.GetProperty("link").ValueKind);
        Assert.Equal(404, (await (await Tenants.CreateAsync(tenant.Hub)).Admin.GetAsync(path)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Its_log_tells_what_was_done_and_it_stays_while_orders_are_open(string provider)
    {
        var (tenant, id) = await StartAsync(provider);
        var order = (await tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "A", orderQuantity = 10, factoryId = id })).Data.GetProperty("orderNo").GetString();
        Assert.Equal(200, (await tenant.Admin.PutAsync($"{Factories}/{id}", new { factoryName = "东方制衣二厂", factoryCode = "E1", contactPerson = "陈工" })).Status);
        Assert.Equal(200, (await tenant.Admin.PostAsync($"{Factories}/{id}/deactivate", new { })).Status);
        var refused = await tenant.Admin.DeleteAsync($"{Factories}/{id}");
        Assert.Equal(("IN_USE", "加工厂还有 1 个未完成的生产订单，不能删除；可以停用"), (refused.ErrorCode, refused.Message));
        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/production/orders/{order}/cancel", new { reason = "撤单" })).Status);

        var steps = (await tenant.Admin.GetAsync($"{Factories}/{id}/log")).Data.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("operation").GetString(), s.GetProperty("operatorName").GetString()));
        Assert.Equal([("DisableFactory", "管理员"), ("UpdateFactory", "管理员"), ("CreateFactory", "管理员")], steps);
        foreach (var (filter, count) in new[] { ("keyword=陈工", 1), ("keyword=E1", 1), ("keyword=二厂", 1), ("keyword=无", 0), ("factoryType=EXTERNAL", 1), ("factoryType=INTERNAL", 0), ("supplierType=MATERIAL", 0), ("status=inactive", 1) })
        {
            Assert.Equal((filter, count), (filter, (await tenant.Admin.GetAsync($"{Factories}?{filter}")).Data.GetProperty("total").GetInt32()));
        }
        Assert.Equal(200, (await tenant.Admin.DeleteAsync($"{Factories}/{id}")).Status);
        Assert.Equal(404, (await tenant.Admin.GetAsync($"{Factories}/{id}/log")).Status);
    }

    private static async Task<(TestTenant Tenant, long Id)> StartAsync(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var made = await tenant.Admin.PostAsync(Factories, new { factoryName = "东方制衣" });
        Assert.True(made.Status == 200, made.Text);
        return (tenant, made.Data.GetProperty("id").GetInt64());
    }

    private static async Task<ConsoleAnswer> UploadAsync(TestTenant tenant, string path, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Admin.Token);
        using var response = await tenant.Hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ConsoleClient.ReadAsync(response);
    }

    private static IEnumerable<string?> Fields(ConsoleAnswer answer) => answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString());
}
