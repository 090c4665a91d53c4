using Npgsql;
using Quartz;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Background;

/// <summary>
/// The clock of the Hub's jobs: Quartz, in memory on SQLite, where there is one node; clustered in the Hub's own database on PostgreSQL, so that
/// any number of nodes run each job once (running 5).
/// </summary>
internal static class SchedulerSetup
{
    /// <summary>The scheduler's name: nodes of one database form a cluster by it.</summary>
    public const string Name = "weft";

    /// <summary>Prefix of the scheduler's tables; <see cref="SchedulerTables"/> makes them.</summary>
    public const string TablePrefix = "qrtz_";

    // Jobs wait on the database, not on the processor, and a long one must not keep the others from their turn.
    private const int Threads = 4;

    // Its pool is apart from the requests' pool: a busy minute at the doors does not make jobs late, and jobs take no connection from them.
    private const int Connections = Threads + 2;

    public static void AddScheduler(this IServiceCollection services, IConfiguration configuration)
    {
        var clustered = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.IsPostgres == true;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = Name;
                // How late a node may learn of what another node planned or left behind.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
                // A stopping node asks its jobs to end and waits for them; what they did not do is due again.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(Threads);
            if (clustered)
            {
                quartz.UsePersistentStore(Cluster);
            }
            else
            {
                quartz.UseInMemoryStore(_ => { });
            }
        });
        services.AddHostedService<ClockPlan>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Cluster(IPersistentStoreBuilder store)
    {
        store.UsePostgres(source => source.DataSourceFactory = provider => NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(provider.GetRequiredService<HubDatabase>().ConnectionString) { MaxPoolSize = Connections, ApplicationName = "weft-hub-jobs" }));
        store.UseSystemTextJsonSerializer(_ => { });
        store.UseClustering(cluster =>
        {
            // A node that died is noticed after some seconds, and its jobs go on elsewhere.
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(6);
        });
        store.ConfigureStore(options =>
        {
            options.TablePrefix = TablePrefix;
            options.StoreJobDataAsStrings = true;
            options.SchemaProvisioning = SchemaProvisioning.Validate;
        });
    }
}
