using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Quartz;
using Weft.Hub.Platform.Background;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Background;

/// <summary>The clock of jobs, in real time and with short intervals: the scheduler's own waiting is part of what is tested.</summary>
public sealed class SchedulerTests
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(700);

    // Generous: a busy machine makes a run late, it never makes one too many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IEnumerable<TheoryDataRow<string>> Providers() => TestDatabase.Providers().Select(p => new TheoryDataRow<string>(p));

    public static IEnumerable<TheoryDataRow<string>> Clustered() => TestDatabase.Providers().Where(p => p == "postgres").Select(p => new TheoryDataRow<string>(p));

    [Theory, MemberData(nameof(Providers))]
    public async Task A_job_runs_again_and_again(string provider)
    {
        var runs = new Runs();
        await using var hub = await StartAsync(provider, runs, "one");
        await runs.WaitForAsync(3);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Clustered))]
    public async Task Two_nodes_run_a_job_once_for_each_of_its_times(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var runs = new Runs();
        await using (await StartAsync(provider, runs, "first", database))
        await using (await StartAsync(provider, runs, "second", database))
        {
            await runs.WaitForAsync(8);
        }
        var all = runs.All;
        // Both nodes are down, so the plan's own count is final: each time was given out once, and each gave one run.
        Assert.Equal(await FiredTimesAsync(database), all.Count);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Clustered))]
    public async Task When_a_node_stops_the_other_goes_on(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var runs = new Runs();
        await using var stays = await StartAsync(provider, runs, "stays", database);
        await using (await StartAsync(provider, runs, "leaves", database))
        {
            await runs.WaitForAsync(2);
        }
        var before = runs.All.Count;
        await runs.WaitForAsync(before + 3);
        Assert.All(runs.All.Skip(before + 1), run => Assert.Equal("stays", run.Node));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Clustered))]
    public async Task A_restart_keeps_the_plan_and_a_changed_interval_replaces_it(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using (await StartAsync(provider, new Runs(), "one", database, TimeSpan.FromHours(5)))
        {
        }
        var planned = await NextTimeAsync(database);
        await using (await StartAsync(provider, new Runs(), "one", database, TimeSpan.FromHours(5)))
        {
        }
        Assert.Equal(planned, await NextTimeAsync(database));
        await using (await StartAsync(provider, new Runs(), "one", database, TimeSpan.FromHours(7)))
        {
        }
        Assert.NotEqual(planned, await NextTimeAsync(database));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_node_that_is_told_so_runs_no_jobs(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Background:Jobs=false"]);
        Assert.Null(hub.Services.GetService<ISchedulerFactory>());
    }

    private static Task<TestHub> StartAsync(string provider, Runs runs, string node, TestDatabase? on = null, TimeSpan? every = null) =>
        TestHub.StartAsync(provider, ["Background:Jobs=true"], services =>
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton(TimeProvider.System);
            services.RemoveAll<ClockJobEntry>();
            services.AddSingleton(runs);
            services.AddScoped(_ => new NodeName(node));
            services.AddClockJob<CountingJob>("test-counting", every ?? Every);
        }, on);

    private static Task<long> NextTimeAsync(TestDatabase database) =>
        ScalarAsync(database, "select next_fire_time from qrtz_triggers where trigger_name = 'test-counting'");

    private static Task<long> FiredTimesAsync(TestDatabase database) =>
        ScalarAsync(database, "select times_triggered from qrtz_simple_triggers where trigger_name = 'test-counting'");

    private static async Task<long> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Run(string Node);

    private sealed record NodeName(string Name);

    private sealed class Runs
    {
        private readonly ConcurrentQueue<Run> runs = new();
        private readonly Channel<Run> arrivals = Channel.CreateUnbounded<Run>();

        public IReadOnlyList<Run> All => [.. runs];

        public void Add(Run run)
        {
            runs.Enqueue(run);
            arrivals.Writer.TryWrite(run);
        }

        public async Task WaitForAsync(int count)
        {
            while (runs.Count < count)
            {
                await arrivals.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            }
        }
    }

    private sealed class CountingJob(Runs runs, NodeName node) : IClockJob
    {
        public Task RunAsync(CancellationToken ct)
        {
            runs.Add(new Run(node.Name));
            return Task.CompletedTask;
        }
    }
}
