namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>Where a forward goes: the customer's address with the action put into it (openapi-gateway 6.8).</summary>
internal static class PullAddress
{
    private const string Placeholder = "{action}";

    /// <summary>How an address keeps the placeholder: braces are escaped when it is saved.</summary>
    private const string Escaped = "%7Baction%7D";

    /// <summary>
    /// <c>{action}</c> is replaced wherever it stands; without one the action becomes the last segment of the path, before a query. The action is one of four words of
    /// ours, so nothing of a caller's reaches the address.
    /// </summary>
    public static Uri Of(string externalApiUrl, string action)
    {
        var address = Shown(externalApiUrl);
        if (address.Contains(Placeholder, StringComparison.OrdinalIgnoreCase))
        {
            return new Uri(address.Replace(Placeholder, action, StringComparison.OrdinalIgnoreCase));
        }
        var at = address.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = at < 0 ? (address, "") : (address[..at], address[at..]);
        return new Uri($"{path.TrimEnd('/')}/{action}{query}");
    }

    /// <summary>The address as a person wrote it, with the placeholder in braces.</summary>
    public static string Shown(string externalApiUrl) => externalApiUrl.Replace(Escaped, Placeholder, StringComparison.OrdinalIgnoreCase);
}
