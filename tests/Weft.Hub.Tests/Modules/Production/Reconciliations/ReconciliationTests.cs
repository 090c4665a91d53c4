using System.Text.Json;
using Weft.Hub.Modules.Production;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Hub.Tests.Modules.Production.Stock;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Reconciliations;

/// <summary>What customers owe: amounts, people, and who wins a race (production-domain 9).</summary>
public sealed class ReconciliationTests
{
    private const string Statements = FinishedGoods.Statements;

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_statement_follows_the_shipments_while_pending_and_another_one_takes_the_rest(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        var (_, one) = await goods.ShippedAsync(order.OrderNo, 3);
        Assert.Equal(one, (await goods.ShippedAsync(order.OrderNo, 2)).Statement);
        await goods.DoneAsync(one, "verify");
        var (_, two) = await goods.ShippedAsync(order.OrderNo, 4);
        Assert.NotEqual(one, two);
        Assert.Equal(two, (await goods.ShippedAsync(order.OrderNo, 1, 2)).Statement);

        var (first, second) = (await goods.StatementAsync(one), await goods.StatementAsync(two));
        Assert.Equal((5, 100m, 7, 140m), (first.GetProperty("quantity").GetInt32(), first.GetProperty("finalAmount").GetDecimal(),
            second.GetProperty("quantity").GetInt32(), second.GetProperty("finalAmount").GetDecimal()));
        Assert.Equal(("某客户", "2026-02-11", 2), (second.GetProperty("customerName").GetString(), second.GetProperty("reconciliationDate").GetString(),
            second.GetProperty("shipments").GetArrayLength()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Closing_an_order_ensures_its_statement(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (unshipped, shipped) = (await goods.OrderAsync(), await goods.OrderAsync());
        var (_, number) = await goods.ShippedAsync(shipped.OrderNo, 2);

        Assert.Null((await goods.Orders.CompleteAsync(unshipped.OrderNo, force: true, reason: "清单")).Refusal);
        Assert.Null((await goods.Orders.CompleteAsync(shipped.OrderNo, force: true, reason: "清单")).Refusal);

        var list = (await goods.Admin.GetAsync($"{Statements}?sort=x")).Data.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal([(unshipped.OrderNo, 0), (shipped.OrderNo, 2)], list.Select(r => (r.GetProperty("orderNo").GetString()!, r.GetProperty("quantity").GetInt32())));
        Assert.Equal(number, list[1].GetProperty("reconciliationNo").GetString());
        // The statement over nothing is the one that later shipments are billed on.
        Assert.Equal(list[0].GetProperty("reconciliationNo").GetString(), (await goods.ShippedAsync(unshipped.OrderNo, 1)).Statement);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deductions_take_off_supplements_add_and_nothing_goes_below_zero(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync(price: 19.99m);
        var (outstock, number) = await goods.ShippedAsync(order.OrderNo, 3);
        var path = $"{Statements}/{number}";
        object Deductions(params (string Type, decimal Amount)[] items) => new { deductions = items.Select(i => new { type = i.Type, amount = i.Amount, description = "说明" }) };

        var edited = await goods.Admin.PutAsync(path, Deductions(("QUALITY_DEFECT", 10.5m), ("SUPPLEMENT", 3.01m), ("OTHER", 1m)));
        Assert.True(edited.Status == 200, edited.Text);
        Assert.Equal((59.97m, 11.5m, 3.01m, 51.48m), (edited.Data.GetProperty("totalAmount").GetDecimal(), edited.Data.GetProperty("deductionAmount").GetDecimal(),
            edited.Data.GetProperty("supplementAmount").GetDecimal(), edited.Data.GetProperty("finalAmount").GetDecimal()));
        Assert.Equal(["次品扣款", "补款", "其他"], edited.Data.GetProperty("deductions").EnumerateArray().Select(d => d.GetProperty("typeName").GetString()));
        foreach (var (body, field) in new[]
        {
            (Deductions(("QUALITY_DEFECT", -1m)), "deductions[0].amount"), (Deductions(("QUALITY_DEFECT", 1.005m)), "deductions[0].amount"), (Deductions(("X", 1m)), "deductions[0].type"),
            (Deductions(("QUALITY_DEFECT", 59.98m)), "deductions"), (new { deductions = new[] { new { type = "OTHER", amount = 1 } } }, "deductions[0].description"),
            (new { unitPrice = -1 }, "unitPrice"),
        })
        {
            Assert.Equal([field], StockTests.Fields(await goods.Admin.PutAsync(path, body)));
        }
        Assert.Equal(51.48m, (await goods.StatementAsync(number)).GetProperty("finalAmount").GetDecimal());

        // A price set by hand stays when more is shipped.
        Assert.Equal(200, (await goods.Admin.PutAsync(path, new { unitPrice = 5 })).Status);
        await goods.ShippedAsync(order.OrderNo, 1);
        Assert.Equal((4, 20m, 11.51m), await AmountsAsync(goods, number));

        // Less was shipped after all: nothing is owed, and nobody verifies or approves it like that.
        await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{outstock}/reverse", new { reason = "错" });
        Assert.Equal((1, 5m, 0m), await AmountsAsync(goods, number));
        Assert.Equal(["deductions"], StockTests.Fields(await goods.StepAsync(number, "verify")));
        Assert.Equal(["deductions"], StockTests.Fields(await goods.StepAsync(number, "approve")));
        Assert.Equal(200, (await goods.Admin.PutAsync(path, new { deductions = Array.Empty<object>() })).Status);
        await goods.DoneAsync(number, "verify", "approve");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_price_is_the_orders_else_the_styles_else_zero_which_needs_confirmation(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        await goods.Admin.PostAsync("/api/production/styles", new { styleNo = "P1", styleName = "裙", category = "裙装", price = 12.5 });
        var (styled, none) = (await goods.OrderAsync(price: null, style: "P1"), await goods.OrderAsync(price: null));

        Assert.Equal(12.5m, (await goods.StatementAsync((await goods.ShippedAsync(styled.OrderNo, 1)).Statement)).GetProperty("unitPrice").GetDecimal());
        var (_, free) = await goods.ShippedAsync(none.OrderNo, 1);
        // An edited order's price reaches a pending statement.
        Assert.Equal(200, (await goods.Admin.PutAsync("/api/production/orders/" + none.OrderNo, new { orderUnitPrice = 8 })).Status);
        Assert.Equal(8m, (await goods.StatementAsync(free)).GetProperty("totalAmount").GetDecimal());
        Assert.Equal(200, (await goods.Admin.PutAsync("/api/production/orders/" + none.OrderNo, new { orderUnitPrice = (decimal?)null })).Status);
        Assert.Equal(0m, (await goods.StatementAsync(free)).GetProperty("unitPrice").GetDecimal());
        Assert.Equal(["confirm"], StockTests.Fields(await goods.StepAsync(free, "approve")));
        var approved = await goods.StepAsync(free, "approve", new { confirm = true });
        Assert.Equal(("approved", "pending"), (approved.Data.GetProperty("status").GetString(), approved.Data.GetProperty("previousStatus").GetString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_quotation_prices_a_piece_and_its_materials_cost_the_statement(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var made = await goods.Admin.PostAsync("/api/production/styles", new { styleNo = "Q1", styleName = "裙", category = "裙装", price = 12.5, processes = new[] { new { processName = "缝", price = 6 } } });
        var path = $"/api/production/styles/{made.Data.GetProperty("id").GetInt64()}";
        Assert.Equal(200, (await goods.Admin.PutAsync(path + "/bom", new { items = new[] { new { materialType = "面料", materialName = "棉", usageAmount = 0.5, lossRate = 10, unitPrice = 20 } } })).Status);
        Assert.Equal(200, (await goods.Admin.PutAsync(path + "/quotation", new { otherCost = 3, targetMargin = 20 })).Status);
        var (quoted, agreed) = (await goods.OrderAsync(price: null, style: "Q1"), await goods.OrderAsync(price: 30m, style: "Q1"));

        // 11 of material, 6 of work and 3 of other cost are 80 % of 25.
        var statement = await goods.StatementAsync((await goods.ShippedAsync(quoted.OrderNo, 4)).Statement);
        Assert.Equal((25m, 100m, 44m, 24m, 68m, 32m), (Money(statement, "unitPrice"), Money(statement, "totalAmount"), Money(statement, "materialCost"),
            Money(statement, "processCost"), Money(statement, "totalCost"), Money(statement, "profitAmount")));
        var other = await goods.StatementAsync((await goods.ShippedAsync(agreed.OrderNo, 2)).Statement);
        Assert.Equal((30m, 22m), (Money(other, "unitPrice"), Money(other, "materialCost")));
        // A style without materials says nothing of their cost.
        var unknown = await goods.StatementAsync((await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1)).Statement);
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("materialCost").ValueKind);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_statement_names_the_customer_of_the_list(string provider)
    {
        const string Customers = "/api/production/customers";
        var goods = await FinishedGoods.StartAsync(provider);
        var app = await TestCredential.BuyAsync(goods.Tenant);
        async Task<long> CustomerAsync(object customer) => (await goods.Admin.PostAsync(Customers, customer)).Data.GetProperty("id").GetInt64();
        var named = await CustomerAsync(new { customerName = "欧尚" });
        var owner = await CustomerAsync(new { customerName = "国内ERP", tenantAppIds = new[] { app.Id } });
        async Task<(long? Id, string? Name)> BilledAsync(string? customer, long? from)
        {
            var order = await goods.OrderAsync(customer: customer, app: from);
            var statement = await goods.StatementAsync((await goods.ShippedAsync(order.OrderNo, 1)).Statement);
            return (statement.GetProperty("customerId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt64() : null, statement.GetProperty("customerName").GetString());
        }

        Assert.Equal((named, "欧尚"), await BilledAsync("欧尚", null));
        Assert.Equal((null, "不在名单"), await BilledAsync("不在名单", null));
        Assert.Equal((named, "欧尚"), await BilledAsync("欧尚", app.Id));
        // Who placed it by his own system need not be named; without that it is the name on the parcel.
        Assert.Equal((owner, "国内ERP"), await BilledAsync(null, app.Id));
        Assert.Equal((null, "某客户"), await BilledAsync(null, null));
        var found = await goods.Admin.GetAsync($"{FinishedGoods.Statements}?customerId={owner}");
        Assert.Equal(1, found.Data.GetProperty("total").GetInt32());
        Assert.Equal("IN_USE", (await goods.Admin.DeleteAsync($"{Customers}/{owner}")).ErrorCode);
    }

    private static decimal Money(JsonElement statement, string name) => statement.GetProperty(name).GetDecimal();

    [Theory, MemberData(nameof(Databases))]
    public async Task With_two_people_who_changed_the_amounts_does_not_approve(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync();
        var (_, number) = await goods.ShippedAsync(order.OrderNo, 1);
        string[] codes = ["MENU_FINANCE_VIEW", "FINANCE_RECON_EDIT", "FINANCE_RECON_APPROVE"];
        var (editor, approver) = (await goods.Tenant.UserAsync("all", codes), await goods.Tenant.UserAsync("all", codes));
        var settings = (await goods.Admin.GetAsync("/api/system/tenant-settings")).Data;
        Assert.Equal(200, (await goods.Admin.PutAsync("/api/system/tenant-settings", new { version = settings.GetProperty("version").GetInt32(), needsTwoPeople = true })).Status);
        Assert.Equal(200, (await editor.PutAsync($"{Statements}/{number}", new { unitPrice = 18 })).Status);

        var refused = await goods.StepAsync(number, "approve", by: editor);
        Assert.Equal("STATE", refused.ErrorCode);
        Assert.Contains("双人复核", refused.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await goods.StepAsync(number, "approve", by: approver)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Reasons_are_needed_and_a_returned_payment_stays_in_the_history(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (_, number) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 2);
        Assert.Equal(["reason"], StockTests.Fields(await goods.StepAsync(number, "reject")));
        await goods.DoneAsync(number, "approve");
        foreach (var (body, field) in new (object, string)[]
        {
            (new { paidAt = "2099-01-01T00:00:00+08:00" }, "paidAt"), (new { paymentMethod = "shells" }, "paymentMethod"), (new { paidAmount = 39.99 }, "paidAmount"),
        })
        {
            Assert.Equal([field], StockTests.Fields(await goods.StepAsync(number, "pay", body)));
        }
        var paid = await goods.StepAsync(number, "pay", new { paymentMethod = "bank_transfer", paymentRef = "BK-77", paidAmount = 40, paidAt = "2026-02-11T10:00:00+08:00" });
        Assert.Equal("paid", paid.Data.GetProperty("status").GetString());
        var stored = await goods.StatementAsync(number);
        Assert.Equal(("bank_transfer", "BK-77", "管理员", "2026-02-11T10:00:00+08:00", false), (stored.GetProperty("paymentMethod").GetString(), stored.GetProperty("paymentRef").GetString(),
            stored.GetProperty("paidBy").GetString(), stored.GetProperty("paidAt").GetString(), stored.GetProperty("paidByGateway").GetBoolean()));

        Assert.Equal(["reason"], StockTests.Fields(await goods.StepAsync(number, "return")));
        await goods.DoneAsync(number, "return");
        var returned = await goods.StatementAsync(number);
        Assert.Equal(JsonValueKind.Null, returned.GetProperty("paymentRef").ValueKind);
        Assert.Equal(JsonValueKind.Null, returned.GetProperty("paidAt").ValueKind);
        Assert.Contains("BK-77", returned.GetProperty("timeline")[0].GetProperty("remark").GetString(), StringComparison.Ordinal);
        Assert.Equal("测试", returned.GetProperty("reReviewReason").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_batch_answers_one_line_for_each(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (_, one) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1);
        var (_, two) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1);
        await goods.DoneAsync(two, "approve");

        var answer = await goods.Admin.PostAsync(Statements + "/approve", new { reconciliationNos = new[] { one, two, "SR1" } });

        Assert.Equal((3, 1, 2), (answer.Data.GetProperty("total").GetInt32(), answer.Data.GetProperty("successCount").GetInt32(), answer.Data.GetProperty("failedCount").GetInt32()));
        Assert.Equal(["", "STATE", "NOT_FOUND"], answer.Data.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("errorCode").GetString() ?? ""));
        Assert.Equal(["reconciliationNos"], StockTests.Fields(await goods.Admin.PostAsync(Statements + "/verify", new { })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_filters_and_sums_over_the_filter(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (a, b) = (await goods.OrderAsync(price: 10.01m), await goods.OrderAsync(price: 7m, customer: "乙_公司", style: "B1"));
        var (_, one) = await goods.ShippedAsync(a.OrderNo, 3);
        var (_, two) = await goods.ShippedAsync(b.OrderNo, 1);
        await goods.Admin.PutAsync($"{Statements}/{two}", new { deductions = new[] { new { type = "QUALITY_DEFECT", amount = 0.5 } } });
        await goods.DoneAsync(one, "verify");

        foreach (var (query, numbers) in new (string, string[])[]
        {
            ("", [two, one]), ("status=verified", [one]), ("status=paid", []), ("orderNo=" + a.OrderNo, [one]), ("styleNo=B1", [two]), ("customerName=乙_", [two]), ("keyword=B1", [two]),
            ("reconciliationNo=" + one, [one]), ("page=2&size=1", [one]), ("from=2026-02-12", []), ("to=2026-02-11", [two, one]),
        })
        {
            Assert.Equal((query, string.Join(',', numbers)), (query, string.Join(',', (await goods.Admin.GetAsync($"{Statements}?{query}")).Data.GetProperty("records").EnumerateArray()
                .Select(r => r.GetProperty("reconciliationNo").GetString()))));
        }
        var sums = (await goods.Admin.GetAsync(Statements + "?page=2&size=1")).Data.GetProperty("summary");
        Assert.Equal((2, 37.03m, 0.5m, 36.53m), (sums.GetProperty("count").GetInt32(), sums.GetProperty("totalAmount").GetDecimal(), sums.GetProperty("deductionAmount").GetDecimal(),
            sums.GetProperty("finalAmount").GetDecimal()));
        Assert.Equal(["status"], StockTests.Fields(await goods.Admin.GetAsync(Statements + "?status=x")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_not_is_refused_and_what_is_out_of_reach_is_not_found(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var stranger = await FinishedGoods.StartAsync(provider);
        var (_, number) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1);
        var viewer = await goods.Tenant.UserAsync("team", "MENU_FINANCE_VIEW");
        var own = await goods.Tenant.UserAsync("own", "MENU_FINANCE_VIEW", "FINANCE_RECON_EDIT", "FINANCE_RECON_APPROVE", "FINANCE_RECON_PAY");
        foreach (var (client, status) in new[] { (viewer, 403), (own, 404), (stranger.Admin, 404) })
        {
            foreach (var step in new[] { "verify", "approve", "pay", "reject", "resubmit", "return" })
            {
                Assert.Equal((step, status), (step, (await goods.StepAsync(number, step, new { reason = "测试" }, client)).Status));
            }
            Assert.Equal(status, (await client.PutAsync($"{Statements}/{number}", new { unitPrice = 1 })).Status);
        }
        Assert.Equal(404, (await own.GetAsync($"{Statements}/{number}")).Status);
        Assert.Equal(404, (await stranger.Admin.GetAsync($"{Statements}/{number}")).Status);
        Assert.Equal(403, (await (await goods.Tenant.UserAsync("all", "MENU_FINISHED_GOODS_VIEW")).GetAsync(Statements)).Status);
        Assert.Equal("pending", (await goods.StatementAsync(number)).GetProperty("status").GetString());
        // Costs are for those who see all.
        Assert.Equal(JsonValueKind.Null, (await viewer.GetAsync($"{Statements}/{number}")).Data.GetProperty("profitAmount").ValueKind);
        Assert.Equal(20m, (await goods.StatementAsync(number)).GetProperty("profitAmount").GetDecimal());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_factorys_account_sees_no_finance_no_prices_and_only_its_own_shipments(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var made = await goods.Admin.PostAsync("/api/system/factories", new { factoryName = "外发厂" });
        Assert.True(made.Status == 200, made.Text);
        var factory = made.Data.GetProperty("id").GetInt64();
        var (theirs, other) = (await goods.OrderAsync(), await goods.OrderAsync());
        await goods.Admin.PutAsync("/api/production/orders/" + theirs.OrderNo, new { factoryId = factory });
        var (outstock, number) = await goods.ShippedAsync(theirs.OrderNo, 1);
        var (hidden, _) = await goods.ShippedAsync(other.OrderNo, 1);
        var role = await goods.Admin.PostAsync("/api/system/roles", new
        {
            roleCode = "F" + factory, roleName = "工厂" + factory, dataScope = "all",
            permissions = new[] { "MENU_PRODUCTION_ORDER_VIEW", "MENU_FINISHED_GOODS_VIEW", "MENU_FINANCE_VIEW", "FINANCE_RECON_EDIT", "FINANCE_RECON_APPROVE", "FINANCE_RECON_PAY", "OUTSTOCK_CREATE", "STOCK_ADJUST" },
        });
        var (id, username) = await goods.Tenant.NewUserAsync(role.Data.GetProperty("id").GetInt64());
        var user = (await goods.Admin.GetAsync($"/api/system/users/{id}")).Data;
        var placed = await goods.Admin.PutAsync($"/api/system/users/{id}", new { factoryId = factory, version = user.GetProperty("version").GetInt32() });
        Assert.True(placed.Status == 200, placed.Text);
        var account = await ConsoleClient.LoginAsync(goods.Hub, username, TestTenant.Password);

        Assert.Equal(403, (await account.GetAsync(Statements)).Status);
        Assert.Equal(403, (await account.GetAsync($"{Statements}/{number}")).Status);
        Assert.Equal(403, (await account.PutAsync($"{Statements}/{number}", new { unitPrice = 1 })).Status);
        Assert.Equal(403, (await account.PostAsync(Statements + "/approve", new { reconciliationNos = new[] { number } })).Status);
        foreach (var step in new[] { "verify", "approve", "pay", "reject", "resubmit", "return" })
        {
            Assert.Equal(403, (await goods.StepAsync(number, step, new { reason = "测试" }, account)).Status);
        }
        Assert.Equal(403, (await account.GetAsync("/api/warehousing/skus")).Status);
        var shipment = await account.GetAsync($"{FinishedGoods.Outstocks}/{outstock}");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (shipment.Data.GetProperty("totalAmount").ValueKind, shipment.Data.GetProperty("items")[0].GetProperty("salesPrice").ValueKind));
        Assert.Equal(404, (await account.GetAsync($"{FinishedGoods.Outstocks}/{hidden}")).Status);
        Assert.Equal(403, (await account.PostAsync(FinishedGoods.Outstocks, new { outstockType = "transfer", items = new[] { new { skuCode = "FZ2024001-红-S", quantity = 1 } } })).Status);
        Assert.Equal("pending", (await goods.StatementAsync(number)).GetProperty("status").GetString());
        // What the tenant pays for a process is its own business.
        var priced = await goods.Orders.PlaceAsync(TenantOrders.Command("FZ2024001", 10) with { ProcessPrices = [new ProcessPrice("合缝", null, 1.5m)] });
        await goods.Admin.PutAsync("/api/production/orders/" + priced.OrderNo, new { factoryId = factory });
        Assert.Equal([JsonValueKind.Null], await PricesAsync(account));
        Assert.Equal([JsonValueKind.Number], await PricesAsync(goods.Admin));

        async Task<IEnumerable<JsonValueKind>> PricesAsync(ConsoleClient who)
        {
            var order = await who.GetAsync("/api/production/orders/" + priced.OrderNo);
            Assert.True(order.Status == 200, order.Text);
            return order.Data.GetProperty("processes").EnumerateArray().Select(p => p.GetProperty("unitPrice").ValueKind).Distinct();
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_who_approve_on_two_nodes_one_does(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == "postgres" ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        var goods = await FinishedGoods.StartAsync(provider, first);
        var elsewhere = new ConsoleClient((second ?? first).Http, goods.Admin.Token);
        var (_, number) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1);

        foreach (var step in new[] { "approve", "pay", "return" })
        {
            // A statement goes back step by step: who returns it says which version he saw.
            int? version = step == "return" ? (await goods.StatementAsync(number)).GetProperty("version").GetInt32() : null;
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                goods.StepAsync(number, step, new { reason = "测试", version }, i % 2 == 0 ? goods.Admin : elsewhere)));
            Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a.Status != 200), a => Assert.True(a.ErrorCode is "STATE" or "STALE", a.Text));
        }
        Assert.Single((await goods.StatementAsync(number)).GetProperty("timeline").EnumerateArray(), e => e.GetProperty("action").GetString() == "APPROVE");
    }

    private static async Task<(int, decimal, decimal)> AmountsAsync(FinishedGoods goods, string number)
    {
        var statement = await goods.StatementAsync(number);
        return (statement.GetProperty("quantity").GetInt32(), statement.GetProperty("totalAmount").GetDecimal(), statement.GetProperty("finalAmount").GetDecimal());
    }
}
