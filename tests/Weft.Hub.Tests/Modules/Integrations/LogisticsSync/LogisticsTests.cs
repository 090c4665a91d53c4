using System.Net;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.LogisticsSync;

/// <summary>What customers learn of shipments: by query and by event (openapi-gateway 6.5, 6.9, 7.3).</summary>
public sealed class LogisticsTests
{
    private const string Type = "LOGISTICS_SYNC";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_orders_shipments_are_read_and_reversed_ones_count_in_no_sum(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var customer = await CustomerOf.TypeAsync(goods.Tenant, Type);
        var order = await goods.OrderAsync(app: 7);
        Assert.Equal(0, (await customer.GetAsync("/logistics/" + order.OrderNo)).Data.GetProperty("totalShipments").GetInt32());
        var (one, _) = await goods.ShippedAsync(order.OrderNo, 3, 2, "SF1");
        var (two, _) = await goods.ShippedAsync(order.OrderNo, 1);
        await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{two}/reverse", new { reason = "错" });
        await goods.Admin.PostAsync(FinishedGoods.Outstocks, new { outstockType = "transfer", orderNo = order.OrderNo, items = new[] { new { skuCode = "FZ2024001-红-S", quantity = 1 } } });

        var data = (await customer.GetAsync("/logistics/" + order.OrderNo)).Data;
        Assert.Equal((100, 1, 5), (data.GetProperty("orderQuantity").GetInt32(), data.GetProperty("totalShipments").GetInt32(), data.GetProperty("totalShippedQuantity").GetInt32()));
        Assert.Equal([(two, true), (one, false)], data.GetProperty("shipments").EnumerateArray().Select(s => (s.GetProperty("outstockNo").GetString()!, s.GetProperty("reversed").GetBoolean())));
        Assert.Equal(
            $$$"""{"outstockNo":"{{{one}}}","outstockType":"shipment","quantity":5,"warehouse":"A仓","expressCompany":"顺丰","trackingNo":"SF1","items":[{"skuCode":"FZ2024001-红-S","color":"红","size":"S","quantity":3},{"skuCode":"FZ2024001-红-M","color":"红","size":"M","quantity":2}],"shippedAt":"2026-02-11T14:30:00+08:00","receiveStatus":"none","receiveTime":null,"reversed":false}""",
            data.GetProperty("shipments")[1].GetRawText());

        var list = (await customer.PostAsync("/logistics/list", new { orderNo = order.OrderNo, from = "2026-02-11", size = 1 })).Data;
        Assert.Equal((2, 1, order.OrderNo), (list.GetProperty("total").GetInt32(), list.GetProperty("records").GetArrayLength(), list.GetProperty("records")[0].GetProperty("orderNo").GetString()));
        Assert.Equal(0, (await customer.PostAsync("/logistics/list", new { from = "2026-02-12" })).Data.GetProperty("total").GetInt32());
        Assert.Equal("VALIDATION", (await customer.PostAsync("/logistics/list", new { size = 101 })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_credential_sees_what_its_scope_covers(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var usual = await CustomerOf.TypeAsync(goods.Tenant, Type);
        var own = await CustomerOf.TypeAsync(goods.Tenant, Type, OrderScope.Own);
        var all = await CustomerOf.TypeAsync(goods.Tenant, Type, OrderScope.TenantAll);
        var payer = await CustomerOf.TypeAsync(goods.Tenant, "PAYMENT_SYNC");
        var stranger = await CustomerOf.TypeAsync((await FinishedGoods.StartAsync(provider)).Tenant, Type, OrderScope.TenantAll);
        var (gateway, console) = (await goods.OrderAsync(app: 7), await goods.OrderAsync());
        await goods.ShippedAsync(gateway.OrderNo, 1);
        await goods.ShippedAsync(console.OrderNo, 1);

        foreach (var (customer, seesGateway, seesConsole) in new[] { (usual, true, false), (own, false, false), (all, true, true), (stranger, false, false) })
        {
            Assert.Equal(seesGateway ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync("/logistics/" + gateway.OrderNo)).Status);
            Assert.Equal(seesConsole ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync("/logistics/" + console.OrderNo)).Status);
            Assert.Equal((seesGateway ? 1 : 0) + (seesConsole ? 1 : 0), (await customer.PostAsync("/logistics/list", new { })).Data.GetProperty("total").GetInt32());
        }
        Assert.Equal("APP_TYPE", (await payer.GetAsync("/logistics/" + gateway.OrderNo)).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_shipment_its_tracking_number_and_its_reversal_are_told_in_order_and_nothing_else(string provider)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var goods = await FinishedGoods.StartAsync(provider);
        await CustomerOf.TypeAsync(goods.Tenant, Type, OrderScope.TenantAll, receiver.Url("/webhook"));
        var order = await goods.OrderAsync();
        var (number, _) = await goods.ShippedAsync(order.OrderNo, 3, 2);
        var path = $"{FinishedGoods.Outstocks}/{number}";
        await receiver.WaitForCountAsync(1);

        // A transfer, a remark, a refused command and the same data again tell nothing.
        await goods.Admin.PostAsync(FinishedGoods.Outstocks, new { outstockType = "transfer", items = new[] { new { skuCode = "FZ2024001-红-S", quantity = 1 } } });
        await goods.ShipAsync(order.OrderNo, 99);
        await goods.Admin.PutAsync(path + "/shipping", new { remark = "小心" });
        await goods.Admin.PutAsync(path + "/shipping", new { expressCompany = "顺丰", trackingNo = "SF1" });
        await goods.Admin.PutAsync(path + "/shipping", new { expressCompany = "顺丰", trackingNo = "SF1" });
        await receiver.WaitForCountAsync(2);
        await goods.Admin.PostAsync(path + "/reverse", new { reason = "错" });
        await receiver.WaitForCountAsync(3);

        var told = receiver.Received.Select(r => r.Json).OrderBy(j => j.GetProperty("data").GetProperty("changeType").GetString() switch { "SHIPPED" => 0, "UPDATED" => 1, _ => 2 }).ToList();
        Assert.All(told, t => Assert.Equal("LOGISTICS_UPDATE", t.GetProperty("event").GetString()));
        Assert.Equal([("SHIPPED", 5, 95), ("UPDATED", 5, 95), ("REVERSED", 0, 100)], told.Select(t => t.GetProperty("data")).Select(d => (
            d.GetProperty("changeType").GetString()!, d.GetProperty("totalShippedQuantity").GetInt32(), d.GetProperty("remainingQuantity").GetInt32())));
        Assert.Equal(
            $$$"""{"orderNo":"{{{order.OrderNo}}}","externalOrderNo":null,"changeType":"UPDATED","outstockNo":"{{{number}}}","outstockType":"shipment","quantity":5,"warehouse":"A仓","expressCompany":"顺丰","trackingNo":"SF1","items":[{"skuCode":"FZ2024001-红-S","color":"红","size":"S","quantity":3},{"skuCode":"FZ2024001-红-M","color":"红","size":"M","quantity":2}],"totalShippedQuantity":5,"remainingQuantity":95,"shippedAt":"2026-02-11T14:30:00+08:00"}""",
            told[1].GetProperty("data").GetRawText());
    }
}
