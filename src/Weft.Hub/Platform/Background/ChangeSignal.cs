using System.Threading.Channels;
using Npgsql;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Background;

/// <summary>
/// Tells every node that something changed, so that what they remember of it is forgotten at once (openapi-gateway 3.5).
/// </summary>
/// <remarks>
/// On this node subscribers hear of it before <see cref="Publish"/> returns. Other nodes on the same PostgreSQL hear of it by NOTIFY, a moment later. A message may be
/// lost (a node that dies between its commit and the NOTIFY), so whoever remembers something also lets it expire; see <see cref="RecentValues{TKey, TValue}"/>.
/// On SQLite there is one node and no database involved.
/// </remarks>
public sealed partial class ChangeSignal(HubDatabase database, TimeProvider clock, ILogger<ChangeSignal> logger) : BackgroundService
{
    private const string Channel = "weft_changes";

    /// <summary>A connection that breaks silently is noticed by this.</summary>
    private const int KeepAliveSeconds = 30;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly string node = Guid.NewGuid().ToString("N");
    private readonly Lock gate = new();
    private readonly Channel<string> outgoing = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private List<Subscription> subscriptions = [];

    /// <summary>
    /// Says that the thing changed. Call it when the change is committed: <c>db.AfterCommit(() => signal.Publish(topic, key))</c>. Quick; never throws because
    /// of the database. Repeating is harmless.
    /// </summary>
    /// <param name="topic">What sort of thing, such as <c>accounts.tenant</c>; without <c>|</c>.</param>
    /// <param name="key">Which one; at most 200 characters.</param>
    public void Publish(string topic, string key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, 200);
        Tell(topic, key);
        if (database.IsPostgres)
        {
            outgoing.Writer.TryWrite($"{node}|{topic}|{key}");
        }
    }

    /// <summary>Hears of changes of the topic, from all nodes, until disposed of.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="changed">Quick and not throwing. Gets the key, or null when messages may have been missed and anything may have changed.</param>
    public IDisposable Subscribe(string topic, Action<string?> changed)
    {
        var subscription = new Subscription(this, topic, changed);
        lock (gate)
        {
            subscriptions = [.. subscriptions, subscription];
        }
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsPostgres)
        {
            await Task.Yield();
            await Task.WhenAll(KeepTryingAsync(ListenAsync, stoppingToken), KeepTryingAsync(SendAsync, stoppingToken));
        }
    }

    private async Task KeepTryingAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
            {
                Log.Lost(logger, error);
            }
            try
            {
                await Task.Delay(Retry, clock, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = KeepAliveSeconds };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, message) => Hear(message.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }
        // Nobody listened until now: whatever is remembered may be old.
        TellAll();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private async Task SendAsync(CancellationToken ct)
    {
        while (await outgoing.Reader.WaitToReadAsync(ct))
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(ct);
            // Taken from the queue only after it was sent: a broken connection sends it again.
            while (outgoing.Reader.TryPeek(out var message))
            {
                await using var notify = new NpgsqlCommand("select pg_notify($1, $2)", connection) { Parameters = { new() { Value = Channel }, new() { Value = message } } };
                await notify.ExecuteNonQueryAsync(ct);
                outgoing.Reader.TryRead(out _);
            }
        }
    }

    private void Hear(string payload)
    {
        var parts = payload.Split('|', 3);
        if (parts.Length == 3 && parts[0] != node)
        {
            Tell(parts[1], parts[2]);
        }
    }

    private void Tell(string topic, string key)
    {
        foreach (var subscription in subscriptions)
        {
            if (subscription.Topic == topic)
            {
                subscription.Changed(key);
            }
        }
    }

    private void TellAll()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Changed(null);
        }
    }

    private sealed class Subscription(ChangeSignal owner, string topic, Action<string?> changed) : IDisposable
    {
        public string Topic { get; } = topic;

        public Action<string?> Changed { get; } = changed;

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.subscriptions = [.. owner.subscriptions.Where(s => s != this)];
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1320, LogLevel.Warning, "The connection that carries changes between nodes was lost; it is opened again")]
        public static partial void Lost(ILogger logger, Exception error);
    }
}
