using System.Security.Cryptography;
using System.Text;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Makes one attempt: reads the credential again, signs, calls, logs. It writes nothing to the database itself.</summary>
internal sealed class WebhookSender(CredentialDirectory credentials, OutboundHttp outbound, CallLog log, WebhookMetrics metrics, TimeProvider clock)
{
    /// <summary>By this answer the page of the test receiver knows its attempts.</summary>
    public const string TestMark = "weft-test-receiver";

    private static readonly byte[] TestReceived = Encoding.UTF8.GetBytes(TestMark);

    /// <summary>The attempt's outcome. The world's failures are outcomes; only a cancelled call throws.</summary>
    public async Task<Outcome> AttemptAsync(DueDelivery delivery, CancellationToken ct)
    {
        var startedAt = clock.UtcNow();
        var credential = await credentials.FindAsync(delivery.TenantId, delivery.CredentialId, ct);
        if (WhyNot(credential, startedAt) is { } reason)
        {
            metrics.Skipped();
            return Outcome.Skipped(delivery, reason, startedAt);
        }
        var request = WebhookRequest.For(delivery, credential!, new DateTimeOffset(startedAt, TimeSpan.Zero));
        var call = TestReceiver.Is(credential!.CallbackUrl) ? ReceivedHere(credential) : await outbound.SendAsync(request, ct);
        // Only the head is kept: an answer of 64 KiB would wait in memory for its commit.
        call = call with { Body = CallLog.Head(call.Body.Span) };
        var now = clock.UtcNow();
        var outcome = Outcome.Of(delivery, call, startedAt, now);
        log.Write(Entry(delivery, credential!, request, call, outcome));
        metrics.Attempted(outcome, now);
        return outcome;
    }

    /// <summary>What the test receiver answers; the attempt that is stored is what its page shows.</summary>
    private static OutboundAnswer ReceivedHere(CredentialSnapshot credential) => new(
        OutboundFailure.None, TestReceiver.AnswerOf(credential.CallbackUrl!), "text/plain", TestReceived, Truncated: false, TimeSpan.FromMilliseconds(1), "");

    /// <summary>Why nothing may be sent to the credential now (openapi-gateway 7.4); null when it may.</summary>
    public static string? WhyNot(CredentialSnapshot? credential, DateTime now) => credential switch
    {
        null => "应用已删除",
        { CallbackUrl: null } => "未配置推送地址",
        { CallbackSecret: null } => "回调密钥尚未领取",
        _ => WhyNot(credential.StandingAt(now)),
    };

    private static string? WhyNot(CredentialStanding standing) => standing switch
    {
        CredentialStanding.Good => null,
        CredentialStanding.TenantDisabled => "租户已停用",
        CredentialStanding.Disabled => "应用已停用",
        CredentialStanding.Expired => "应用已过期",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    private static CallLogEntry Entry(DueDelivery delivery, CredentialSnapshot credential, OutboundRequest request, OutboundAnswer call, Outcome outcome) => new()
    {
        TenantId = delivery.TenantId,
        AppId = delivery.CredentialId,
        AppName = credential.AppName,
        AppType = credential.AppType,
        IsOutbound = true,
        RequestId = "req_" + RandomNumberGenerator.GetHexString(16, lowercase: true),
        HttpMethod = "POST",
        RequestPath = credential.CallbackUrl!,
        RequestBody = request.Body,
        ResponseBody = call.Body,
        ResponseCode = call.StatusCode,
        ErrorCode = call.Failure == OutboundFailure.None ? null : call.Failure.ToString(),
        ErrorMessage = outcome.Error,
        CostMs = (int)call.Duration.TotalMilliseconds,
        CreateTime = outcome.At,
        EventId = delivery.EventId,
        Attempt = delivery.Attempts + 1,
        OrderNo = delivery.OrderNo,
        ExternalOrderNo = delivery.ExternalOrderNo,
    };
}
