using System.Globalization;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Console;

/// <summary>A page's address has days of the tenant, both of them included; many lists ask for instants.</summary>
internal static class DayFilters
{
    /// <param name="asked">With <c>from</c> and <c>to</c> as <c>yyyy-MM-dd</c>; what is no day stays, and the list says what is wrong with it.</param>
    /// <param name="time">Whose days.</param>
    /// <param name="from">What the list calls its first instant.</param>
    /// <param name="to">What it calls the instant before which it ends.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> asked, TenantTime time, string from = "from", string to = "to")
    {
        var filters = new Dictionary<string, string>(asked, StringComparer.Ordinal);
        Put("from", from, 0);
        Put("to", to, 1);
        return filters;

        void Put(string day, string instant, int later)
        {
            if (asked.TryGetValue(day, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                filters[instant] = time.StartOf(date.AddDays(later)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            }
        }
    }
}
