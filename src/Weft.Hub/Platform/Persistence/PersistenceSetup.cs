using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

internal static class PersistenceSetup
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new DataFolder(configuration["data"] ?? "data"));
        services.AddSingleton<HubDatabase>();
        services.AddSingleton<IdSource>();
        services.AddSingleton<WriteLanes>();
        services.AddSingleton<Migrator>();
        services.AddScoped<TenantScope>();
        services.AddScoped<Actor>();
        services.AddScoped<ContextServices>();
        if (configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.IsPostgres == true)
        {
            services.AddDbContext<HubDbContext, PostgresHubDbContext>(Configure);
        }
        else
        {
            services.AddDbContext<HubDbContext, SqliteHubDbContext>(Configure);
        }
        return services;
    }

    private static void Configure(IServiceProvider provider, DbContextOptionsBuilder options)
    {
        provider.GetRequiredService<HubDatabase>().Configure(options);
        options.AddInterceptors(Session, Guard);
        options.ConfigureWarnings(warnings => warnings
            // Ids come from our own source, and a required end with a tenant filter of its own has the same tenant.
            .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)
            .Ignore(CoreEventId.SaveChangesFailed)
            .Ignore(RelationalEventId.CommandError));
    }

    private static readonly TenantSession Session = new();
    private static readonly WriteGuard Guard = new();
}
