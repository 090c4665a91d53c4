using System.Text.Json;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>Finds the list in what a customer's system answered: systems wrap their lists in their own ways.</summary>
internal static class PullRecords
{
    private const int Deepest = 4;

    /// <summary>Where lists stand, the likeliest first; <c>items</c> comes last, for an order has items of its own.</summary>
    private static readonly string[] Names = ["data", "records", "list", "rows", "orders", "result", "results", "content", "page", "items"];

    /// <summary>The objects of the list, or none when there is no list.</summary>
    public static IReadOnlyList<JsonElement> Of(JsonElement? answer) => answer is { } given && Find(given, Deepest) is { } list
        ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)]
        : [];

    private static JsonElement? Find(JsonElement value, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value;
        }
        if (value.ValueKind != JsonValueKind.Object || depth == 0)
        {
            return null;
        }
        var inside = value.EnumerateObject().ToList();
        foreach (var name in Names)
        {
            if (inside.Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } found
                && Find(found, depth - 1) is { } list)
            {
                return list;
            }
        }
        // A name of their own, when there is only one list it could be.
        return inside.Where(p => p.Value.ValueKind == JsonValueKind.Array).ToList() is [var only] ? only.Value : null;
    }
}
