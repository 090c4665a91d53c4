using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Tests.Modules.Production.Stock;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Shipments;

/// <summary>Goods that leave the warehouse, and come back (production-domain 7).</summary>
public sealed class OutstockTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_shipment_moves_the_stock_and_the_order_and_opens_the_statement(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();

        var (outstockNo, statement) = await goods.ShippedAsync(order.OrderNo, 8, 5);

        Assert.Equal(("OS202602110001", "SR202602110001"), (outstockNo, statement));
        Assert.Equal((2, 0), (await goods.StockAsync("S"), await goods.StockAsync("M")));
        Assert.Equal(13, (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity);
        var read = (await goods.Admin.GetAsync($"{FinishedGoods.Outstocks}/{outstockNo}")).Data;
        Assert.Equal(("shipment", "销售出库", 13, 260m, order.OrderNo, false, "none", 2), (read.GetProperty("outstockType").GetString(), read.GetProperty("outstockTypeName").GetString(),
            read.GetProperty("totalQuantity").GetInt32(), read.GetProperty("totalAmount").GetDecimal(), read.GetProperty("orderNo").GetString(),
            read.GetProperty("reversed").GetBoolean(), read.GetProperty("receiveStatus").GetString(), read.GetProperty("items").GetArrayLength()));
        Assert.Equal("BOOK", read.GetProperty("timeline")[0].GetProperty("action").GetString());
        Assert.Equal(["SHIP"], (await goods.Orders.TimelineAsync(order.OrderId)).Skip(1).Select(e => e.Action));
        await goods.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task No_more_leaves_than_there_is_and_nothing_leaves_when_one_item_can_not(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        // The same garment of another order is in the same stock, but not this order's.
        await goods.OrderAsync(small: 50, medium: 0);

        var tooMany = await goods.ShipAsync(order.OrderNo, 11);
        Assert.Equal(("STATE", "颜色“红”尺码“S”：合格入库 10 件，已出库 0 件，最多再出库 10 件，本次 11 件"), (tooMany.ErrorCode, tooMany.Message));
        await goods.ShippedAsync(order.OrderNo, 6);
        Assert.Contains("最多再出库 4 件", (await goods.ShipAsync(order.OrderNo, 5, 5)).Message, StringComparison.Ordinal);
        Assert.Equal((54, 5), (await goods.StockAsync("S"), await goods.StockAsync("M")));

        await goods.Admin.PostAsync("/api/warehousing/skus/adjust", new { styleNo = "FZ2024001", color = "红", size = "M", delta = -2, reason = "盘亏" });
        var short1 = await goods.ShipAsync(order.OrderNo, 4, 5);
        Assert.Equal(("STATE", "库存不足：FZ2024001-红-M 可用 3 件，需要 5 件"), (short1.ErrorCode, short1.Message));
        Assert.Equal((54, 3, 6), (await goods.StockAsync("S"), await goods.StockAsync("M"), (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity));
        Assert.Equal(1, (await goods.Admin.GetAsync($"{FinishedGoods.Outstocks}?orderNo={order.OrderNo}")).Data.GetProperty("total").GetInt32());
        await goods.BooksBalanceAsync();
    }

    [Theory]
    [InlineData(OrderStatus.Pending, false)]
    [InlineData(OrderStatus.Production, true)]
    [InlineData(OrderStatus.Completed, true)]
    [InlineData(OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Scrapped, false)]
    public async Task Orders_in_production_and_completed_ones_are_shipped(OrderStatus status, bool ships)
    {
        var goods = await FinishedGoods.StartAsync("sqlite");
        var order = await goods.OrderAsync();
        await goods.Orders.BringToAsync(order.OrderNo, status);

        var answer = await goods.ShipAsync(order.OrderNo, 1);

        Assert.Equal(ships ? (200, null) : (400, "STATE"), (answer.Status, answer.ErrorCode));
        Assert.Equal(ships ? 9 : 10, await goods.StockAsync("S"));
    }

    [Fact]
    public async Task Bad_input_names_the_field()
    {
        var goods = await FinishedGoods.StartAsync("sqlite");
        var order = await goods.OrderAsync();
        object[] one = [new { color = "红", size = "S", quantity = 1 }];
        foreach (var (body, fields) in new (object, string[])[]
        {
            (new { orderNo = order.OrderNo, items = one, customerName = "客" }, ["outstockType"]),
            (new { outstockType = "sales", orderNo = order.OrderNo, items = one }, ["outstockType"]),
            (new { outstockType = "shipment", items = one }, ["orderNo", "items[0].skuCode", "customerName"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, items = Array.Empty<object>(), customerName = "客" }, ["items"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", items = new object[] { new { color = "红", quantity = 0 } } }, ["items[0].size", "items[0].quantity"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", items = new[] { one[0], one[0] } }, ["items[1]"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", items = new[] { one[0], new { skuCode = "FZ2024001-红-S", quantity = 1 } } }, ["items[1]"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", items = new object[] { new { color = "蓝", size = "S", quantity = 1 } } }, ["items[0]"]),
            (new { outstockType = "scrap", items = new object[] { new { skuCode = "FZ2024001-红-S", quantity = 1 } } }, ["reason"]),
            (new { outstockType = "transfer", items = new object[] { new { skuCode = "没有", quantity = 1 } } }, ["items[0]"]),
            (new { outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", items = new object[] { new { color = "红", size = "S", quantity = 1, salesPrice = 23 } } }, ["reason"]),
        })
        {
            Assert.Equal(fields, StockTests.Fields(await goods.Admin.PostAsync(FinishedGoods.Outstocks, body)));
        }
        Assert.Equal(404, (await goods.ShipAsync("PO202602119999", 1)).Status);
        Assert.Equal(200, (await goods.Admin.PostAsync(FinishedGoods.Outstocks, new
        {
            outstockType = "shipment", orderNo = order.OrderNo, customerName = "客", reason = "尾货折扣", items = new object[] { new { color = "红", size = "S", quantity = 1, salesPrice = 10 } },
        })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Transfers_and_scrapped_goods_leave_the_stock_and_nothing_else(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        object[] items = [new { skuCode = "FZ2024001-红-S", quantity = 2 }];

        Assert.Equal(200, (await goods.Admin.PostAsync(FinishedGoods.Outstocks, new { outstockType = "transfer", items })).Status);
        var scrapped = await goods.Admin.PostAsync(FinishedGoods.Outstocks, new { outstockType = "scrap", orderNo = order.OrderNo, items, reason = "水渍" });
        Assert.True(scrapped.Status == 200, scrapped.Text);

        Assert.Equal((6, 0), (await goods.StockAsync("S"), (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity));
        Assert.Equal(0, (await goods.Admin.GetAsync(FinishedGoods.Statements)).Data.GetProperty("total").GetInt32());
        var number = scrapped.Data.GetProperty("outstockNo").GetString();
        Assert.Equal("STATE", (await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{number}/receive", new { })).ErrorCode);
        Assert.Equal(200, (await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{number}/reverse", new { reason = "错" })).Status);
        Assert.Equal(8, await goods.StockAsync("S"));
        await goods.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_reversal_brings_everything_back_and_counts_nowhere(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        var (first, statement) = await goods.ShippedAsync(order.OrderNo, 4);
        await goods.ShippedAsync(order.OrderNo, 3);
        var path = $"{FinishedGoods.Outstocks}/{first}";

        Assert.Equal(["reason"], StockTests.Fields(await goods.Admin.PostAsync(path + "/reverse", new { })));
        Assert.Equal("STALE", (await goods.Admin.PostAsync(path + "/reverse", new { reason = "发错", version = 9 })).ErrorCode);
        var reversed = await goods.Admin.PostAsync(path + "/reverse", new { reason = "发错" });
        Assert.Equal("RV" + first, reversed.Data.GetProperty("outstockNo").GetString());

        Assert.Equal((7, 3), (await goods.StockAsync("S"), (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity));
        Assert.Equal((3, 60m), ((await goods.StatementAsync(statement)).GetProperty("quantity").GetInt32(), (await goods.StatementAsync(statement)).GetProperty("finalAmount").GetDecimal()));
        Assert.Equal(3, (await goods.Orders.WithDbAsync(db => ShippedPieces.OfOrderAsync(db, order.OrderId, CancellationToken.None)))[("红", "S")]);
        Assert.True((await goods.Admin.GetAsync(path)).Data.GetProperty("reversed").GetBoolean());
        Assert.Equal("STATE", (await goods.Admin.PostAsync(path + "/reverse", new { reason = "再" })).ErrorCode);
        Assert.Equal("STATE", (await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/RV{first}/reverse", new { reason = "再" })).ErrorCode);
        Assert.Equal("STATE", (await goods.Admin.PutAsync(path + "/shipping", new { trackingNo = "SF1" })).ErrorCode);
        Assert.Equal(200, (await goods.ShipAsync(order.OrderNo, 7)).Status);
        await goods.BooksBalanceAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Only_shipping_data_changes_afterwards(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        var (number, _) = await goods.ShippedAsync(order.OrderNo, 2);
        var path = $"{FinishedGoods.Outstocks}/{number}";

        var edited = await goods.Admin.PutAsync(path + "/shipping", new { expressCompany = "顺丰", trackingNo = "SF1", customerPhone = "13800000000", quantity = 99 });
        Assert.Equal(("顺丰", "SF1", "13800000000", 2), (edited.Data.GetProperty("expressCompany").GetString(), edited.Data.GetProperty("trackingNo").GetString(),
            edited.Data.GetProperty("customerPhone").GetString(), edited.Data.GetProperty("totalQuantity").GetInt32()));
        Assert.Equal(["customerName"], StockTests.Fields(await goods.Admin.PutAsync(path + "/shipping", new { customerName = (string?)null })));
        Assert.Equal("UPDATE_SHIPPING", edited.Data.GetProperty("timeline")[0].GetProperty("action").GetString());
        Assert.Equal(2, (await goods.Admin.PutAsync(path + "/shipping", new { expressCompany = "顺丰" })).Data.GetProperty("timeline").GetArrayLength());
        Assert.Equal("STALE", (await goods.Admin.PutAsync(path + "/shipping", new { remark = "x", version = 0 })).ErrorCode);

        Assert.Equal(["receiveTime"], StockTests.Fields(await goods.Admin.PostAsync(path + "/receive", new { receiveTime = "2099-01-01T00:00:00+08:00" })));
        Assert.Equal("received", (await goods.Admin.PostAsync(path + "/receive")).Data.GetProperty("receiveStatus").GetString());
        Assert.Equal("STATE", (await goods.Admin.PostAsync(path + "/receive")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_filters(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (order, other) = (await goods.OrderAsync(), await goods.OrderAsync(style: "B_1"));
        var (one, _) = await goods.ShippedAsync(order.OrderNo, 1, tracking: "SF_9");
        var (two, _) = await goods.ShippedAsync(other.OrderNo, 1);
        var (three, _) = await goods.ShippedAsync(order.OrderNo, 1);
        await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{three}/reverse", new { reason = "错" });

        foreach (var (query, numbers) in new (string, string[])[]
        {
            ("", ["RV" + three, three, two, one]), ("reversed=true", [three]), ("trackingNo=SF_9", [one]), ("shippingFilled=true", [one]), ("orderNo=" + other.OrderNo, [two]),
            ("styleNo=B_1", [two]), ("keyword=F_9", [one]), ("outstockType=scrap", []), ("page=2&size=2", [two, one]), ("to=2026-02-10", []), ("from=2026-02-11&reversed=false", ["RV" + three, two, one]),
            ("receiveStatus=received", []), ("outstockNo=" + one, [one]), ("warehouse=A仓", ["RV" + three, three, two, one]),
        })
        {
            var answer = await goods.Admin.GetAsync($"{FinishedGoods.Outstocks}?{query}");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.Equal((query, string.Join(',', numbers)), (query, string.Join(',', answer.Data.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("outstockNo").GetString()))));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_not_is_refused_and_what_is_out_of_reach_is_not_found(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var stranger = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        var (number, _) = await goods.ShippedAsync(order.OrderNo, 1);
        var path = $"{FinishedGoods.Outstocks}/{number}";
        var viewer = await goods.Tenant.UserAsync("all", "MENU_FINISHED_GOODS_VIEW");
        var own = await goods.Tenant.UserAsync("own", "MENU_FINISHED_GOODS_VIEW", "OUTSTOCK_CREATE", "OUTSTOCK_EDIT", "OUTSTOCK_REVERSE");

        Assert.Equal(200, (await viewer.GetAsync(path)).Status);
        foreach (var (client, status) in new[] { (viewer, 403), (own, 404), (stranger.Admin, 404) })
        {
            Assert.Equal(status, (await goods.ShipAsync(order.OrderNo, 1, by: client)).Status);
            Assert.Equal(status, (await client.PutAsync(path + "/shipping", new { trackingNo = "SF1" })).Status);
            Assert.Equal(status, (await client.PostAsync(path + "/receive", new { })).Status);
            Assert.Equal(status, (await client.PostAsync(path + "/reverse", new { reason = "错" })).Status);
        }
        Assert.Equal(404, (await own.GetAsync(path)).Status);
        Assert.Equal(0, (await own.GetAsync(FinishedGoods.Outstocks)).Data.GetProperty("total").GetInt32());
        Assert.Equal(404, (await stranger.Admin.GetAsync(path)).Status);
        Assert.Equal(9, await goods.StockAsync("S"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_who_ship_the_last_pieces_on_two_nodes_one_does(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == "postgres" ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        var goods = await FinishedGoods.StartAsync(provider, first);
        var elsewhere = new ConsoleClient((second ?? first).Http, goods.Admin.Token);
        var order = await goods.OrderAsync(small: 12, medium: 12);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => goods.ShipAsync(order.OrderNo, 3, 3, by: i % 2 == 0 ? goods.Admin : elsewhere)));

        Assert.Equal(4, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("STATE", a.ErrorCode));
        Assert.Equal((0, 0, 24), (await goods.StockAsync("S"), await goods.StockAsync("M"), (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity));
        var statement = Assert.Single((await goods.Admin.GetAsync(FinishedGoods.Statements)).Data.GetProperty("records").EnumerateArray());
        Assert.Equal(24, statement.GetProperty("quantity").GetInt32());
        await goods.BooksBalanceAsync();

        var number = answers.First(a => a.Status == 200).Data.GetProperty("outstockNo").GetString();
        var reversals = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            (i % 2 == 0 ? goods.Admin : elsewhere).PostAsync($"{FinishedGoods.Outstocks}/{number}/reverse", new { reason = "错" })));
        Assert.Single(reversals, a => a.Status == 200);
        Assert.All(reversals.Where(a => a.Status != 200), a => Assert.True(a.ErrorCode is "STATE" or "STALE", a.Text));
        Assert.Equal((3, 18), (await goods.StockAsync("S"), (await goods.Orders.ReadAsync(order.OrderNo)).ShippedQuantity));
    }
}
