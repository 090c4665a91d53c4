namespace Weft.Hub.Platform.Tenancy;

/// <summary>Instants as one tenant reads them (openapi-gateway 6: ISO 8601 with offset in the tenant's zone).</summary>
public sealed class TenantTime(TimeZoneInfo zone)
{
    public const string DefaultZone = "Asia/Shanghai";

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The zone of that IANA name, or the default zone where the name is not known here.</summary>
    public static TenantTime For(string? zoneName) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(zoneName ?? DefaultZone, out var zone) ? zone : TimeZoneInfo.FindSystemTimeZoneById(DefaultZone));

    public DateTimeOffset Local(DateTime utc) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), Zone);

    public DateTimeOffset? Local(DateTime? utc) => utc is { } value ? Local(value) : null;

    /// <summary>The tenant's calendar day at that instant.</summary>
    public DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Local(utc).DateTime);

    /// <summary>The first day of the day's week: weeks begin on Monday.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The UTC instant at which that day begins for the tenant.</summary>
    public DateTime StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // A day that begins inside a daylight-saving gap begins at the first instant that exists.
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return TimeZoneInfo.ConvertTimeToUtc(local, Zone);
    }
}

/// <summary>The one place that reads the clock for stored instants.</summary>
public static class ClockExtensions
{
    /// <summary>Now, in UTC, cut to milliseconds, so that both databases give back exactly what was stored.</summary>
    public static DateTime UtcNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
