using System.Net;
using System.Text.Json;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.PaymentSync;

/// <summary>Statements out, payments in (openapi-gateway 6.6, 6.7, 6.9, 7.3).</summary>
public sealed class PaymentTests
{
    private const string Type = "PAYMENT_SYNC";
    private const string Confirm = "/payment/confirm";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_statement_is_shown_from_its_approval_on_without_costs(string provider)
    {
        var (goods, customer, number) = await StartAsync(provider, approved: false);
        await goods.Admin.PutAsync($"{FinishedGoods.Statements}/{number}", new { deductions = new[] { new { type = "QUALITY_DEFECT", amount = 5.5, description = "次品" } } });
        foreach (var step in new[] { "", "verify" })
        {
            await goods.DoneAsync(number, step.Length > 0 ? [step] : []);
            Assert.Equal("NOT_FOUND", (await customer.GetAsync("/payment/" + number)).ErrorCode);
            Assert.Equal(0, (await customer.PostAsync("/payment/list", new { })).Data.GetProperty("total").GetInt32());
            Assert.Equal(0, (await customer.GetAsync("/payment/pending")).Data.GetProperty("total").GetInt32());
        }
        await goods.DoneAsync(number, "approve");

        var shown = await customer.GetAsync("/payment/" + number);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var id = shown.Data.GetProperty("reconciliationId").GetInt64();
        var (orderNo, external) = (shown.Data.GetProperty("orderNo").GetString(), shown.Data.GetProperty("externalOrderNo").GetString());
        Assert.Equal(
            $$$"""{"reconciliationId":{{{id}}},"reconciliationNo":"{{{number}}}","orderNo":"{{{orderNo}}}","externalOrderNo":"{{{external}}}","customerName":"某客户","styleNo":"FZ2024001","styleName":"FZ2024001 (待关联)","quantity":3,"unitPrice":20,"totalAmount":60,"deductionAmount":5.5,"finalAmount":54.5,"deductions":[{"type":"QUALITY_DEFECT","typeName":"次品扣款","amount":5.5,"description":"次品"}],"status":"approved","statusName":"已审批","reconciliationDate":"2026-02-11","approvedAt":"2026-02-11T14:30:00+08:00","paidAt":null,"paymentMethod":null,"paymentRef":null,"remark":null}""",
            shown.Data.GetRawText());
        Assert.Equal(number, (await customer.GetAsync("/payment/pending?page=1&size=5")).Data.GetProperty("records")[0].GetProperty("reconciliationNo").GetString());
        foreach (var (filter, count) in new (object, int)[]
        {
            (new { }, 1), (new { status = "approved" }, 1), (new { status = "paid" }, 0), (new { orderNo }, 1), (new { orderNo = "x" }, 0), (new { from = "2026-02-12" }, 0), (new { to = "2026-02-11" }, 1),
        })
        {
            Assert.Equal(count, (await customer.PostAsync("/payment/list", filter)).Data.GetProperty("total").GetInt32());
        }
        Assert.Equal("VALIDATION", (await customer.PostAsync("/payment/list", new { status = "pending" })).ErrorCode);

        // Taken back, it is gone again.
        await goods.DoneAsync(number, "return");
        Assert.Equal("NOT_FOUND", (await customer.GetAsync("/payment/" + number)).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_payment_is_confirmed_once_and_a_repeat_answers_what_is_stored(string provider)
    {
        var (goods, customer, number) = await StartAsync(provider);
        object Body(string paymentRef = "TX-1", object? amount = null) => new
        {
            reconciliationNo = number, paidAmount = amount ?? 60, paymentMethod = "alipay", paymentRef, paidAt = "2026-02-11T14:00:00+08:00", remark = "货款",
        };

        var paid = await customer.PostAsync(Confirm, Body());
        Assert.True(paid.Status == HttpStatusCode.OK, paid.Text);
        Assert.Equal((number, "paid", "alipay", "TX-1", "2026-02-11T14:00:00+08:00", false, 60m), (paid.Data.GetProperty("reconciliationNo").GetString(),
            paid.Data.GetProperty("status").GetString(), paid.Data.GetProperty("paymentMethod").GetString(), paid.Data.GetProperty("paymentRef").GetString(),
            paid.Data.GetProperty("paidAt").GetString(), paid.Data.GetProperty("duplicated").GetBoolean(), paid.Data.GetProperty("finalAmount").GetDecimal()));
        var again = await customer.PostAsync(Confirm, Body());
        Assert.True(again.Data.GetProperty("duplicated").GetBoolean());
        Assert.Equal(paid.Data.GetProperty("paidAt").GetString(), again.Data.GetProperty("paidAt").GetString());
        Assert.Equal(["paidAmount"], Fields(await customer.PostAsync(Confirm, Body(amount: 61))));

        var other = await customer.PostAsync(Confirm, Body("TX-2"));
        Assert.Equal("STATE", other.ErrorCode);
        Assert.Contains("paid", other.Message, StringComparison.Ordinal);
        var stored = await goods.StatementAsync(number);
        Assert.True(stored.GetProperty("paidByGateway").GetBoolean());
        Assert.StartsWith("OpenAPI-", stored.GetProperty("paidBy").GetString(), StringComparison.Ordinal);
        Assert.Equal(("PAY", "OPENAPI"), (stored.GetProperty("timeline")[0].GetProperty("action").GetString(), stored.GetProperty("timeline")[0].GetProperty("source").GetString()));
        Assert.Single(stored.GetProperty("timeline").EnumerateArray(), e => e.GetProperty("action").GetString() == "PAY");

        // Nobody but an administrator takes back what the customer confirmed.
        var supervisor = await goods.Tenant.UserAsync("all", "MENU_FINANCE_VIEW", "FINANCE_RECON_APPROVE", "FINANCE_RECON_PAY");
        Assert.Equal(403, (await goods.StepAsync(number, "return", new { reason = "退" }, supervisor)).Status);
        await goods.DoneAsync(number, "return");
        Assert.Equal("approved", (await goods.StatementAsync(number)).GetProperty("status").GetString());
        Assert.False((await customer.PostAsync(Confirm, Body())).Data.GetProperty("duplicated").GetBoolean());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Bad_confirmations_name_the_field_and_change_nothing(string provider)
    {
        var (goods, customer, number) = await StartAsync(provider);
        var id = (await goods.StatementAsync(number)).GetProperty("reconciliationId").GetInt64();
        foreach (var (body, fields) in new (object, string[])[]
        {
            (new { }, ["paymentRef", "reconciliationNo"]),
            (new { reconciliationNo = number, paymentRef = "" }, ["paymentRef"]),
            (new { reconciliationNo = number, paymentRef = "T", paidAmount = 59.99 }, ["paidAmount"]),
            (new { reconciliationNo = number, paymentRef = "T", paidAmount = 60.001 }, ["paidAmount"]),
            (new { reconciliationNo = number, paymentRef = "T", paidAmount = "60" }, ["paidAmount"]),
            (new { reconciliationNo = number, paymentRef = "T", paymentMethod = "bitcoin" }, ["paymentMethod"]),
            (new { reconciliationNo = number, paymentRef = "T", paidAt = "2026-02-11T14:30:01+08:00" }, ["paidAt"]),
            (new { reconciliationNo = number, paymentRef = "T", paidAt = "2026-02-11" }, ["paidAt"]),
            (new { reconciliationNo = number, paymentRef = "T", reconciliationId = id + 1 }, ["reconciliationId"]),
            (new { reconciliationNo = number, paymentRef = "T", remark = new string('长', 201) }, ["remark"]),
        })
        {
            Assert.Equal(fields.Order(), Fields(await customer.PostAsync(Confirm, body)).Order());
        }
        Assert.Equal("NOT_FOUND", (await customer.PostAsync(Confirm, new { reconciliationNo = "SR209901010001", paymentRef = "T" })).ErrorCode);
        Assert.Equal("approved", (await goods.StatementAsync(number)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await customer.PostAsync(Confirm, new { reconciliationId = id, reconciliationNo = number, paymentRef = "T" })).Status);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("verified", "verify")]
    [InlineData("rejected", "reject")]
    [InlineData("paid", "approve", "pay")]
    public async Task Only_what_is_approved_can_be_paid(string status, params string[] steps)
    {
        var (goods, customer, number) = await StartAsync("sqlite", approved: false);
        await goods.DoneAsync(number, steps);

        var answer = await customer.PostAsync(Confirm, new { reconciliationNo = number, paymentRef = "T" });

        Assert.Equal("STATE", answer.ErrorCode);
        Assert.Contains(status, answer.Message, StringComparison.Ordinal);
        Assert.Equal(status, (await goods.StatementAsync(number)).GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task One_transaction_pays_one_statement_of_a_credential(string provider)
    {
        var (goods, customer, one) = await StartAsync(provider);
        var (_, two) = await goods.ShippedAsync((await goods.OrderAsync(app: 7)).OrderNo, 1);
        await goods.DoneAsync(two, "approve");
        var second = await CustomerOf.TypeAsync(goods.Tenant, Type);

        var answers = await Task.WhenAll(customer.PostAsync(Confirm, new { reconciliationNo = one, paymentRef = "TX" }), customer.PostAsync(Confirm, new { reconciliationNo = two, paymentRef = "TX" }));

        var refused = Assert.Single(answers, a => a.Status == HttpStatusCode.BadRequest);
        Assert.Equal(["paymentRef"], Fields(refused));
        var left = refused == answers[0] ? one : two;
        // Another credential has its own numbers.
        Assert.Equal(HttpStatusCode.OK, (await second.PostAsync(Confirm, new { reconciliationNo = left, paymentRef = "TX" })).Status);
        Assert.Equal("STATE", (await customer.PostAsync(Confirm, new { reconciliationNo = left, paymentRef = "TX" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_credential_sees_and_pays_what_its_scope_covers(string provider)
    {
        var (goods, usual, number) = await StartAsync(provider);
        var (_, console) = await goods.ShippedAsync((await goods.OrderAsync()).OrderNo, 1);
        await goods.DoneAsync(console, "approve");
        var own = await CustomerOf.TypeAsync(goods.Tenant, Type, OrderScope.Own);
        var all = await CustomerOf.TypeAsync(goods.Tenant, Type, OrderScope.TenantAll);
        var stranger = await CustomerOf.TypeAsync((await FinishedGoods.StartAsync(provider)).Tenant, Type, OrderScope.TenantAll);
        var id = (await goods.StatementAsync(number)).GetProperty("reconciliationId").GetInt64();
        foreach (var (customer, seesGateway, seesConsole) in new[] { (usual, true, false), (own, false, false), (all, true, true), (stranger, false, false) })
        {
            Assert.Equal(seesGateway ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync("/payment/" + number)).Status);
            Assert.Equal(seesConsole ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await customer.GetAsync("/payment/" + console)).Status);
            Assert.Equal((seesGateway ? 1 : 0) + (seesConsole ? 1 : 0), (await customer.GetAsync("/payment/pending")).Data.GetProperty("total").GetInt32());
        }
        foreach (var customer in new[] { own, stranger })
        {
            Assert.Equal("NOT_FOUND", (await customer.PostAsync(Confirm, new { reconciliationNo = number, paymentRef = "T" })).ErrorCode);
            Assert.Equal("NOT_FOUND", (await customer.PostAsync(Confirm, new { reconciliationId = id, paymentRef = "T" })).ErrorCode);
        }
        Assert.Equal("NOT_FOUND", (await usual.PostAsync(Confirm, new { reconciliationNo = console, paymentRef = "T" })).ErrorCode);
        var carrier = await CustomerOf.TypeAsync(goods.Tenant, "LOGISTICS_SYNC", OrderScope.TenantAll);
        Assert.Equal("APP_TYPE", (await carrier.PostAsync(Confirm, new { reconciliationNo = number, paymentRef = "T" })).ErrorCode);
        Assert.Equal("approved", (await goods.StatementAsync(number)).GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_confirmations_on_two_nodes_one_pays_and_payment_and_return_exclude_each_other(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == "postgres" ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        var (goods, here, number) = await StartAsync(provider, on: first);
        var there = new SignedClient((second ?? first).Http, here.Http.AppKey, here.Http.Secret, first.Clock);
        Task<SignedAnswer> PayAsync(int i, string statement, string paymentRef) => i % 2 == 0
            ? here.PostAsync(Confirm, new { reconciliationNo = statement, paymentRef })
            : there.PostAsync("/openapi/v1" + Confirm, new { reconciliationNo = statement, paymentRef, remark = "另一节点" });

        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PayAsync(i, number, "TX")));
        Assert.All(same, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(same, a => !a.Data.GetProperty("duplicated").GetBoolean());

        var (_, next) = await goods.ShippedAsync((await goods.OrderAsync(app: 7)).OrderNo, 1);
        await goods.DoneAsync(next, "approve");
        var different = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PayAsync(i, next, "R" + i)));
        Assert.Single(different, a => a.Status == HttpStatusCode.OK);
        Assert.All(different.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("STATE", a.ErrorCode));

        for (var round = 0; round < 4; round++)
        {
            var (_, third) = await goods.ShippedAsync((await goods.OrderAsync(app: 7)).OrderNo, 1);
            await goods.DoneAsync(third, "approve");
            var version = (await goods.StatementAsync(third)).GetProperty("version").GetInt32();
            var (pay, back) = (PayAsync(round + 1, third, "Q" + round), goods.StepAsync(third, "return", new { reason = "重审", version }));
            var (paid, returned) = ((await pay).Status == HttpStatusCode.OK, (await back).Status == 200);
            Assert.NotEqual(paid, returned);
            Assert.Equal(paid ? "STALE" : "STATE", paid ? (await back).ErrorCode : (await pay).ErrorCode);
            Assert.Equal(paid ? "paid" : "verified", (await goods.StatementAsync(third)).GetProperty("status").GetString());
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_approval_is_told_once_with_where_to_pay(string provider)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (goods, _, number) = await StartAsync(provider, approved: false);
        await CustomerOf.TypeAsync(goods.Tenant, Type, callback: receiver.Url("/webhook"));
        await goods.DoneAsync(number, "verify", "approve");
        await receiver.WaitForCountAsync(1);
        Assert.Equal("STATE", (await goods.StepAsync(number, "approve")).ErrorCode);
        await goods.DoneAsync(number, "return", "approve");
        await receiver.WaitForCountAsync(2);

        var told = receiver.Received.Select(r => r.Json).ToList();
        Assert.Equal(2, told.Select(t => t.GetProperty("id").GetString()).Distinct().Count());
        var data = told[0].GetProperty("data");
        Assert.Equal("RECONCILIATION_CREATED", told[0].GetProperty("event").GetString());
        Assert.Equal(
            ["reconciliationId", "reconciliationNo", "orderNo", "externalOrderNo", "customerName", "styleNo", "quantity", "unitPrice", "totalAmount", "deductionAmount", "finalAmount",
                "status", "previousStatus", "approvedAt", "confirmUrl"], data.EnumerateObject().Select(p => p.Name));
        Assert.Equal((number, 3, 60m, "approved", "verified", "/openapi/v1/payment/confirm"), (data.GetProperty("reconciliationNo").GetString(), data.GetProperty("quantity").GetInt32(),
            data.GetProperty("finalAmount").GetDecimal(), data.GetProperty("status").GetString(), data.GetProperty("previousStatus").GetString(), data.GetProperty("confirmUrl").GetString()));
    }

    /// <summary>A shipment of three pieces of an order from the gateway, its statement, and a customer who pays.</summary>
    private static async Task<(FinishedGoods Goods, CustomerOf Customer, string Statement)> StartAsync(string provider, bool approved = true, TestHub? on = null)
    {
        var goods = await FinishedGoods.StartAsync(provider, on);
        var customer = await CustomerOf.TypeAsync(goods.Tenant, Type);
        var (_, number) = await goods.ShippedAsync((await goods.OrderAsync(app: 7)).OrderNo, 3);
        await goods.DoneAsync(number, approved ? ["approve"] : []);
        return (goods, customer, number);
    }

    private static List<string> Fields(SignedAnswer answer) => answer.Status == HttpStatusCode.BadRequest && answer.Data.ValueKind == JsonValueKind.Object
        ? [.. answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)]
        : [answer.Text];
}
