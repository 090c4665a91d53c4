using Weft.Hub.Modules.Gateway.Calls;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway;

/// <summary>
/// The way of every signed request (openapi-gateway 3.5):
/// 1. id and raw body; 2. the ordered checks, whose failures are counted by address; 3. the tenant and the credential are put in scope;
/// 4. the endpoint; 5. a row for the call log, off the caller's path.
/// </summary>
internal sealed class SignedDoor(GatewayChecks checks, FailureLimiter limiter, Explanation explanation, CallLog log, SecurityLog security, TimeProvider clock)
{
    public async Task AdmitAsync(HttpContext http, SignedAccess access, RequestDelegate endpoint)
    {
        var started = clock.GetTimestamp();
        // 1
        RequestId.Of(http);
        using var body = await RawBody.ReadAsync(http.Request, access.MaxBodyBytes, http.RequestAborted);
        if (body is null)
        {
            await EnvelopeWriter.RefuseAsync(http, CommonErrors.TooLarge with { Message = $"请求体不能超过 {access.MaxBodyBytes / 1024 / 1024} MiB" });
            return;
        }
        var attempt = new GatewayAttempt(http, access, body, clock.UtcNow());
        // 2
        if (await CheckAsync(attempt) is { } refusal)
        {
            await RefuseAsync(attempt, refusal, started);
            return;
        }
        // 3
        var credential = attempt.Credential!;
        var call = new SignedCall(credential, RequestId.Of(http));
        http.RequestServices.GetRequiredService<TenantScope>().Enter(credential.TenantId);
        http.RequestServices.GetRequiredService<Actor>().BecomeApp(credential.Id, credential.Marker, attempt.Address.ToString());
        var answer = new AnswerCopy();
        http.Features.Set(call);
        http.Features.Set<IRawBody>(body);
        http.Features.Set(answer);
        // 4
        try
        {
            if (Unreadable(http.Request, body) is { } unreadable)
            {
                await EnvelopeWriter.RefuseAsync(http, unreadable);
                return;
            }
            await endpoint(http);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The outer door answers 500; the log must say so too.
            log.Write(Entry(attempt, call, 500, default, started) with { ErrorCode = "INTERNAL", ErrorMessage = CommonErrors.Internal.Message });
            answer.IsLogged = true;
            throw;
        }
        finally
        {
            // 5
            if (!answer.IsLogged)
            {
                var entry = Entry(attempt, call, http.Response.StatusCode, answer.Bytes, started);
                log.Write(answer.Refusal is { } no ? entry with { ErrorCode = no.Token, ErrorMessage = Text(no) } : entry);
            }
        }
    }

    private async ValueTask<Refusal?> CheckAsync(GatewayAttempt attempt)
    {
        foreach (var check in checks.InOrder)
        {
            if (await check.RunAsync(attempt, attempt.Http.RequestAborted) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    private async Task RefuseAsync(GatewayAttempt attempt, Refusal refusal, long started)
    {
        if (attempt.IsAuthentic)
        {
            log.Write(Entry(attempt, null, refusal.Status, default, started) with { ErrorCode = refusal.Token, ErrorMessage = Text(refusal) });
            await EnvelopeWriter.RefuseAsync(attempt.Http, refusal);
            return;
        }
        if (!limiter.Count(attempt.Address, attempt.Now))
        {
            // Nothing is logged and nothing explained any more: the address only gets an answer.
            await EnvelopeWriter.RefuseAsync(attempt.Http, GatewayErrors.Rate with { RetryAfter = TimeSpan.FromMinutes(1) });
            return;
        }
        var hint = explanation.Of(attempt, refusal);
        if (attempt.Credential is null)
        {
            security.Write(attempt, refusal.Token);
        }
        else
        {
            var remark = hint?.Chinese ?? attempt.Remark ?? "签名与密钥、时间戳和请求体原文不符";
            log.Write(Entry(attempt, null, refusal.Status, default, started) with { ErrorCode = refusal.Token, ErrorMessage = $"{refusal.Message}：{remark}" });
        }
        if (hint is not null)
        {
            attempt.Http.Response.Headers["X-Signature-Hint"] = hint.Token;
            refusal = refusal with { Message = $"{refusal.Message}：{hint.Chinese}" };
        }
        await EnvelopeWriter.RefuseAsync(attempt.Http, refusal);
    }

    /// <summary>UTF-8 JSON, not compressed, when there is a body (openapi-gateway 1); asked after the checks, like everything about the content.</summary>
    private static Refusal? Unreadable(HttpRequest request, RawBody body)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return CommonErrors.MediaType;
        }
        return body.Body.IsEmpty || request.HasJsonContentType() ? null : CommonErrors.MediaType;
    }

    private CallLogEntry Entry(GatewayAttempt attempt, SignedCall? call, int status, ReadOnlyMemory<byte> answer, long started)
    {
        var credential = attempt.Credential!;
        var clientId = attempt.Http.Request.Headers["X-Request-Id"];
        return new CallLogEntry
        {
            TenantId = credential.TenantId,
            AppId = credential.Id,
            AppName = credential.AppName,
            AppType = credential.AppType,
            IsOutbound = false,
            RequestId = RequestId.Of(attempt.Http),
            ClientRequestId = clientId.Count == 1 ? clientId[0] : null,
            HttpMethod = attempt.Method,
            RequestPath = attempt.RawPath,
            RequestBody = CallLog.Head(attempt.Body.Body.Span),
            ResponseBody = answer,
            ResponseCode = status,
            CostMs = (int)clock.GetElapsedTime(started).TotalMilliseconds,
            ClientIp = attempt.Address.ToString(),
            CreateTime = attempt.Now,
            OrderNo = call?.OrderNo,
            ExternalOrderNo = call?.ExternalOrderNo,
        };
    }

    private static string Text(Refusal refusal) => refusal.Errors.Count == 0
        ? refusal.Message
        : $"{refusal.Message}: {string.Join("; ", refusal.Errors.Select(e => $"{e.Field} {e.Message}"))}";
}
