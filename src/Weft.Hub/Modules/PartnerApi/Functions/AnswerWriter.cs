using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>One object of an answer; what is not set is written "" where the descriptor has it.</summary>
internal sealed class AnswerRow
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<AnswerRow>> lists = new(StringComparer.Ordinal);

    public string? this[string name]
    {
        get => values.GetValueOrDefault(name);
        set => values[name] = value ?? "";
    }

    public IReadOnlyList<AnswerRow> List(string name) => lists.GetValueOrDefault(name) ?? [];

    public AnswerRow With(string name, IReadOnlyList<AnswerRow> rows)
    {
        lists[name] = rows;
        return this;
    }
}

/// <summary>What the envelope says beside the rows (scm-partner-api 7). What is null is left out.</summary>
internal sealed record AnswerEnvelope(string RequestId, string Result, string Message)
{
    public string? TargetRequestId { get; init; }
    public string? TargetStatus { get; init; }
    public string? TargetResult { get; init; }

    /// <summary>For clients that look for the key with the blank behind it (15, no. 11).</summary>
    public bool WritesBlankKey { get; init; }
}

/// <summary>Writes answers: keys in the documented order, every value a text, Chinese as it is.</summary>
internal sealed class AnswerWriter(TimeZoneInfo zone, TimeProvider clock)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The rows as JSON, in the shape of the descriptor.</summary>
    public static string Rows(FieldNode shape, IReadOnlyList<AnswerRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, shape, rows);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The whole answer; <paramref name="rows"/> is what <see cref="Rows"/> made, or null for an answer without rows.</summary>
    public ReadOnlyMemory<byte> Answer(string rowList, string? rows, AnswerEnvelope envelope)
    {
        var buffer = new ArrayBufferWriter<byte>((rows?.Length ?? 0) + 512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            if (rows is not null)
            {
                writer.WritePropertyName(rowList);
                writer.WriteRawValue(rows, skipInputValidation: true);
            }
            writer.WriteString("requestId", envelope.RequestId);
            writer.WriteString("requestResult", envelope.Result);
            writer.WriteString("responseTime", TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            var message = Literals.Cut(envelope.Message, 255);
            writer.WriteString("errorMsg", message);
            if (envelope.TargetRequestId is { } target)
            {
                writer.WriteString("targetRequestId", target);
                writer.WriteString("targetRequestStatus", envelope.TargetStatus);
                writer.WriteString("targetRequestResult", envelope.TargetResult);
                writer.WriteString("targetRequestErrorMsg", message);
                if (envelope.WritesBlankKey)
                {
                    writer.WriteString("targetRequestErrorMsg ", message);
                }
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, FieldNode shape, IReadOnlyList<AnswerRow> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            foreach (var field in shape.Children)
            {
                writer.WritePropertyName(field.Name);
                if (field.Type == FieldType.List)
                {
                    Write(writer, field, row.List(field.Name));
                }
                else
                {
                    writer.WriteStringValue(row[field.Name] ?? "");
                }
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
