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

    /// <summary>A list of distinct whole numbers, such as ids.</summary>
    public IReadOnlyList<long>? Integers(string name, int maxCount, long min = long.MinValue, bool required = false)
    {
        if (!FindList(name, maxCount, required, out var list))
        {
            return null;
        }
        List<long> numbers = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < min || numbers.Contains(number))
            {
                Fail($"{name}[{numbers.Count}]", min == long.MinValue ? "必须为整数，且不能重复" : $"必须为不小于 {min} 的整数，且不能重复");
                return null;
            }
            numbers.Add(number);
        }
        return numbers;
    }
}
