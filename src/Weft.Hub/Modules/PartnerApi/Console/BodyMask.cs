using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>What people read of a request's JSON: indented, and without what might be a secret. Partners send none by contract; some send their whole configuration.</summary>
internal static class BodyMask
{
    private static readonly string[] Secrets = ["uniqueCode", "token", "password", "secret", "authorization", "apiKey"];
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Text that is no JSON is given as it is: nothing in it has a name.</summary>
    public static string? Of(string? body)
    {
        if (string.IsNullOrEmpty(body))
        {
            return body;
        }
        var buffer = new ArrayBufferWriter<byte>(body.Length + 1024);
        try
        {
            // Token by token, so that a name that comes twice is shown twice, as it came.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body), new JsonReaderOptions { MaxDepth = 256 });
            using var writer = new Utf8JsonWriter(buffer, Readable);
            Copy(ref reader, writer);
        }
        catch (JsonException)
        {
            return body;
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    writer.WritePropertyName(name);
                    if (Secrets.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase)))
                    {
                        reader.Read();
                        reader.Skip();
                        writer.WriteStringValue("***");
                    }
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(reader.GetString());
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }
}
