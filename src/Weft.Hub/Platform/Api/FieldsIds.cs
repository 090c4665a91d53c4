using System.Text.Json;

namespace Weft.Hub.Platform.Api;

/// <summary>Lists of ids, and fields of which one of several is needed.</summary>
public sealed partial class Fields
{
    /// <summary>True when the property is there and not null.</summary>
    public bool Gives(string name) => Has(name) && !IsNull(name);

    /// <summary>A list of distinct ids.</summary>
    public IReadOnlyList<long>? Ids(string name, int maxCount, bool required = false)
    {
        if (!FindList(name, maxCount, required, out var list))
        {
            return null;
        }
        List<long> ids = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var id) || id < 1)
            {
                Fail($"{name}[{ids.Count}]", "必须为不小于 1 的整数");
                return null;
            }
            if (ids.Contains(id))
            {
                Fail($"{name}[{ids.Count}]", $"{id} 重复");
                return null;
            }
            ids.Add(id);
        }
        return ids;
    }
}
