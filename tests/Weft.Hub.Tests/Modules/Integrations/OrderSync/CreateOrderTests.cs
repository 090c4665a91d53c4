using System.Net;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync;

public sealed class CreateOrderTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_is_made_with_its_number_and_marker(string provider)
    {
        var customer = await Customer.StartAsync(provider);

        var answer = await customer.CreateAsync(Customer.Order("ERP-001", ("requiredDate", "2099-03-01"), ("remark", "加急\n谢谢"), ("colors", new[] { "红", "蓝" }), ("other", 1)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var data = answer.Data;
        Assert.True(data.GetProperty("success").GetBoolean());
        Assert.False(data.GetProperty("duplicated").GetBoolean());
        Assert.Equal("pending", data.GetProperty("status").GetString());
        Assert.Equal("OpenAPI-" + customer.Credential.AppName, data.GetProperty("createdByName").GetString());
        Assert.EndsWith("+08:00", data.GetProperty("createTime").GetString(), StringComparison.Ordinal);
        Assert.Equal(["款号 FZ2024001 不在款式库中，订单待关联", "未识别的字段: other"], Customer.Texts(data.GetProperty("warnings")));
        var order = (await customer.GetAsync(data.GetProperty("orderNo").GetString()!)).Data;
        Assert.Equal(("ERP-001", "2099-03-01", "加急\n谢谢", "待生产"),
            (order.GetProperty("externalOrderNo").GetString(), order.GetProperty("expectedShipDate").GetString(), order.GetProperty("remark").GetString(),
                order.GetProperty("statusName").GetString()));
        Assert.Equal(["红", "蓝"], Customer.Texts(order.GetProperty("colors")));
    }

    private static readonly Lazy<Task<Customer>> Shared = new(() => Customer.StartAsync());

    // field, value, the field that is named; null where the value is right.
    public static TheoryData<string, string, string?> Rules => new()
    {
        { "externalOrderNo", "null", "externalOrderNo" },
        { "externalOrderNo", "\"\"", "externalOrderNo" },
        { "externalOrderNo", "\"a\\u0007\"", "externalOrderNo" },
        { "externalOrderNo", "12", "externalOrderNo" },
        { "externalOrderNo", "LONG65", "externalOrderNo" },
        { "externalOrderNo", "LONG64", null },
        { "styleNo", "\" \"", "styleNo" },
        { "styleNo", "LONG65", "styleNo" },
        { "styleName", "LONG129", "styleName" },
        { "quantity", "0", "quantity" },
        { "quantity", "1000001", "quantity" },
        { "quantity", "1000000", null },
        { "quantity", "\"500\"", "quantity" },
        { "quantity", "1.5", "quantity" },
        { "quantity", "5e2", "quantity" },
        { "quantity", "true", "quantity" },
        { "quantity", "null", "quantity" },
        { "colors", "\"红\"", "colors" },
        { "colors", "[\"红\",\"红\"]", "colors[1]" },
        { "colors", "[\"\"]", "colors[0]" },
        { "colors", "[1]", "colors[0]" },
        { "sizes", "[\"S,M\"]", "sizes[0]" },
        { "sizes", "[\"S\",\"M\"]", null },
        { "requiredDate", "\"2026-02-10\"", "requiredDate" },
        { "requiredDate", "\"2026-02-11\"", null },
        { "requiredDate", "\"2026/02/12\"", "requiredDate" },
        { "requiredDate", "\"2026-02-30\"", "requiredDate" },
        { "expectedShipDate", "\"2026-02-12\"", null },
        { "factoryId", "\"1\"", "factoryId" },
        { "factoryId", "999999999", "factoryId" },
        { "remark", "LONG501", "remark" },
        { "remarks", "\"说明\"", null },
        { "company", "LONG65", "company" },
        { "factoryName", "LONG101", "factoryName" },
        { "plannedStartDate", "\"x\"", "plannedStartDate" },
        { "processUnitPrices", "[{\"processName\":\"平车\",\"unitPrice\":1.23456}]", "processUnitPrices[0].unitPrice" },
        { "processUnitPrices", "[{\"processName\":\"平车\",\"unitPrice\":-1}]", "processUnitPrices[0].unitPrice" },
        { "processUnitPrices", "[{\"unitPrice\":1}]", "processUnitPrices[0].processName" },
        { "processUnitPrices", "[{\"processCode\":\"C1\",\"unitPrice\":1.2345}]", null },
        { "items", "[]", "items" },
        { "items", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":499}]", "items" },
        { "items", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":250},{\"color\":\"红\",\"size\":\"S\",\"quantity\":250}]", "items[1]" },
        { "items", "[{\"color\":\"红\",\"size\":\"S,\",\"quantity\":500}]", "items[0].size" },
        { "items", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":500}]", null },
    };

    [Theory, MemberData(nameof(Rules))]
    public async Task Each_field_has_its_rule(string field, string json, string? error)
    {
        var customer = await Shared.Value;
        var value = json.StartsWith("LONG", StringComparison.Ordinal) ? $"\"{new string('x', int.Parse(json[4..], System.Globalization.CultureInfo.InvariantCulture))}\"" : json;
        var fields = new Dictionary<string, string> { ["externalOrderNo"] = $"\"E-{Guid.NewGuid():N}\"", ["styleNo"] = "\"FZ2024001\"", ["quantity"] = "500", [field] = value };

        var answer = await customer.CreateAsync("{" + string.Join(",", fields.Select(f => $"\"{f.Key}\":{f.Value}")) + "}");

        Assert.Equal(error is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        if (error is not null)
        {
            Assert.Equal("VALIDATION", answer.ErrorCode);
            Assert.Equal([error], Customer.Errors(answer));
        }
    }

    [Fact]
    public async Task Fields_are_judged_together_and_all_errors_are_named()
    {
        var customer = await Customer.StartAsync();

        Assert.Equal(["remarks"], Customer.Errors(await customer.CreateAsync(Customer.Order("1", ("remark", "甲"), ("remarks", "乙")))));
        Assert.Equal(HttpStatusCode.OK, (await customer.CreateAsync(Customer.Order("2", ("remark", "甲"), ("remarks", "甲")))).Status);
        Assert.Equal(["expectedShipDate"], Customer.Errors(await customer.CreateAsync(Customer.Order("3", ("requiredDate", "2099-01-01"), ("expectedShipDate", "2099-01-02")))));
        Assert.Equal(["plannedEndDate"], Customer.Errors(await customer.CreateAsync(Customer.Order("4", ("plannedStartDate", "2099-01-02"), ("plannedEndDate", "2099-01-01")))));
        var items = new[] { new { color = "红", size = "S", quantity = 300 }, new { color = "蓝", size = "M", quantity = 200 } };
        Assert.Equal(["colors", "sizes"], Customer.Errors(await customer.CreateAsync(Customer.Order("5", ("items", items), ("colors", new[] { "红" }), ("sizes", new[] { "S", "L" })))));
        var made = await customer.CreateAsync(Customer.Order("6", ("items", items), ("sizes", new[] { "M", "S" })));
        Assert.Equal(["红", "蓝"], Customer.Texts((await customer.GetAsync(made.Data.GetProperty("orderNo").GetString()!)).Data.GetProperty("colors")));
        Assert.Equal(["externalOrderNo", "styleNo", "quantity"], Customer.Errors(await customer.CreateAsync("{}")));
        Assert.Equal("BAD_JSON", (await customer.CreateAsync("{\"a\":")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_repeat_is_answered_with_the_stored_order_and_other_content_is_a_conflict(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        var first = await customer.CreateAsync("""{"externalOrderNo":"E1","styleNo":"A","quantity":5,"processUnitPrices":[{"processName":"平车","unitPrice":1.50}],"remark":"r"}""");

        // The same content, written otherwise: other order, an alias, other zeros, an unknown field.
        var repeat = await customer.CreateAsync("""{"x":1,"quantity":5,"remarks":"r","styleNo":"A","externalOrderNo":"E1","company":null,"processUnitPrices":[{"unitPrice":1.5,"processName":"平车"}]}""");
        Assert.Equal(HttpStatusCode.OK, repeat.Status);
        Assert.True(repeat.Data.GetProperty("duplicated").GetBoolean());
        foreach (var name in new[] { "orderNo", "orderId", "createTime", "styleName" })
        {
            Assert.Equal(first.Data.GetProperty(name).ToString(), repeat.Data.GetProperty(name).ToString());
        }

        var other = await customer.CreateAsync("""{"externalOrderNo":"E1","styleNo":"A","quantity":6}""");
        Assert.Equal("IDEMPOTENCY_CONFLICT", other.ErrorCode);
        Assert.Contains(first.Data.GetProperty("orderNo").GetString()!, other.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await customer.PostAsync("/orders/list", new { })).Data.GetProperty("total").GetInt32());

        var colleague = await Customer.OfAsync(customer.Tenant);
        Assert.False((await colleague.CreateAsync("""{"externalOrderNo":"E1","styleNo":"A","quantity":6}""")).Data.GetProperty("duplicated").GetBoolean());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Sixty_four_calls_with_one_number_make_one_order(string provider)
    {
        var customer = await Customer.StartAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => customer.CreateAsync(Customer.Order("E1"))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Data.GetProperty("orderNo").GetString()).Distinct());
        Assert.Equal(63, answers.Count(a => a.Data.GetProperty("duplicated").GetBoolean()));
        Assert.Equal(1, (await customer.PostAsync("/orders/list", new { })).Data.GetProperty("total").GetInt32());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_repeat_is_known_when_its_day_has_passed_and_its_factory_was_closed(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var customer = await Customer.StartAsync(on: hub);
        var factory = await customer.FactoryAsync("东方制衣");
        var order = Customer.Order("E1", ("requiredDate", "2026-02-11"), ("factoryId", factory));
        var first = await customer.CreateAsync(order);
        Assert.Equal(HttpStatusCode.OK, first.Status);

        Assert.Equal(200, (await customer.Tenant.Admin.PostAsync($"/api/system/factories/{factory}/deactivate")).Status);
        Assert.True((await customer.CreateAsync(order)).Data.GetProperty("duplicated").GetBoolean());
        hub.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await customer.CreateAsync(order)).Data.GetProperty("duplicated").GetBoolean());
        order["externalOrderNo"] = "E2";
        Assert.Equal(["requiredDate"], Customer.Errors(await customer.CreateAsync(order)));
        order["requiredDate"] = "2026-02-12";
        Assert.Equal(["factoryId"], Customer.Errors(await customer.CreateAsync(order)));
    }
}
