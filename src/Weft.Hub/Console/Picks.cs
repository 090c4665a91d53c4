namespace Weft.Hub.Console;

/// <summary>
/// The rows of a list that a person has ticked, by their numbers. They stay while he pages and sorts; with other filters they would be rows that he no longer sees, so
/// they go.
/// </summary>
internal sealed class Picks
{
    /// <summary>As many as one batch takes.</summary>
    public const int Most = 100;

    private static readonly string[] Places = ["page", "size", "sort"];

    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    private string? filters;

    public int Count => numbers.Count;

    public IReadOnlyList<string> Numbers => [.. numbers.Order(StringComparer.Ordinal)];

    /// <summary>Tells what the address asks for now.</summary>
    public void Follow(IReadOnlyDictionary<string, string> asked)
    {
        var now = string.Join('&', asked.Where(a => !Places.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
        if (filters is not null && filters != now)
        {
            numbers.Clear();
        }
        filters = now;
    }

    public bool Has(string number) => numbers.Contains(number);

    /// <summary>False when there are as many as can be.</summary>
    public bool Set(string number, bool on)
    {
        if (!on)
        {
            numbers.Remove(number);
            return true;
        }
        return numbers.Contains(number) || (numbers.Count < Most && numbers.Add(number));
    }

    /// <summary>Ticks or unticks a page of rows; false when some found no room.</summary>
    public bool SetAll(IEnumerable<string> page, bool on) => page.ToList().TrueForAll(number => Set(number, on));

    public void Clear() => numbers.Clear();
}
