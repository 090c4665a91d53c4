namespace Weft.Hub.Modules.PartnerApi.Logistics;

/// <summary>A Chinese address in one text, taken apart as far as it says: province, city, and the rest.</summary>
internal sealed record DeliveryAddress(string Region, string City, string Rest)
{
    private static readonly string[] Municipalities = ["北京市", "上海市", "天津市", "重庆市"];

    public static DeliveryAddress Of(string? address)
    {
        var rest = address?.Trim() ?? "";
        var region = Beginning(rest, "省", "自治区", "特别行政区");
        rest = rest[region.Length..];
        var city = Beginning(rest, "市", "自治州");
        rest = rest[city.Length..];
        return new DeliveryAddress(region.Length == 0 && Municipalities.Contains(city) ? city : region, city, rest.TrimStart());
    }

    /// <summary>The text up to one of the words, when that comes early enough to be a name.</summary>
    private static string Beginning(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at is > 0 and <= 8)
            {
                return text[..(at + word.Length)];
            }
        }
        return "";
    }
}
