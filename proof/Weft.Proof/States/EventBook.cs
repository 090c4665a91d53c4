using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof.States;

/// <summary>The events that arrived, each once, by order.</summary>
internal sealed class EventBook(WebhookReceiver receiver)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int read;

    /// <summary>Events, and requests that brought them.</summary>
    public (int Events, int Requests) Count
    {
        get
        {
            lock (gate)
            {
                Collect();
                return (known.Count, read);
            }
        }
    }

    /// <summary>What was told of an order.</summary>
    public IReadOnlyList<string> Of(string order)
    {
        lock (gate)
        {
            Collect();
            return heard.TryGetValue(order, out var words) ? [.. words] : [];
        }
    }

    private void Collect()
    {
        if (receiver.Count == read)
        {
            return;
        }
        var all = receiver.Received;
        for (; read < all.Count; read++)
        {
            if (known.Add(all[read].EventId ?? ""))
            {
                var words = Words(all[read].Json);
                var order = all[read].Json.GetProperty("data").GetProperty("orderNo").GetString()!;
                (heard.TryGetValue(order, out var list) ? list : heard[order] = []).Add($"{order} {words}");
            }
        }
    }

    private static string Words(JsonElement told)
    {
        var data = told.GetProperty("data");
        int Int(string name) => data.GetProperty(name).GetInt32();
        int Total(string name) => data.GetProperty("orderTotals").GetProperty(name).GetInt32();
        string? Text(string name) => data.GetProperty(name).GetString();
        decimal Money(string name) => data.GetProperty(name).GetDecimal();
        var type = told.GetProperty("event").GetString();
        return type + " " + type switch
        {
            "ORDER_STATUS" => CellBooks.Said($"{Text("status")} {Int("completedQuantity")}"),
            "QUALITY_RESULT" => CellBooks.Said(
                $"{Int("inspectedQuantity")}/{Int("qualifiedQuantity")}/{Int("unqualifiedQuantity")} {data.GetProperty("recheck").GetBoolean()} of {Total("inspectedQuantity")}/{Total("qualifiedQuantity")}/{Total("unqualifiedQuantity")}"),
            "LOGISTICS_UPDATE" => CellBooks.Said($"{Text("changeType")} {Int("quantity")} of {Int("totalShippedQuantity")} left {Int("remainingQuantity")}"),
            _ => CellBooks.Said($"{Text("reconciliationNo")} {Int("quantity")} {Money("totalAmount"):0.00} {Money("deductionAmount"):0.00} {Money("finalAmount"):0.00}"),
        };
    }
}
