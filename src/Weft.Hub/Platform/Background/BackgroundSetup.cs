using Quartz;
using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Platform.Background;

internal static class BackgroundSetup
{
    public static IServiceCollection AddBackground(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackgroundOptions>().Bind(configuration.GetSection(BackgroundOptions.Section));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxRelay>();
        if (configuration.GetValue("Background:Relay", true))
        {
            services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        }
        if (configuration.GetValue("Background:Jobs", true))
        {
            services.AddQuartz();
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        }
        return services;
    }
}
