using System.Text.Json;

namespace Weft.Hub.Platform.Api;

/// <summary>Lists whose records are judged one by one.</summary>
public sealed partial class Fields
{
    /// <summary>
    /// A list of records, each with errors and warnings of its own: for uploads that store what is valid and report the rest
    /// (openapi-gateway 6.9). A record that is no object is rejected by itself.
    /// </summary>
    public IReadOnlyList<Fields>? Records(string name, int maxCount, bool required = false)
    {
        if (!FindList(name, maxCount, required, out var list))
        {
            return null;
        }
        List<Fields> records = [];
        foreach (var item in list.EnumerateArray())
        {
            records.Add(item.ValueKind == JsonValueKind.Object
                ? new Fields(item, "", [], [], fromText)
                : new Fields(Refusal.Invalid($"{name}[{records.Count}]", "必须为对象")));
        }
        return records;
    }
}
