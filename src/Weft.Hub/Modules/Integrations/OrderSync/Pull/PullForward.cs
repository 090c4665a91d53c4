using System.Globalization;
using System.Text;
using System.Text.Json;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>What came of a forward. Whatever the customer's system does is data here, not an error of ours.</summary>
/// <param name="Action">The action that was forwarded.</param>
/// <param name="Source">The configured address of the customer's API.</param>
/// <param name="HttpStatus">The customer's status; 0 when there was none.</param>
/// <param name="Success">A complete 2xx answer.</param>
/// <param name="Data">The parsed JSON, or the text when it is none.</param>
/// <param name="Error">What failed, when it did.</param>
internal sealed record PullAnswer(string Action, string Source, int HttpStatus, bool Success, JsonElement? Data, string? Error);

/// <summary>
/// Calls the customer's API and logs the call (openapi-gateway 6.8). It reads and writes no database: no transaction is open while the customer thinks.
/// </summary>
internal sealed class PullForward(OutboundHttp outbound, CallLog log, TimeProvider clock)
{
    public const int MaxParamsBytes = 64 * 1024;

    public static readonly string[] Actions = ["list_patterns", "list_orders", "get_pattern", "get_order"];

    private const int MaxAnswerBytes = 1024 * 1024; // openapi-gateway 8

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3); // openapi-gateway 8
    private static readonly TimeSpan WholeTimeout = TimeSpan.FromSeconds(15);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 60 }; // with the envelope around it, within the 64 that readers allow

    /// <summary>Refused (NOT_CONFIGURED) without an address or a callback secret; otherwise the answer says what the customer said.</summary>
    public async Task<Result<PullAnswer>> ExecuteAsync(CredentialSnapshot credential, string action, JsonElement? parameters, string requestId, CancellationToken ct)
    {
        if (credential.ExternalApiUrl is not { } address)
        {
            return OrderSyncErrors.NoExternalApiUrl;
        }
        if (credential.CallbackSecret is null)
        {
            return OrderSyncErrors.NoCallbackSecret;
        }
        var request = Request(credential, address, action, parameters);
        var call = await outbound.SendAsync(request, ct);
        var error = call.Failure != OutboundFailure.None ? call.Message : call.IsSuccess ? null : $"对方返回 HTTP {call.StatusCode}";
        log.Write(Entry(credential, request, call, error, requestId));
        return new PullAnswer(action, PullAddress.Shown(address), call.StatusCode, call.IsSuccess, call.Failure == OutboundFailure.None ? Content(call.Body) : null, error);
    }

    private OutboundRequest Request(CredentialSnapshot credential, string address, string action, JsonElement? parameters)
    {
        var body = parameters is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : "{}"u8.ToArray();
        var ms = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return new OutboundRequest
        {
            Method = HttpMethod.Post,
            Uri = PullAddress.Of(address, action),
            Body = body,
            ConnectTimeout = ConnectTimeout,
            WholeTimeout = WholeTimeout,
            MaxAnswerBytes = MaxAnswerBytes,
            RefuseLongerAnswer = true,
            Headers =
            [
                new("Content-Type", "application/json"),
                new("X-Source", "fashion-supplychain"),
                new("X-App-Key", credential.AppKey),
                new("X-Action", action),
                new("X-Timestamp", ms.ToString(CultureInfo.InvariantCulture)),
                new("X-Signature", WebhookSignature.Sign(credential.CallbackSecret!.Reveal(), ms, body)),
            ],
        };
    }

    /// <summary>JSON as it is; anything else as text. What is no well-formed text inside JSON could not be handed on as JSON.</summary>
    private static JsonElement? Content(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }
        if (body.IsEmpty)
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (JsonUnicode.IsWellFormed(body.Span))
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Not JSON: then it is text.
        }
        return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(body.Span));
    }

    private CallLogEntry Entry(CredentialSnapshot credential, OutboundRequest request, OutboundAnswer call, string? error, string requestId) => new()
    {
        TenantId = credential.TenantId,
        AppId = credential.Id,
        AppName = credential.AppName,
        AppType = credential.AppType,
        IsOutbound = true,
        RequestId = requestId,
        HttpMethod = "POST",
        RequestPath = request.Uri.AbsoluteUri,
        RequestBody = CallLog.Head(request.Body.Span),
        ResponseBody = CallLog.Head(call.Body.Span),
        // A status whose answer then broke off is no success: the row says that nothing came.
        ResponseCode = call.Failure == OutboundFailure.None ? call.StatusCode : 0,
        ErrorCode = call.Failure == OutboundFailure.None ? null : call.Failure.ToString(),
        ErrorMessage = error,
        CostMs = (int)call.Duration.TotalMilliseconds,
        CreateTime = clock.UtcNow(),
    };
}
