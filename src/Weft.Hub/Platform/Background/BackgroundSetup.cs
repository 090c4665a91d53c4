using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Platform.Background;

internal static class BackgroundSetup
{
    public static IServiceCollection AddBackground(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackgroundOptions>().Bind(configuration.GetSection(BackgroundOptions.Section));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        if (configuration.GetSection(BackgroundOptions.Section).Get<BackgroundOptions>()?.Jobs ?? true)
        {
            services.AddScheduler(configuration);
        }
        return services;
    }
}
