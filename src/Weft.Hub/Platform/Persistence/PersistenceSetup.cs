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
        services.AddSingleton<ReadConnections>();
        services.AddSingleton<TenantCommits>();
        services.AddSingleton<PlatformUnits>();
        services.AddSingleton<Migrator>();
        services.AddScoped<TenantScope>();
        services.AddScoped<Actor>();
        services.AddScoped<ContextServices>();
        // The options are the same for every context; made anew for each, they would cost more than a query.
        if (configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.IsPostgres == true)
        {
            services.AddDbContext<HubDbContext, PostgresHubDbContext>(Configure, optionsLifetime: ServiceLifetime.Singleton);
        }
        else
        {
            services.AddDbContext<HubDbContext, SqliteHubDbContext>(Configure, optionsLifetime: ServiceLifetime.Singleton);
        }
        // For services whose busiest path needs no context: it is made when first asked for.
        services.AddScoped<Func<HubDbContext>>(provider => provider.GetRequiredService<HubDbContext>);
        return services;
    }

    private static void Configure(IServiceProvider provider, DbContextOptionsBuilder options)
    {
        provider.GetRequiredService<HubDatabase>().Configure(options);
        options.AddInterceptors(Session, Guard);
        options.ConfigureWarnings(warnings => warnings
            // Ids come from our own source, and a required end with a tenant filter of its own has the same tenant.
            .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)
            // A count that stops at a limit, and a table with one row for each tenant, need no order; pages have the order of their lists.
            .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
            .Ignore(CoreEventId.FirstWithoutOrderByAndFilterWarning)
            .Ignore(CoreEventId.SaveChangesFailed)
            .Ignore(RelationalEventId.CommandError));
    }

    private static readonly TenantSession Session = new();
    private static readonly WriteGuard Guard = new();
}
