using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Platform.Background;

internal static class BackgroundSetup
{
    public static IServiceCollection AddBackground(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackgroundOptions>().Bind(configuration.GetSection(BackgroundOptions.Section));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<ChangeSignal>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeSignal>());
        services.AddSingleton<ClockTimes>();
        var options = configuration.GetSection(BackgroundOptions.Section).Get<BackgroundOptions>() ?? new BackgroundOptions();
        if (options.Relay)
        {
            services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        }
        if (options.Jobs)
        {
            services.AddScheduler(configuration);
        }
        return services;
    }
}
