using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Gateway.Calls;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync.Pull;

/// <summary>The forwards against a customer's API on a real socket, which misbehaves (openapi-gateway 6.8, 8).</summary>
public sealed class PullTests
{
    private const string Path = "/openapi/v1/pull/pattern-order";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_forward_is_signed_with_the_callback_secret_and_answered_with_what_the_customer_said(string provider)
    {
        await using var customer = await WebhookReceiver.StartAsync();
        customer.Behaviour = ReceiverBehaviour.Body("""{"patterns":[{"no":"P-1","名称":"连衣裙"}]}""");
        var erp = await ErpAsync(await TestHub.SharedAsync(provider), customer.Url("/api/").AbsoluteUri);

        var answer = await erp.Client.PostAsync(Path, """{"action":"list_patterns","params":{"page":1, "关键字":"裙"}}""");

        Assert.Equal((HttpStatusCode.OK, 200, true), (answer.Status, answer.Data.GetProperty("httpStatus").GetInt32(), answer.Data.GetProperty("success").GetBoolean()));
        Assert.Equal(("list_patterns", customer.Url("/api/").AbsoluteUri, "P-1"),
            (Text(answer, "action"), Text(answer, "source"), answer.Data.GetProperty("data").GetProperty("patterns")[0].GetProperty("no").GetString()));
        var sent = Assert.Single(customer.Received);
        Assert.Equal(("POST", "/api/list_patterns", "fashion-supplychain", erp.Made.AppKey, "list_patterns", """{"page":1, "关键字":"裙"}"""),
            (sent.Method, sent.Path, sent.Header("X-Source"), sent.Header("X-App-Key"), sent.Header("X-Action"), sent.Text));
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(erp.Made.CallbackSecret.Reveal()), Encoding.UTF8.GetBytes(sent.Header("X-Timestamp") + sent.Text))),
            sent.Header("X-Signature"));
        var rows = await LoggedAsync(erp, answer.RequestId!, 2);
        Assert.Equal(["INBOUND", "OUTBOUND"], rows.Select(r => r.Direction).Order(StringComparer.Ordinal));
        Assert.Equal(("SUCCESS", 200), rows.Where(r => r.Direction == "OUTBOUND").Select(r => (r.Result, r.ResponseCode)).Single());
    }

    // The customer's address, and where the forward goes; braces and a query are in it.
    [Theory]
    [InlineData("api", "/api/get_order", "")]
    [InlineData("api///", "/api/get_order", "")]
    [InlineData("api?key=1&x=2", "/api/get_order", "?key=1&x=2")]
    [InlineData("do/{action}/v2?k=1", "/do/get_order/v2", "?k=1")]
    [InlineData("do?action={action}", "/do", "?action=get_order")]
    [InlineData("", "/get_order", "")]
    public async Task The_action_finds_its_place_in_the_address(string address, string path, string query)
    {
        await using var customer = await WebhookReceiver.StartAsync();
        var erp = await ErpAsync(await TestHub.SharedAsync("sqlite"), null);
        var app = await erp.Tenant.Admin.GetAsync($"/api/system/tenant-app/{erp.Id}");
        var saved = await erp.Tenant.Admin.PutAsync(
            $"/api/system/tenant-app/{erp.Id}", new { externalApiUrl = customer.BaseAddress + address, version = app.Data.GetProperty("version").GetInt32() });
        Assert.Equal(200, saved.Status);

        var answer = await erp.Client.PostAsync(Path, new { action = "get_order" });

        var sent = Assert.Single(customer.Received);
        Assert.Equal((path, query, "{}"), (sent.Path, sent.Query, sent.Text));
        // What is no JSON is handed on as the text that it is.
        Assert.Equal(("ok", customer.BaseAddress + address), (Text(answer, "data"), Text(answer, "source")));
    }

    [Fact]
    public async Task A_customer_that_misbehaves_is_told_of_and_is_no_error_of_ours()
    {
        await using var customer = await WebhookReceiver.StartAsync();
        await using var elsewhere = await WebhookReceiver.StartAsync();
        var erp = await ErpAsync(await TestHub.SharedAsync("sqlite"), customer.Url("/").AbsoluteUri);
        (ReceiverBehaviour How, int Status, string Data, string Log)[] cases =
        [
            (ReceiverBehaviour.Body("""{"code":500}""", 500), 500, """{"code":500}""", "ERROR"),
            (ReceiverBehaviour.Body("<h1>没有</h1>", 404, "text/html"), 404, "\"<h1>没有</h1>\"", "FAILED"),
            (ReceiverBehaviour.Body("""{"a":"\ud800"}"""), 200, """{"a":"\\ud800"}""", "SUCCESS"),
            (ReceiverBehaviour.Body(new string('[', 80) + new string(']', 80)), 200, "[[[[", "SUCCESS"),
            (ReceiverBehaviour.Redirect(elsewhere.Url("/")), 307, "null", "FAILED"),
            (ReceiverBehaviour.Endless(), 200, "null", "ERROR"),
            (ReceiverBehaviour.Reset, 0, "null", "ERROR"),
            (ReceiverBehaviour.Garbage, 0, "null", "ERROR"),
        ];
        foreach (var (how, status, data, log) in cases)
        {
            customer.Behaviour = how;
            var answer = await erp.Client.PostAsync(Path, new { action = "list_orders" });

            Assert.Equal((HttpStatusCode.OK, status), (answer.Status, answer.Data.GetProperty("httpStatus").GetInt32()));
            Assert.Equal(log == "SUCCESS", answer.Data.GetProperty("success").GetBoolean());
            Assert.Equal(log == "SUCCESS", answer.Data.GetProperty("error").ValueKind == JsonValueKind.Null);
            Assert.Contains(data.Replace("\\\\", "\\", StringComparison.Ordinal), Decoded(answer.Data.GetProperty("data")), StringComparison.Ordinal);
            Assert.Equal(log, (await LoggedAsync(erp, answer.RequestId!, 2)).Single(r => r.Direction == "OUTBOUND").Result);
        }
        Assert.Equal(0, elsewhere.Count);
        // No more is read than the megabyte, and what was on its way.
        Assert.InRange(customer.AnswerBytesSent, 1, 16 << 20);

        static string Decoded(JsonElement data) => data.ValueKind == JsonValueKind.String && data.GetString()!.StartsWith('{') ? data.GetString()! : data.GetRawText();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_customer_that_hangs_is_given_up_after_fifteen_seconds_and_holds_up_nobody(string provider)
    {
        await using var customer = await WebhookReceiver.StartAsync();
        customer.Behaviour = ReceiverBehaviour.Hang;
        await using var hub = await TestHub.StartAsync(provider);
        var erp = await ErpAsync(hub, customer.Url("/").AbsoluteUri);

        var hanging = erp.Client.PostAsync(Path, new { action = "list_orders" });
        await customer.WaitForCountAsync(1);
        // No transaction is open meanwhile: the same tenant writes, also on SQLite, which has one writer.
        await erp.PlaceOrderAsync();
        Assert.False(hanging.IsCompleted);
        hub.Clock.Advance(TimeSpan.FromSeconds(15));
        var answer = await hanging;

        Assert.Equal((0, false), (answer.Data.GetProperty("httpStatus").GetInt32(), answer.Data.GetProperty("success").GetBoolean()));
        Assert.Contains("没有在规定时间内答复", Text(answer, "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.1/api")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[::1]:8080/")]
    public async Task A_private_address_is_not_called(string address)
    {
        var erp = await ErpAsync(await TestHub.SharedAsync("sqlite"), address);

        var answer = await erp.Client.PostAsync(Path, new { action = "get_pattern" });

        Assert.Equal((200, 0, false), ((int)answer.Status, answer.Data.GetProperty("httpStatus").GetInt32(), answer.Data.GetProperty("success").GetBoolean()));
        Assert.Contains("不允许访问该地址", Text(answer, "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "UNKNOWN_ACTION")]
    [InlineData("""{"action":7}""", "UNKNOWN_ACTION")]
    [InlineData("""{"action":"../orders"}""", "UNKNOWN_ACTION")]
    [InlineData("""{"action":"LIST_ORDERS"}""", "UNKNOWN_ACTION")]
    [InlineData("""{"action":"list_orders","params":[]}""", "VALIDATION")]
    [InlineData("""{"action":"list_orders","params":"BIG"}""", "VALIDATION")]
    [InlineData("""{"action":"list_orders"}""", "NOT_CONFIGURED")]
    [InlineData("""{"action" """, "BAD_JSON")]
    public async Task What_can_not_be_forwarded_is_refused_with_the_reason(string body, string token)
    {
        var erp = await ErpAsync(await TestHub.SharedAsync("sqlite"), null);
        body = body.Replace("\"BIG\"", $$"""{"a":"{{new string('x', 64 * 1024)}}"}""", StringComparison.Ordinal);

        var answer = await erp.Client.PostAsync(Path, body);

        Assert.Equal((400, token), ((int)answer.Status, answer.ErrorCode));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Importing_an_order_is_creating_it(string provider)
    {
        var customer = await Customer.StartAsync(provider);
        var order = Customer.Order("PULL-1", ("requiredDate", "2099-03-01"), ("action", "import_order"), ("other", 1));

        var first = await customer.PostAsync("/pull/pattern-order", order);
        order.Remove("action");
        var again = await customer.CreateAsync(order);
        var wrong = await customer.PostAsync("/pull/pattern-order", Customer.Order("PULL-1", ("quantity", 0), ("action", "import_order")));
        var other = await customer.PostAsync("/pull/pattern-order", Customer.Order("PULL-1", ("quantity", 7), ("action", "import_order")));

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal((false, true), (first.Data.GetProperty("duplicated").GetBoolean(), again.Data.GetProperty("duplicated").GetBoolean()));
        Assert.Equal(Text(first, "orderNo"), Text(again, "orderNo"));
        Assert.Contains("未识别的字段: other", Customer.Texts(first.Data.GetProperty("warnings")));
        Assert.DoesNotContain("未识别的字段: action", Customer.Texts(first.Data.GetProperty("warnings")));
        Assert.Equal(["quantity"], Customer.Errors(wrong));
        Assert.Equal("IDEMPOTENCY_CONFLICT", other.ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_console_tries_a_forward_of_its_own_credentials_only(string provider)
    {
        await using var customer = await WebhookReceiver.StartAsync();
        customer.Behaviour = ReceiverBehaviour.Body("[1,2]");
        var hub = await TestHub.SharedAsync(provider);
        var erp = await ErpAsync(hub, customer.Url("/").AbsoluteUri);
        var path = $"/api/system/tenant-app/{erp.Id}/pull";

        var answer = await erp.Tenant.Admin.PostAsync(path, new { action = "list_orders", @params = new { page = 2 } });
        var import = await erp.Tenant.Admin.PostAsync(path, new { action = "import_order" });
        var viewer = await (await erp.Tenant.UserAsync("all", "MENU_TENANT_APP_VIEW")).PostAsync(path, new { action = "list_orders" });
        var stranger = await (await Tenants.CreateAsync(hub)).Admin.PostAsync(path, new { action = "list_orders" });
        var quality = await TestCredential.BuyAsync(erp.Tenant, "QUALITY_FEEDBACK");
        var otherType = await erp.Tenant.Admin.PostAsync($"/api/system/tenant-app/{quality.Id}/pull", new { action = "list_orders" });

        Assert.Equal((200, "[1,2]"), (answer.Status, answer.Data.GetProperty("data").GetRawText()));
        Assert.Equal("""{"page":2}""", Assert.Single(customer.Received).Text);
        Assert.Equal((400, 403, 404, 400), (import.Status, viewer.Status, stranger.Status, otherType.Status));
        Assert.Equal(("UNKNOWN_ACTION", "APP_TYPE"), (import.ErrorCode, otherType.ErrorCode));
        var row = Assert.Single(await LoggedAsync(erp, answer.Body.GetProperty("requestId").GetString()!, 1));
        Assert.Equal("OUTBOUND", row.Direction);
    }

    private static async Task<TestCredential> ErpAsync(TestHub hub, string? address) =>
        await TestCredential.BuyAsync(await Tenants.CreateAsync(hub), "ORDER_SYNC", wanted => wanted with { ExternalApiUrl = address });

    private static string? Text(SignedAnswer answer, string name) => answer.Data.GetProperty(name).GetString();

    private static async Task<List<CallLogRow>> LoggedAsync(TestCredential credential, string requestId, int rows)
    {
        for (var i = 0; i < 200; i++)
        {
            var found = await credential.Tenant.InAsync(services =>
                services.GetRequiredService<HubDbContext>().Set<CallLogRow>().AsNoTracking().Where(r => r.RequestId == requestId).ToListAsync());
            if (found.Count >= rows)
            {
                return found;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }
        throw new TimeoutException("The call was not logged.");
    }
}
