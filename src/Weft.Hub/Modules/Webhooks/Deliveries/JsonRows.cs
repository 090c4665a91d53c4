using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Rows as one JSON parameter of a set-based statement; see <see cref="DeliverySql"/>.</summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new MemoryStream(items.Count * 256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>As the database itself writes instants: SQLite compares them as text.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, HubDbContext db, string name, DateTime? instant)
    {
        if (instant is { } value)
        {
            json.WriteString(name, value.ToString(db.IsPostgres ? "O" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
