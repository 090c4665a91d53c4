using System.Net;
using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync;

/// <summary>The four uploads (openapi-gateway 6.9).</summary>
public sealed class UploadTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Valid_orders_are_stored_and_the_rest_is_reported(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        var before = (await customer.CreateAsync(Customer.Order("OLD"))).Data.GetProperty("orderNo").GetString();

        var answer = await customer.PostAsync("/orders/upload", new
        {
            orders = new object[]
            {
                Customer.Order("N1", ("requiredDate", "2020-01-01")),
                Customer.Order("N2", ("quantity", 0)),
                "text",
                Customer.Order("OLD"),
                Customer.Order("OLD", ("quantity", 7)),
                Customer.Order("N1", ("requiredDate", "2020-01-01")),
                Customer.Order("N1", ("quantity", 8)),
                Customer.Order("N3", ("factoryId", 1)),
                Customer.Order("N4", ("hello", 1)),
            },
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var data = answer.Data;
        Assert.Equal((9, 4, 5, false), (Number(data, "total"), Number(data, "successCount"), Number(data, "failedCount"), data.GetProperty("strict").GetBoolean()));
        var stored = data.GetProperty("successRecords").EnumerateArray().ToList();
        Assert.Equal([(1, false), (4, true), (6, true), (9, false)], stored.Select(r => (Number(r, "index"), r.GetProperty("duplicated").GetBoolean())));
        Assert.Equal(before, stored[1].GetProperty("orderNo").GetString());
        Assert.Equal(stored[0].GetProperty("orderNo").GetString(), stored[2].GetProperty("orderNo").GetString());
        Assert.Contains("未识别的字段: hello", Customer.Texts(stored[3].GetProperty("warnings")));
        var failed = data.GetProperty("failedRecords").EnumerateArray().ToList();
        Assert.Equal([2, 3, 5, 7, 8], failed.Select(r => Number(r, "index")));
        Assert.StartsWith("quantity: ", failed[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(before!, failed[2].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("N3", failed[4].GetProperty("externalOrderNo").GetString());
        Assert.Equal(3, Number((await customer.PostAsync("/orders/list", new { })).Data, "total"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_strict_upload_stores_all_or_nothing(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        await customer.CreateAsync(Customer.Order("OLD"));

        foreach (var bad in new[] { Customer.Order("N2", ("quantity", 0)), Customer.Order("OLD", ("quantity", 7)), Customer.Order("N3", ("factoryId", 1)) })
        {
            var data = (await customer.PostAsync("/orders/upload", new { strict = true, orders = new[] { Customer.Order("N1"), bad } })).Data;
            Assert.Equal((2, 0, 2), (Number(data, "total"), Number(data, "successCount"), Number(data, "failedCount")));
        }
        Assert.Equal(1, Number((await customer.PostAsync("/orders/list", new { })).Data, "total"));

        var all = (await customer.PostAsync("/orders/upload", new { strict = true, orders = Enumerable.Range(0, 200).Select(i => Customer.Order("S" + i)) })).Data;
        Assert.Equal(200, Number(all, "successCount"));
        Assert.Equal(200, all.GetProperty("successRecords").EnumerateArray().Select(r => r.GetProperty("orderNo").GetString()).Distinct().Count());
        Assert.Equal(["orders"], Customer.Errors(await customer.PostAsync("/orders/upload", new { orders = Enumerable.Range(0, 201).Select(i => Customer.Order("T" + i)) })));
        Assert.Equal(["orders"], Customer.Errors(await customer.PostAsync("/orders/upload", new { orders = Array.Empty<object>() })));
        Assert.Equal(["orders"], Customer.Errors(await customer.PostAsync("/orders/upload", new { })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Uploads_of_the_same_orders_at_once_store_each_once(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        var body = new { orders = Enumerable.Range(0, 20).Select(i => Customer.Order("E" + i)) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => customer.PostAsync("/orders/upload", body)));

        Assert.All(answers, a => Assert.Equal(20, Number(a.Data, "successCount")));
        Assert.Equal(20, answers.Sum(a => a.Data.GetProperty("successRecords").EnumerateArray().Count(r => !r.GetProperty("duplicated").GetBoolean())));
        Assert.Equal(20, Number((await customer.PostAsync("/orders/list", new { })).Data, "total"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Styles_with_processes_are_added_and_used_by_orders(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        var style = new { styleNo = "S1", styleName = "衬衫", category = "上衣", price = 12.5, processes = new[] { new { processName = "平车", price = 0.75, progressStage = "车缝" } } };

        var data = (await customer.PostAsync("/styles/upload", new { styles = new object[] { style, style, new { styleNo = "S2", price = 1.234 } } })).Data;
        Assert.Equal((1, 2), (Number(data, "successCount"), Number(data, "failedCount")));
        Assert.Equal(["款号 S1 已存在", "price: 必须为 0 到 999999999 的数字，最多 2 位小数"], Failed(data));

        var order = (await customer.CreateAsync(Customer.Order("E1", ("styleNo", "S1")))).Data;
        Assert.Equal("衬衫", order.GetProperty("styleName").GetString());
        Assert.Empty(Customer.Texts(order.GetProperty("warnings")));

        var processes = (await customer.PostAsync("/processes/upload", new
        {
            styleNo = "S1",
            processes = new object[] { new { processName = "平车" }, new { processName = "锁边", progressStage = "不知道" }, new { processName = "整烫", standardTime = 40 } },
        })).Data;
        Assert.Equal((1, 2), (Number(processes, "successCount"), Number(processes, "failedCount")));
        Assert.Contains("工序 平车 已存在", Failed(processes));
        Assert.Equal("NOT_FOUND", (await customer.PostAsync("/processes/upload", new { styleNo = "S9", processes = new[] { new { processName = "平车" } } })).ErrorCode);
        Assert.Equal("NOT_FOUND", (await (await Customer.StartAsync(provider)).PostAsync("/processes/upload", new { styleNo = "S1", processes = new[] { new { processName = "x" } } })).ErrorCode);

        var detail = (await customer.Tenant.Admin.GetAsync("/api/production/orders/" + order.GetProperty("orderNo").GetString())).Data;
        Assert.Equal(0.75m, detail.GetProperty("processes")[0].GetProperty("unitPrice").GetDecimal());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Factories_are_added_with_a_code_and_usable_at_once(string provider)
    {
        var customer = await Customer.StartAsync(provider);

        var data = (await customer.PostAsync("/factories/upload", new
        {
            factories = new object[] { new { factoryName = "甲厂" }, new { factoryName = "乙厂", factoryCode = "Y" }, new { factoryName = "甲厂" }, new { factoryName = "丙厂", factoryCode = "Y" }, new { } },
        })).Data;

        Assert.Equal((2, 3), (Number(data, "successCount"), Number(data, "failedCount")));
        Assert.Equal(["加工厂名称 甲厂 已存在", "加工厂编码 Y 已存在", "factoryName: 必填"], Failed(data));
        var id = data.GetProperty("successRecords")[0].GetProperty("factoryId").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await customer.CreateAsync(Customer.Order("E1", ("factoryId", id)))).Status);
        var listed = (await customer.Tenant.Admin.GetAsync("/api/system/factories?factoryName=甲")).Data.GetProperty("records")[0];
        Assert.Equal((id, "active", "EXTERNAL"), (listed.GetProperty("id").GetInt64(), listed.GetProperty("status").GetString(), listed.GetProperty("factoryType").GetString()));
        Assert.Matches(@"^FC\d{12}$", listed.GetProperty("factoryCode").GetString()!);
    }

    private static int Number(JsonElement data, string name) => data.GetProperty(name).GetInt32();

    private static List<string?> Failed(JsonElement data) => [.. data.GetProperty("failedRecords").EnumerateArray().Select(r => r.GetProperty("error").GetString())];
}
