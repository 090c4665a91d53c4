using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync;

/// <summary>GET /orders/{orderNo} and POST /orders/list.</summary>
public sealed class ReadOrdersTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_credential_reads_what_its_scope_covers_and_nothing_else_exists_for_it(string provider)
    {
        var one = await Customer.StartAsync(provider);
        var two = await Customer.OfAsync(one.Tenant);
        var wide = await Customer.OfAsync(one.Tenant, OrderScope.TenantOpenApi);
        var all = await Customer.OfAsync(one.Tenant, OrderScope.TenantAll);
        var stranger = await Customer.StartAsync(provider);
        var made = (await one.CreateAsync(Customer.Order("E1"))).Data.GetProperty("orderNo").GetString()!;
        var console = (await one.Tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "A", orderQuantity = 3 })).Data.GetProperty("orderNo").GetString()!;

        foreach (var (customer, gateway, own) in new[] { (one, true, false), (two, false, false), (wide, true, false), (all, true, true), (stranger, false, false) })
        {
            Assert.Equal(gateway ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync(made)).Status);
            Assert.Equal(own ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync(console)).Status);
            Assert.Equal((gateway ? 1 : 0) + (own ? 1 : 0), (await customer.PostAsync("/orders/list", new { })).Data.GetProperty("total").GetInt32());
        }
        Assert.Equal("NOT_FOUND", (await stranger.GetAsync(made)).ErrorCode);
        Assert.Equal("NOT_FOUND", (await one.GetAsync("PO2026%0A02110001")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_is_newest_first_filtered_and_paged(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var customer = await Customer.StartAsync(on: hub);
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await customer.CreateAsync(Customer.Order("E" + i, ("styleNo", i == 3 ? "B" : "A")))).Status);
            hub.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["E5", "E4", "E3", "E2", "E1"], await ListAsync(customer, new { }));
        Assert.Equal(["E3"], await ListAsync(customer, new { styleNo = "B" }));
        Assert.Equal(["E2"], await ListAsync(customer, new { externalOrderNo = "E2" }));
        Assert.Equal(["E3", "E2"], await ListAsync(customer, new { page = 2, size = 2, status = "pending" }));
        Assert.Equal([], await ListAsync(customer, new { status = "completed" }));
        // Orders came at 14:30, 15:30, … 18:30 of the tenant's day.
        Assert.Equal(["E3", "E2"], await ListAsync(customer, new { createdFrom = "2026-02-11T15:30:00+08:00", createdTo = "2026-02-11T16:30:00+08:00" }));
        Assert.Equal(5, (await ListAsync(customer, new { createdFrom = "2026-02-11", createdTo = "2026-02-11" })).Count);
        Assert.Equal([], await ListAsync(customer, new { createdFrom = "2026-02-12" }));
        Assert.Equal(["E5"], await ListAsync(customer, new { updatedFrom = "2026-02-11T10:00:00Z" }));

        foreach (var (body, field) in new (object, string)[]
        {
            (new { status = "done" }, "status"), (new { size = 101 }, "size"), (new { page = 0 }, "page"), (new { createdFrom = "2026-02-11T15:30:00" }, "createdFrom"),
        })
        {
            Assert.Equal([field], Customer.Errors(await customer.PostAsync("/orders/list", body)));
        }
        Assert.Equal(["未识别的字段: sort"], Customer.Texts((await customer.PostAsync("/orders/list", new { sort = "x" })).Data.GetProperty("warnings")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_read_of_one_order_and_the_list_tell_the_same_of_each_column(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        await customer.FactoryAsync("东莞一厂");
        (string, object?)[] fields =
        [
            ("colors", new[] { "红", "蓝" }), ("sizes", new[] { "S", "M" }), ("factoryName", "东莞一厂"), ("requiredDate", "2026-03-01"), ("plannedStartDate", "2026-02-12"),
            ("plannedEndDate", "2026-02-28"), ("remark", "加急 A"),
        ];
        var full = (await customer.CreateAsync(Customer.Order("FULL", fields))).Data.GetProperty("orderNo").GetString()!;
        var bare = (await customer.CreateAsync(Customer.Order("BARE"))).Data.GetProperty("orderNo").GetString()!;
        Assert.Equal(200, (await customer.Tenant.Admin.PostAsync($"/api/production/orders/{full}/complete", new { reason = "清仓", force = true })).Status);

        foreach (var orderNo in new[] { full, bare })
        {
            var (one, listed) = await customer.Tenant.InAsync(async services =>
            {
                var orders = services.GetRequiredService<OrderQueries>();
                var page = await orders.ListAsync(new OrderFilter { OrderNo = orderNo }, OrderVisibility.All, new PageRequest(1, 1), CancellationToken.None);
                return (await orders.FindAsync(orderNo, OrderVisibility.All, CancellationToken.None), page.Records[0]);
            });
            Assert.Equal(JsonSerializer.Serialize(listed), JsonSerializer.Serialize(one));
            Assert.Equal(DateTimeKind.Utc, one!.CreateTime.Kind);
            Assert.Equal(orderNo == full, one.ActualEndDate is not null);
        }
    }

    private static async Task<List<string?>> ListAsync(Customer customer, object body)
    {
        var answer = await customer.PostAsync("/orders/list", body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Data.GetProperty("records").EnumerateArray().Select(o => o.GetProperty("externalOrderNo").GetString())];
    }
}
