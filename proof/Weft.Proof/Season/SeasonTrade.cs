namespace Weft.Proof.Season;

/// <summary>The customer's half of the season: shipments in parts, one of them taken back, statements, payments, the end of each order, and the story of each.</summary>
internal sealed class SeasonTrade(ProofRun run, SeasonHub hub, SeasonBooks books, List<SeasonOrder> orders)
{
    private const string Outstocks = "/api/warehousing/outstocks";
    private const string Statements = "/api/finance/reconciliations";

    private readonly Dice dice = run.Dice(2);

    public async Task PlayAsync()
    {
        foreach (var order in orders)
        {
            await ShipAsync(order, divisor: 2);
            await books.CompareAsync("the first shipment");
            await TooMuchAsync(order);
            await books.CompareAsync("a refused shipment");
        }
        // A completed order is still shipped.
        await CompleteAsync(orders[0]);
        await books.CompareAsync("completing an order");
        foreach (var order in orders)
        {
            await ShipAsync(order, divisor: dice.Between(1, 3));
            await books.CompareAsync("the second shipment");
        }
        await TakeBackAsync(orders[1]);
        await books.CompareAsync("taking a shipment back");
        foreach (var order in orders)
        {
            await BillAsync(order);
        }
        foreach (var order in orders.Skip(1))
        {
            await CompleteAsync(order);
            await books.CompareAsync("completing an order");
        }
        foreach (var order in orders)
        {
            await TraceAsync(order);
        }
    }

    private async Task ShipAsync(SeasonOrder order, int divisor)
    {
        var goods = order.Ordered.Keys.ToDictionary(g => g, g => Math.Max(1, order.InStock(g) / divisor));
        var answer = await hub.PostAsync(Outstocks, Shipment(order, goods));
        order.Shipments.Add(new SeasonShipment(answer.GetProperty("outstockNo").GetString()!, goods));
        order.Statement ??= answer.GetProperty("reconciliationNo").GetString();
        Tell(order, "SHIPPED", goods.Values.Sum());
    }

    private async Task TooMuchAsync(SeasonOrder order)
    {
        var garment = order.Ordered.Keys.First();
        var status = await hub.AttemptAsync(Outstocks, Shipment(order, new Dictionary<Garment, int> { [garment] = order.InStock(garment) + 1 }));
        run.Expect(status == 400, $"more than {order.OrderNo} has was answered {status}");
    }

    private static object Shipment(SeasonOrder order, Dictionary<Garment, int> goods) => new
    {
        outstockType = "shipment", orderNo = order.OrderNo, customerName = "某客户", warehouse = "A仓", expressCompany = "顺丰", trackingNo = "SF1",
        items = goods.Select(g => new { color = g.Key.Color, size = g.Key.Size, quantity = g.Value }),
    };

    private async Task TakeBackAsync(SeasonOrder order)
    {
        var last = order.Shipments[^1];
        await hub.PostAsync($"{Outstocks}/{last.Number}/reverse", new { reason = "装错" });
        last.Reversed = true;
        Tell(order, "REVERSED", last.Quantity);
    }

    private void Tell(SeasonOrder order, string change, int quantity) =>
        books.Expect($"LOGISTICS_UPDATE {order.OrderNo} {change} {quantity} of {order.Shipped} left {Math.Max(0, order.Quantity - order.Shipped)}");

    private async Task BillAsync(SeasonOrder order)
    {
        var path = $"{Statements}/{order.Statement}";
        var (defects, pickup) = (dice.Between(1, 9_999) / 100m, dice.Between(1, 9_999) / 100m);
        await hub.PutAsync(path, new
        {
            deductions = new[] { new { type = "QUALITY_DEFECT", amount = defects, description = "次品" }, new { type = "MATERIAL_PICKUP", amount = pickup, description = "领料" } },
        });
        order.Deductions = defects + pickup;
        await books.CompareAsync("deductions");
        await hub.PostAsync(path + "/verify");
        order.StatementStatus = "verified";
        await books.CompareAsync("verifying");
        await hub.PostAsync(path + "/approve");
        order.StatementStatus = "approved";
        books.Expect($"RECONCILIATION_CREATED {order.OrderNo} {order.Statement} {order.Shipped} {order.Total:0.00} {order.Deductions:0.00} {order.Final:0.00}");
        await books.CompareAsync("approving");

        var payment = new { reconciliationNo = order.Statement, paidAmount = order.Final, paymentMethod = "bank_transfer", paymentRef = "PAY-" + order.External };
        var paid = await hub.SignedPostAsync("PAYMENT_SYNC", "payment/confirm", payment);
        order.StatementStatus = "paid";
        run.Expect(!paid.GetProperty("duplicated").GetBoolean(), $"{order.Statement} was paid before");
        await books.CompareAsync("paying");
        var again = await hub.SignedPostAsync("PAYMENT_SYNC", "payment/confirm", payment);
        run.Expect(again.GetProperty("duplicated").GetBoolean(), $"{order.Statement} was paid twice");
        await books.CompareAsync("paying again");
        run.Expect(await hub.AttemptAsync($"{Outstocks}/{order.Shipments[0].Number}/reverse", new { reason = "试" }) == 400, $"a shipment of {order.Statement}, which is paid, was taken back");
    }

    private async Task CompleteAsync(SeasonOrder order)
    {
        await hub.PostAsync($"/api/production/orders/{order.OrderNo}/complete");
        order.Status = "completed";
        books.Expect($"ORDER_STATUS {order.OrderNo} completed {order.Stored.Values.Sum()}");
    }

    /// <summary>The order's story tells each of its events once, delivered, and no other.</summary>
    private async Task TraceAsync(SeasonOrder order)
    {
        var events = new List<string>();
        var total = 1L;
        for (var page = 1; (page - 1) * 100 < total; page++)
        {
            var story = await hub.ReadAsync($"/api/trace/{order.External}?size=100&page={page}");
            total = story.GetProperty("total").GetInt64();
            events.AddRange(story.GetProperty("records").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "EVENT")
                .Select(r => $"{r.GetProperty("number").GetString()} {r.GetProperty("delivery").GetProperty("state").GetString()}"));
        }
        var heard = hub.Receiver.Received.Where(r => r.Json.GetProperty("data").GetProperty("orderNo").GetString() == order.OrderNo).Select(r => r.EventId + " DELIVERED").Distinct();
        run.Expect(events.Order(StringComparer.Ordinal).SequenceEqual(heard.Order(StringComparer.Ordinal)), $"{order.OrderNo}: the story's events are not those that arrived: {string.Join(", ", events)}");
    }
}
