namespace Weft.Hub.Platform.Background;

/// <summary>Work that runs by the clock, once across all nodes. It starts in a scope of its own and must be safe to repeat.</summary>
public interface IClockJob
{
    Task RunAsync(CancellationToken ct);
}

/// <summary>A job and when it runs.</summary>
/// <param name="Name">Stable name: nodes agree on it.</param>
/// <param name="JobType">The <see cref="IClockJob"/>.</param>
/// <param name="Every">Interval; a run that is still going on is not started again.</param>
public sealed record ClockJobEntry(string Name, Type JobType, TimeSpan Every);

public static class ClockJobExtensions
{
    public static IServiceCollection AddClockJob<TJob>(this IServiceCollection services, string name, TimeSpan every) where TJob : class, IClockJob
    {
        services.AddScoped<TJob>();
        services.AddSingleton(new ClockJobEntry(name, typeof(TJob), every));
        return services;
    }
}
