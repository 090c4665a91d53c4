using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>Adds calendar months in the tenant's zone (app-store 4): 31 January and one month is the last day of February, at the same time of day there.</summary>
internal static class CalendarMonths
{
    public static DateTime After(DateTime utc, int months, TenantTime time)
    {
        var local = DateTime.SpecifyKind(time.Local(utc).DateTime, DateTimeKind.Unspecified).AddMonths(months);
        // A time of day that daylight saving leaves out becomes the first that exists.
        while (time.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return TimeZoneInfo.ConvertTimeToUtc(local, time.Zone);
    }

    public static DateTime? After(DateTime utc, int? months, TenantTime time) => months is { } count ? After(utc, count, time) : null;
}
