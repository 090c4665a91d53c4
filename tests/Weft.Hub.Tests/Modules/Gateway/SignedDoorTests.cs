using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Gateway.Calls;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway;

/// <summary>Every line of the error table (openapi-gateway 4) and the order of the checks (3.5), over HTTP.</summary>
public sealed class SignedDoorTests
{
    private const string Create = "/openapi/v1/orders/create";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    private static object Order(string number = "ERP-1") => new { externalOrderNo = number, styleNo = "FZ2024001", quantity = 500 };

    [Theory, MemberData(nameof(Databases))]
    public async Task A_signed_order_is_placed_and_read_back(string provider)
    {
        var erp = await CredentialAsync(provider);
        var placed = await erp.Client.PostAsync(Create, """{"externalOrderNo":"ERP-红","styleNo":"FZ2024001","quantity":500,"colors":["红","蓝"],"sizes":["S","M"]}""");
        Assert.Equal(HttpStatusCode.OK, placed.Status);
        Assert.Equal((200, "success"), (placed.Code, placed.Message));
        Assert.Matches("^req_[0-9a-f]{16}$", placed.RequestId);
        Assert.Equal(placed.RequestId, placed.Headers["X-Request-Id"]);
        Assert.Matches("^PO20260211[0-9]{4,}$", placed.Data.GetProperty("orderNo").GetString());
        Assert.Equal("OpenAPI-" + erp.Made.AppName, placed.Data.GetProperty("createdByName").GetString());
        var read = await erp.Client.GetAsync("/openapi/v1/orders/" + placed.Data.GetProperty("orderNo").GetString());
        Assert.Equal(("ERP-红", "pending", "待生产"),
            (read.Data.GetProperty("externalOrderNo").GetString(), read.Data.GetProperty("status").GetString(), read.Data.GetProperty("statusName").GetString()));
        Assert.EndsWith("+08:00", read.Data.GetProperty("createTime").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-App-Key")]
    [InlineData("X-Timestamp")]
    [InlineData("X-Signature")]
    public async Task A_missing_or_blank_header_is_401(string header)
    {
        var erp = await CredentialAsync();
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Without = [header] }), 401, "HEADER_MISSING");
        var request = erp.Client.Sign(HttpMethod.Post, Create, Encoding.UTF8.GetBytes("{}"));
        var blank = request with { Headers = request.Headers.ToDictionary(h => h.Key, h => h.Key == header ? " " : h.Value) };
        await RefusedAsync(erp.Client.SendAsync(blank), 401, "HEADER_MISSING");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1770791400")]
    [InlineData("1770791400000.5")]
    [InlineData("-1770791400000")]
    [InlineData("99999999999999999999")]
    public async Task A_timestamp_that_is_no_millisecond_number_near_now_is_401(string timestamp)
    {
        var erp = await CredentialAsync();
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Timestamp = timestamp }), 401, "TIMESTAMP");
    }

    [Theory]
    [InlineData(-300_001, 401)]
    [InlineData(-299_000, 200)]
    [InlineData(299_000, 200)]
    [InlineData(300_001, 401)]
    public async Task The_window_is_five_minutes_to_both_sides(int offsetMs, int status)
    {
        var erp = await CredentialAsync();
        var timestamp = (erp.Tenant.Hub.Clock.GetUtcNow().ToUnixTimeMilliseconds() + offsetMs).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(status, (int)(await erp.Client.PostAsync(Create, Order("W-" + offsetMs), new SigningTwist { Timestamp = timestamp })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_unknown_key_and_a_wrong_signature_get_the_same_answer(string provider)
    {
        var erp = await CredentialAsync(provider);
        var unknown = await erp.Client.PostAsync(Create, Order(), new SigningTwist { AppKey = "os_ffffffffffffffffffffffff" });
        var wrong = await erp.Client.PostAsync(Create, Order(), new SigningTwist { Secret = "wrong-wrong-wrong-wrong-wrong-wr" });
        Assert.Equal((401, "APP_KEY_OR_SIGNATURE", "签名验证失败"), ((int)unknown.Status, unknown.ErrorCode, unknown.Message));
        Assert.Equal((401, "APP_KEY_OR_SIGNATURE", "签名验证失败"), ((int)wrong.Status, wrong.ErrorCode, wrong.Message));
        Assert.DoesNotContain("X-Signature-Hint", wrong.Headers.Keys);
    }

    [Fact]
    public async Task A_changed_byte_of_the_body_is_401()
    {
        var erp = await CredentialAsync();
        var request = erp.Client.Sign(HttpMethod.Post, Create, Encoding.UTF8.GetBytes("""{"externalOrderNo":"E-1","styleNo":"S","quantity":5}"""));
        var altered = request with { Body = Encoding.UTF8.GetBytes("""{"externalOrderNo":"E-1","styleNo":"S","quantity":6}""") };
        await RefusedAsync(erp.Client.SendAsync(altered), 401, "APP_KEY_OR_SIGNATURE");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_doctor_explains_what_the_right_secret_did_wrongly_in_the_answer_and_in_the_log(string provider)
    {
        var erp = await CredentialAsync(provider);
        var body = """{"externalOrderNo":"E-2","styleNo":"S","quantity":5}"""u8.ToArray();
        var answer = await erp.Client.PostAsync(Create, body, new SigningTwist { SignedBody = [.. body, (byte)'\n'] });
        Assert.Equal((401, "APP_KEY_OR_SIGNATURE"), ((int)answer.Status, answer.ErrorCode));
        Assert.Equal("TRAILING_NEWLINE", answer.Headers["X-Signature-Hint"]);
        Assert.Contains("换行", answer.Message, StringComparison.Ordinal);
        var seconds = await erp.Client.PostAsync(
            Create, body, new SigningTwist { Timestamp = erp.Tenant.Hub.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal("TIMESTAMP", seconds.ErrorCode);
        Assert.Contains("毫秒", seconds.Message, StringComparison.Ordinal);
        Assert.Equal("SECONDS_TIMESTAMP", seconds.Headers["X-Signature-Hint"]);
        var row = await LoggedAsync(erp, answer.RequestId!);
        Assert.Equal((401, "APP_KEY_OR_SIGNATURE"), (row.ResponseCode, row.ErrorCode));
        Assert.Contains("换行", row.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_write_sent_again_is_401_and_changes_nothing(string provider)
    {
        var erp = await CredentialAsync(provider);
        var request = erp.Client.Sign(HttpMethod.Post, Create, JsonSerializer.SerializeToUtf8Bytes(Order("R-1")));
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(request)).Status);
        await RefusedAsync(erp.Client.SendAsync(request), 401, "REPLAY");
        // On another path, reading or writing, too.
        await RefusedAsync(erp.Client.SendAsync(request with { PathAndQuery = "/openapi/v1/orders/list" }), 401, "REPLAY");
        await RefusedAsync(erp.Client.SendAsync(request with { PathAndQuery = "/openapi/v1/orders/upload" }), 401, "REPLAY");
    }

    [Fact]
    public async Task A_read_may_come_again_at_its_path()
    {
        var erp = await CredentialAsync();
        var get = erp.Client.Sign(HttpMethod.Get, "/openapi/v1/orders/" + await erp.PlaceOrderAsync(), null);
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(get)).Status);
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(get)).Status);
        var list = erp.Client.Sign(HttpMethod.Post, "/openapi/v1/orders/list", "{}"u8.ToArray());
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(list)).Status);
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(list)).Status);
        await RefusedAsync(erp.Client.SendAsync(list with { PathAndQuery = Create }), 401, "REPLAY");
    }

    [Fact]
    public async Task V2_binds_the_path_and_its_nonce_passes_once()
    {
        var erp = await CredentialAsync(with: w => w with { RequireV2Signature = true });
        var v1 = await erp.Client.PostAsync(Create, Order("V1"));
        Assert.Equal((401, "APP_KEY_OR_SIGNATURE"), ((int)v1.Status, v1.ErrorCode));
        Assert.Contains("V2", v1.Message, StringComparison.Ordinal);
        var request = erp.Client.Sign(HttpMethod.Post, Create, JsonSerializer.SerializeToUtf8Bytes(Order("V2")), new SigningTwist { Version = 2 });
        await RefusedAsync(erp.Client.SendAsync(request with { PathAndQuery = "/openapi/v1/orders/upload" }), 401, "APP_KEY_OR_SIGNATURE");
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(request)).Status);
        await RefusedAsync(erp.Client.SendAsync(request), 401, "REPLAY");
        var read = erp.Client.Sign(HttpMethod.Get, "/openapi/v1/events?after=0&size=5", null, new SigningTwist { Version = 2 });
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.SendAsync(read)).Status);
        await RefusedAsync(erp.Client.SendAsync(read), 401, "REPLAY");
    }

    [Fact]
    public async Task An_address_off_the_list_is_403()
    {
        var erp = await CredentialAsync(with: w => w with { IpAllowList = ["203.0.113.0/24"] });
        await RefusedAsync(erp.Client.PostAsync(Create, Order()), 403, "IP_DENIED");
        var allowed = await CredentialAsync(with: w => w with { IpAllowList = ["203.0.113.0/24", "127.0.0.0/8"] });
        Assert.Equal(HttpStatusCode.OK, (await allowed.Client.PostAsync(Create, Order())).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_disabled_credential_is_403_at_once_and_works_again_when_enabled(string provider)
    {
        var erp = await CredentialAsync(provider);
        await erp.PlaceOrderAsync();
        Assert.Equal(200, (await erp.Tenant.Admin.PostAsync($"/api/system/tenant-app/{erp.Id}/disable", new { reason = "测试" })).Status);
        await RefusedAsync(erp.Client.PostAsync(Create, Order()), 403, "APP_DISABLED");
        Assert.Equal(200, (await erp.Tenant.Admin.PostAsync($"/api/system/tenant-app/{erp.Id}/enable")).Status);
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.PostAsync(Create, Order())).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_ended_subscription_is_403_whatever_the_job_did(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        await erp.PlaceOrderAsync();
        hub.Clock.Advance(TimeSpan.FromDays(367));
        await RefusedAsync(erp.Client.PostAsync(Create, Order()), 403, "APP_EXPIRED");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_disabled_tenant_is_403(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        await erp.PlaceOrderAsync();
        var platform = await Tenants.OperatorAsync(hub);
        Assert.Equal(200, (await platform.PostAsync($"/api/platform/tenants/{erp.Tenant.TenantId}/disable", new { reason = "测试" })).Status);
        await RefusedAsync(erp.Client.PostAsync(Create, Order()), 403, "TENANT_DISABLED");
    }

    [Theory]
    [InlineData("QUALITY_FEEDBACK")]
    [InlineData("LOGISTICS_SYNC")]
    [InlineData("PAYMENT_SYNC")]
    public async Task Another_app_type_is_403(string appType)
    {
        var other = await CredentialAsync(appType: appType);
        await RefusedAsync(other.Client.PostAsync(Create, Order()), 403, "APP_TYPE");
        await RefusedAsync(other.Client.GetAsync("/openapi/v1/orders/PO202602110001"), 403, "APP_TYPE");
        Assert.Equal(HttpStatusCode.OK, (await other.Client.GetAsync("/openapi/v1/events?after=0")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_daily_quota_counts_what_reaches_it_and_starts_again_at_midnight_UTC(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub), with: w => w with { DailyQuota = 3 });
        var first = await erp.Client.PostAsync(Create, Order("Q-1"));
        Assert.Equal(("3", "2"), (first.Headers["X-Quota-Limit"], first.Headers["X-Quota-Remaining"]));
        Assert.Equal("1770854400", first.Headers["X-Quota-Reset"]);
        Assert.Contains("\"day\";q=3;w=86400", first.Headers["RateLimit-Policy"], StringComparison.Ordinal);
        // A refused signature is not counted; a body that the handler refuses is.
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Secret = "x" }), 401, "APP_KEY_OR_SIGNATURE");
        await RefusedAsync(erp.Client.PostAsync(Create, "{"), 400, "BAD_JSON");
        Assert.Equal("0", (await erp.Client.PostAsync(Create, Order("Q-3"))).Headers["X-Quota-Remaining"]);
        var over = await erp.Client.PostAsync(Create, Order("Q-4"));
        Assert.Equal((429, "DAILY_QUOTA"), ((int)over.Status, over.ErrorCode));
        Assert.Equal("63000", over.Headers["Retry-After"]);
        hub.Clock.Advance(TimeSpan.FromHours(18));
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.PostAsync(Create, Order("Q-5"))).Status);
    }

    [Fact]
    public async Task More_than_the_bucket_at_once_is_429_for_a_second()
    {
        await using var hub = await TestHub.StartAsync("sqlite", ["Gateway:BurstBucket=5", "Gateway:BurstPerSecond=2"]);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => erp.Client.PostAsync(Create, Order("B-" + n))));
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal((429, "RATE", "1"), ((int)a.Status, a.ErrorCode, a.Headers["Retry-After"])));
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.PostAsync(Create, Order("B-9"))).Status);
    }

    [Fact]
    public async Task Failures_of_one_address_end_in_429_and_hold_up_nobody_who_signs_rightly()
    {
        await using var hub = await TestHub.StartAsync("sqlite", ["Gateway:FailuresPerMinute=10"]);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        for (var i = 0; i < 10; i++)
        {
            await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Secret = "x" }), 401, "APP_KEY_OR_SIGNATURE");
        }
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Secret = "x" }), 429, "RATE");
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.PostAsync(Create, Order("L-1"))).Status);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { Secret = "x" }), 401, "APP_KEY_OR_SIGNATURE");
    }

    [Theory]
    [InlineData("{\"externalOrderNo\":", "BAD_JSON")]
    [InlineData("[]", "BAD_JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "BAD_JSON")]
    [InlineData("{\"externalOrderNo\":\"E\",\"styleNo\":\"S\",\"quantity\":\"500\"}", "VALIDATION")]
    [InlineData("{\"externalOrderNo\":\"E\",\"styleNo\":\"S\",\"quantity\":1.5}", "VALIDATION")]
    public async Task A_body_that_is_no_such_object_is_400(string body, string token)
    {
        var erp = await CredentialAsync();
        await RefusedAsync(erp.Client.PostAsync(Create, body), 400, token);
    }

    [Fact]
    public async Task Validation_names_every_field()
    {
        var erp = await CredentialAsync();
        var answer = await erp.Client.PostAsync(Create, """{"styleNo":"","quantity":0,"requiredDate":"2026-02-30"}""");
        Assert.Equal("VALIDATION", answer.ErrorCode);
        var fields = answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).Order().ToList();
        Assert.Equal(["externalOrderNo", "quantity", "requiredDate", "styleNo"], fields);
    }

    [Fact]
    public async Task Too_large_compressed_or_not_JSON_is_400()
    {
        var erp = await CredentialAsync();
        await RefusedAsync(erp.Client.PostAsync(Create, new string('x', (1024 * 1024) + 1)), 400, "TOO_LARGE");
        await RefusedAsync(erp.Client.PostAsync(Create, Order(), new SigningTwist { ContentType = "text/plain" }), 400, "BAD_JSON");
        await RefusedAsync(
            erp.Client.PostAsync(Create, Order(), new SigningTwist { With = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } }), 400, "BAD_JSON");
        Assert.Equal(HttpStatusCode.OK, (await erp.Client.PostAsync(Create, Order(), new SigningTwist { ContentType = "application/json; charset=utf-8" })).Status);
    }

    [Theory]
    [InlineData("GET", "/openapi/v1/nothing")]
    [InlineData("GET", "/openapi/v1/orders/create")]
    [InlineData("DELETE", "/openapi/v1/orders/list")]
    [InlineData("POST", "/openapi/v1")]
    [InlineData("PUT", "/OPENAPI/V1/orders/create")]
    [InlineData("GET", "/OpenApi/v1/nothing")]
    public async Task An_unknown_path_or_wrong_method_is_404_in_the_envelope(string method, string path)
    {
        var hub = await TestHub.SharedAsync("sqlite");
        using var response = await hub.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        var answer = await ConsoleClient.ReadAsync(response);
        // A GET of a number that no order has is a signed call, so it asks for its headers first.
        Assert.Contains(answer.Status, method == "GET" && path.EndsWith("create", StringComparison.Ordinal) ? [401] : (int[])[404]);
        Assert.Equal(answer.Status, answer.Body.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_404()
    {
        var erp = await CredentialAsync();
        await RefusedAsync(erp.Client.GetAsync("/openapi/v1/orders/PO209901010001"), 404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_failure_inside_is_500_and_tells_nothing()
    {
        await using var hub = await TestHub.StartAsync("sqlite", ["Logging:LogLevel:Default=None"]);
        var erp = await TestCredential.BuyAsync(await Tenants.CreateAsync(hub));
        await hub.AsPlatformAsync(services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            return db.UnitAsync(async () => await db.Database.ExecuteSqlRawAsync("ALTER TABLE production_orders RENAME TO gone"), CancellationToken.None);
        });
        var answer = await erp.Client.PostAsync(Create, Order());
        Assert.Equal((500, "INTERNAL", "服务器内部错误"), ((int)answer.Status, answer.ErrorCode, answer.Message));
        Assert.DoesNotContain("production_orders", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(500, (await LoggedAsync(erp, answer.RequestId!)).ResponseCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_call_is_logged_with_masked_bodies_and_the_order(string provider)
    {
        var erp = await CredentialAsync(provider);
        var answer = await erp.Client.PostAsync(
            Create, """{"externalOrderNo":"LOG-1","styleNo":"S","quantity":5,"remark":"电话13812345678","password":"hunter2"}""",
            new SigningTwist { With = new Dictionary<string, string> { ["X-Request-Id"] = "mine-1" } });
        var row = await LoggedAsync(erp, answer.RequestId!);
        Assert.Equal((200, "SUCCESS", "INBOUND", "mine-1"), (row.ResponseCode, row.Result, row.Direction, row.ClientRequestId));
        Assert.Equal((answer.Data.GetProperty("orderNo").GetString(), "LOG-1"), (row.OrderNo, row.ExternalOrderNo));
        Assert.Contains("138****5678", row.RequestBody, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", row.RequestBody, StringComparison.Ordinal);
        Assert.Contains("\"code\":200", row.ResponseBody, StringComparison.Ordinal);
        var listed = await erp.Tenant.Admin.PostAsync("/api/system/tenant-app/logs", new { requestId = answer.RequestId });
        Assert.Equal(1, listed.Data.GetProperty("total").GetInt32());
        var stranger = await Tenants.CreateAsync(erp.Tenant.Hub);
        Assert.Equal(0, (await stranger.Admin.PostAsync("/api/system/tenant-app/logs", new { requestId = answer.RequestId })).Data.GetProperty("total").GetInt32());
        Assert.Equal(404, (await stranger.Admin.GetAsync($"/api/system/tenant-app/logs/{row.Id}")).Status);
    }

    private static async Task<TestCredential> CredentialAsync(
        string provider = "sqlite", string appType = "ORDER_SYNC", Func<Weft.Hub.Modules.AppStore.WantedCredential, Weft.Hub.Modules.AppStore.WantedCredential>? with = null) =>
        await TestCredential.BuyAsync(await Tenants.CreateAsync(await TestHub.SharedAsync(provider)), appType, with);

    private static async Task RefusedAsync(Task<SignedAnswer> call, int status, string token)
    {
        var answer = await call;
        Assert.Equal((status, token), ((int)answer.Status, answer.ErrorCode));
        Assert.Equal(status, answer.Code);
        Assert.Matches("^req_[0-9a-f]{16}$", answer.RequestId);
        Assert.NotEmpty(answer.Message!);
    }

    /// <summary>The log is written off the request's path: asks until the row is there.</summary>
    private static async Task<CallLogRow> LoggedAsync(TestCredential credential, string requestId)
    {
        for (var i = 0; i < 200; i++)
        {
            var row = await credential.Tenant.InAsync(services =>
                services.GetRequiredService<HubDbContext>().Set<CallLogRow>().FirstOrDefaultAsync(r => r.RequestId == requestId));
            if (row is not null)
            {
                return row;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }
        throw new TimeoutException("The call was not logged.");
    }
}
