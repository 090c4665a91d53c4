using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>
/// POST /api/v1/processes/{path}: the checks of scm-partner-api 9.1 in their order. 1. token; 2. path, method, size, rate; 3. JSON; 4. requestId; then by kind of function:
/// a query runs, a result is looked up, anything else is stored (5, 6) and processed now or by the worker.
/// </summary>
internal sealed class ProcessDoor(
    PartnerTokens tokens, PartnerDirectory directory, FunctionCatalogue catalogue, DoorAnswers answers, RequestWork work)
{
    private const string Prefix = "/api/v1/processes/";
    private const int MaxRequestId = 64;

    public async Task HandleAsync(HttpContext http)
    {
        // 1
        if (await CallerAsync(http) is not { } partner)
        {
            await answers.RefuseAsync(http, 401, "Unauthorized");
            return;
        }
        // 2
        var path = (http.Request.Path.Value ?? "")[Prefix.Length..];
        path = path.EndsWith('/') ? path[..^1] : path;
        if (!(http.Request.Path.Value ?? "").StartsWith(Prefix, StringComparison.Ordinal) || !catalogue.Knows(path))
        {
            await answers.RefuseAsync(http, 404, "Not Found");
            return;
        }
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await answers.RefuseAsync(http, 405, "Method Not Allowed");
            return;
        }
        if (work.TooMany(partner) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await answers.RefuseAsync(http, 429, "Too Many Requests");
            return;
        }
        if (await DoorBody.BytesAsync(http.Request, work.MaxBodyBytes, http.RequestAborted) is not { } bytes)
        {
            await answers.RefuseAsync(http, 413, "Payload Too Large");
            return;
        }
        // 3
        if (DoorBody.Read(bytes) is not { } body)
        {
            await answers.RefuseAsync(http, 500, "Request failed.");
            return;
        }
        var function = catalogue.Of(path, body.Root);
        http.RequestServices.GetRequiredService<TenantScope>().Enter(partner.TenantId);
        http.RequestServices.GetRequiredService<Actor>().BecomeApp(partner.Facts.SystemId, Literals.Cut($"协同-{partner.Facts.UserName}", 128), http.Connection.RemoteIpAddress?.ToString());
        await answers.WriteAsync(http, function, await AnswerAsync(http, partner, function, body));
    }

    private async Task<DoorAnswer> AnswerAsync(HttpContext http, LivePartner partner, PartnerFunction function, DoorBody body)
    {
        // 4
        var id = body.Field("requestId");
        if (id.Length is 0 or > MaxRequestId || id.Contains('\0', StringComparison.Ordinal))
        {
            var message = Literals.FormatError + (id.Length == 0 ? BadFormatException.Missing("requestId") : BadFormatException.Unparseable("string", id)).Message;
            return new DoorAnswer(null, new AnswerEnvelope(Literals.Cut(id.Replace("\0", "", StringComparison.Ordinal), MaxRequestId), "1", message)
            {
                TargetRequestId = "", TargetStatus = "1", TargetResult = "6", WritesBlankKey = partner.WritesBlankKey,
            });
        }
        try
        {
            var answer = function.Type switch
            {
                FunctionType.Query => await work.QueryAsync(http.RequestServices, partner, function, id, body),
                FunctionType.Result => await work.ResultAsync(http.RequestServices, partner, function, id, body),
                _ => await work.StoreAsync(http.RequestServices, partner, function, id, body),
            };
            return answer with { Envelope = answer.Envelope with { WritesBlankKey = partner.WritesBlankKey } };
        }
        catch (BadFormatException bad)
        {
            return DoorAnswer.BadFormat(id, id, bad.Message);
        }
#pragma warning disable CA1031 // The protocol has an answer for what nobody expected; the exception is logged whole.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            answers.LogFailure(error, function.Code, partner.TenantId);
            return DoorAnswer.Failed(id, function.IsAsync || !function.IsStored);
        }
    }

    private async Task<LivePartner?> CallerAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && await tokens.ReadAsync(header["Bearer ".Length..].Trim(), http.RequestAborted) is { } content
                ? await directory.FindAsync(content.TenantId, content.PartnerUserId, http.RequestAborted)
                : null;
    }
}

/// <summary>An answer with HTTP 200: its rows as JSON, or none, and the envelope.</summary>
internal sealed record DoorAnswer(string? Rows, AnswerEnvelope Envelope)
{
    public static DoorAnswer Plain(string id, string result, string message) => new(null, new AnswerEnvelope(id, result, message));

    public static DoorAnswer BadFormat(string id, string target, string parserMessage) => new(null, new AnswerEnvelope(id, "1", Literals.FormatError + parserMessage)
    {
        TargetRequestId = target, TargetStatus = "1", TargetResult = "6",
    });

    /// <summary>A system exception; calls without a target have the four fields only.</summary>
    public static DoorAnswer Failed(string id, bool isBare) => isBare
        ? Plain(id, "9", Literals.SystemError)
        : new DoorAnswer("[]", new AnswerEnvelope(id, "9", Literals.SystemError) { TargetRequestId = id, TargetStatus = "1", TargetResult = "9" });
}

/// <summary>Writes the answers of the business door.</summary>
internal sealed partial class DoorAnswers(IOptions<PartnerApiOptions> options, TimeProvider clock, ILogger<DoorAnswers> logger)
{
    private readonly AnswerWriter writer = new(TenantTime.For(options.Value.TimeZone).Zone, clock);

    public async Task WriteAsync(HttpContext http, PartnerFunction function, DoorAnswer answer) =>
        await SendAsync(http, 200, writer.Answer(function.RowList, answer.Rows, answer.Envelope));

    /// <summary>A transport error (9.4): the hub has not accepted the request.</summary>
    public Task RefuseAsync(HttpContext http, int status, string message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("servlet", options.Value.Servlet);
            json.WriteString("message", message);
            json.WriteString("url", Literals.Cut(http.Request.Path.Value ?? "", 255));
            json.WriteString("status", status.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        return SendAsync(http, status, buffer.WrittenMemory);
    }

    public void LogFailure(Exception error, string function, long tenant) => Log.Failed(logger, error, function, tenant);

    private static async Task SendAsync(HttpContext http, int status, ReadOnlyMemory<byte> body)
    {
        (http.Response.StatusCode, http.Response.ContentType, http.Response.ContentLength) = (status, "application/json; charset=utf-8", body.Length);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(7002, LogLevel.Error, "{Function} of tenant {Tenant} failed")]
        public static partial void Failed(ILogger logger, Exception error, string function, long tenant);
    }
}
