using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Weft.Hub.Platform.Api;

/// <summary>The one envelope of the signed API and the console's API (openapi-gateway 4).</summary>
/// <param name="Code">200, or the HTTP status of the refusal.</param>
/// <param name="Message"><c>success</c>, or a Chinese sentence that is safe to show.</param>
/// <param name="Data">The answer; null on errors, except the field errors of a 400.</param>
/// <param name="RequestId"><c>req_</c> and 16 hexadecimal digits; quote it when asking for help.</param>
public sealed record Envelope<T>(int Code, string Message, T? Data, string RequestId);

/// <summary>The data of a 400 that names fields.</summary>
public sealed record FieldErrors(IReadOnlyList<FieldError> Errors);

/// <summary>An endpoint's answer: data or a refusal, written in the envelope with the status that fits.</summary>
public sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? data;

    private Answer(T? data, Refusal? refusal) => (this.data, Refusal) = (data, refusal);

    public Refusal? Refusal { get; }

    /// <summary>What was answered; only when it is no refusal.</summary>
    public T Value => Refusal is null ? data! : throw new InvalidOperationException($"Refused: {Refusal.Token}");

    public static implicit operator Answer<T>(T data) => new(data, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);

    public static implicit operator Answer<T>(Result<T> result) =>
        result.IsRefused(out var refusal) ? new(default, refusal) : new(result.Value, null);

    public Task ExecuteAsync(HttpContext httpContext) =>
        Refusal is { } refusal ? EnvelopeWriter.RefuseAsync(httpContext, refusal) : EnvelopeWriter.WriteAsync(httpContext, data);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(Envelope<T>), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(400, typeof(Envelope<FieldErrors>), ["application/json"]));
    }
}

/// <summary>Writes envelopes; the one translator of refusals for both JSON doors.</summary>
public static class EnvelopeWriter
{
    /// <summary>How everything that leaves as JSON is written: camel case, Chinese as it is, instants with offset.</summary>
    public static readonly JsonSerializerOptions Json = Create();

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int MaxKeptBuffer = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Buffers;

    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText RequestIdName = JsonEncodedText.Encode("requestId");
    private static readonly JsonEncodedText Success = JsonEncodedText.Encode("success");

    public static Task WriteAsync<T>(HttpContext context, T data) => WriteAsync(context, 200, null, data);

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(refusal);
        context.Response.Headers["X-Error-Code"] = refusal.Token;
        if (context.Features.Get<AnswerCopy>() is { } copy)
        {
            copy.Refusal = refusal;
        }
        if (refusal.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
        return WriteAsync(context, refusal.Status, refusal.Message, refusal.Errors.Count > 0 ? new FieldErrors(refusal.Errors) : null);
    }

    private static async Task WriteAsync<T>(HttpContext context, int status, string? message, T data)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        var buffer = Buffers ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        // Up to here and until the copy is taken nothing is awaited, so the thread's buffer has one user.
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Code, status);
            if (message is null)
            {
                writer.WriteString(Message, Success);
            }
            else
            {
                writer.WriteString(Message, message);
            }
            writer.WritePropertyName(Data);
            JsonSerializer.Serialize(writer, data, Json);
            writer.WriteString(RequestIdName, RequestId.Of(context));
            writer.WriteEndObject();
        }
        context.Features.Get<AnswerCopy>()?.Keep(buffer.WrittenSpan);
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity > MaxKeptBuffer)
        {
            Buffers = null;
        }
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new UtcOnlyConverter());
        options.Converters.Add(new MoneyConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary><c>2026-02-11T14:30:00+08:00</c>, with milliseconds only where there are any.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[40];
            value.TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
        }
    }

    /// <summary>A bare DateTime has no zone to show: answers carry DateTimeOffset, made by TenantTime.</summary>
    private sealed class UtcOnlyConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture));
    }

    /// <summary>1.2500 is written 1.25: databases keep four decimals, readers want none that say nothing.</summary>
    private sealed class MoneyConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.000000000000000000000000000000000m);
    }
}
