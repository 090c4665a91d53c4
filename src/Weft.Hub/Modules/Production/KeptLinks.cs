namespace Weft.Hub.Modules.Production;

/// <summary>
/// Links to pictures that this browser shows already. A list reads itself again every half minute and gets new links to the same pictures; with the old ones nothing is
/// loaded twice. One for each open console.
/// </summary>
internal sealed class KeptLinks(TimeProvider clock)
{
    /// <summary>Links work for ten minutes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    private readonly Dictionary<string, (string Link, DateTimeOffset Since)> links = new(StringComparer.Ordinal);

    /// <summary>The link that is shown for what has that name, or the new one.</summary>
    public string? Keep(string name, string? link)
    {
        if (link is null)
        {
            links.Remove(name);
            return null;
        }
        if (!links.TryGetValue(name, out var kept) || clock.GetUtcNow() - kept.Since > Longest)
        {
            links[name] = kept = (link, clock.GetUtcNow());
        }
        return kept.Link;
    }

    /// <summary>It has another picture now.</summary>
    public void Forget(string name) => links.Remove(name);
}
