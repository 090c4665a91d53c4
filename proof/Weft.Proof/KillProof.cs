using System.Collections.Concurrent;
using System.Globalization;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>
/// Orders are completed over the API while the Hub is killed with <c>kill -9</c> at random moments and started again. Afterwards: every completion that
/// was answered 200, and every one that was committed without anybody hearing of it, has arrived as a webhook; nothing else has; each credential's
/// sequence is 1…N without a gap, one event each; what came twice was the same to the byte; and <c>GET /events</c> tells the same story
/// (openapi-gateway 7.4).
/// </summary>
internal sealed class KillProof : IProof
{
    private const int Credentials = 5;
    private const int Workers = 16;

    /// <summary>A killed node's leases run out after a minute; then there is everything else to deliver.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(80);

    public string Name => "kill";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await MortalNode.StartAsync(installation, run);
        List<Credential> credentials = [];
        List<string> orders = [];
        using (var console = await installation.SignInAsync(node.Hub))
        {
            for (var i = 0; i < Credentials; i++)
            {
                credentials.Add(await console.CreateCredentialAsync($"kill {i}", receiver.Url($"/c{i}")));
            }
            node.Token = console.Token;
        }
        var count = run.Take(120, 5_000);
        foreach (var credential in credentials)
        {
            using var client = credential.Client(node.Hub);
            orders.AddRange(await Orders.PlaceAsync(client, "kill", count / Credentials));
        }
        // The last ones are never completed: nothing may be told of them.
        var left = orders.Where((_, i) => i % 50 == 49).ToHashSet(StringComparer.Ordinal);
        Shuffle(orders, run.Dice(1));
        var ledger = new Ledger();
        await CompleteAsync(run, node, [.. orders.Where(o => !left.Contains(o))], ledger, kills: run.Take(2, 20));
        run.Say($"{ledger.Answered.Count} completions answered 200, {ledger.Unknown.Count} lost their answer and were left alone, {ledger.Repeated} asked again, {node.Kills} × kill -9; {receiver.Count} webhooks so far");

        run.Expect(node.Kills >= run.Take(2, 20), $"the Hub was killed {node.Kills} times only");
        foreach (var hung in ledger.Hung)
        {
            run.Fail($"no answer within a minute from a Hub that lives: {hung}");
        }

        for (var i = 0; i < run.Take(0, 3); i++)
        {
            await node.KillDuringDeliveryAsync(receiver, run.Dice(100 + i));
        }
        await SettleAsync(run, receiver, await ExpectedAsync(node, ledger, run.Stop));
        await new Verdict(run, node.Hub, credentials, orders, ledger, receiver.Received).CheckAsync();
        run.Say($"killed {node.Kills} times, ready again after {Together.Median(node.Restarts):0.0} s in the middle, {node.Restarts.Max():0.0} s at most");
    }

    private static async Task CompleteAsync(ProofRun run, MortalNode node, IReadOnlyList<string> orders, Ledger ledger, int kills)
    {
        var dice = run.Dice(2);
        var moments = new Queue<int>(Enumerable.Range(0, kills).Select(_ => dice.Between(orders.Count / 50, orders.Count * 95 / 100)).Order());
        using var over = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var killer = Task.Run(async () =>
        {
            while (moments.TryDequeue(out var moment) && !over.IsCancellationRequested)
            {
                while (ledger.Done < moment && !over.IsCancellationRequested)
                {
                    await Together.PauseAsync(TimeSpan.FromMilliseconds(1), run.Stop);
                }
                await Together.PauseAsync(TimeSpan.FromMilliseconds(dice.Between(0, 60)), run.Stop);
                await node.KillAsync();
            }
        }, run.Stop);
        // Slow enough that deliveries run beside completions, and that kills hit both.
        var pace = TimeSpan.FromSeconds((double)Workers / run.Take(60, 150));
        try
        {
            await Together.RunAsync(Workers, orders, async (order, i) =>
            {
                await CompleteAsync(node, order, run.Dice(1_000 + i), ledger, run.Stop);
                await Together.PauseAsync(pace, run.Stop);
            });
        }
        finally
        {
            await over.CancelAsync();
            await killer;
        }
    }

    private static async Task CompleteAsync(MortalNode node, string order, Dice dice, Ledger ledger, CancellationToken stop)
    {
        var isUnknown = false;
        while (true)
        {
            using var console = await node.ConsoleAsync(stop);
            try
            {
                var answer = await console.CompleteAsync(order, stop);
                if (answer.Status == 200)
                {
                    ledger.Answered[order] = true;
                    break;
                }
                if (answer.Status == 400 && isUnknown)
                {
                    // STATE: the call whose answer was lost had been committed.
                    ledger.Unknown[order] = true;
                    break;
                }
                throw new InvalidOperationException($"An order was not completed: {answer.Text}");
            }
            catch (HttpRequestException lost) when (lost.HttpRequestError == HttpRequestError.ConnectionError && !console.HasConnected)
            {
                // Nothing was sent: again, as soon as somebody listens.
                await Together.PauseAsync(TimeSpan.FromMilliseconds(20), stop);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !stop.IsCancellationRequested))
            {
                if (lost is OperationCanceledException)
                {
                    ledger.Hung.Enqueue($"{order} at {console.Hub}: {node.Say()}");
                }
                // Sent, and nobody knows what came of it. Half of the callers ask again, half leave it at that.
                isUnknown = true;
                if (dice.OneIn(2))
                {
                    ledger.Unknown[order] = true;
                    break;
                }
                Interlocked.Increment(ref ledger.Repeated);
            }
        }
        Interlocked.Increment(ref ledger.Done);
    }

    /// <summary>What was answered, and what of the rest the Hub says was committed.</summary>
    private static async Task<HashSet<string>> ExpectedAsync(MortalNode node, Ledger ledger, CancellationToken stop)
    {
        var expected = ledger.Answered.Keys.ToHashSet(StringComparer.Ordinal);
        using var console = await node.ConsoleAsync(stop);
        foreach (var order in ledger.Unknown.Keys)
        {
            var answer = await console.SendAsync(HttpMethod.Get, "/api/production/orders/" + order, null, stop);
            if (answer.Data.GetProperty("status").GetString() == "completed")
            {
                expected.Add(order);
            }
        }
        return expected;
    }

    /// <summary>Waits until all of it has arrived, and a moment longer for what should not; or until nothing has come for longer than a lease lasts.</summary>
    private static async Task SettleAsync(ProofRun run, WebhookReceiver receiver, HashSet<string> expected)
    {
        var (seen, since) = (-1, run.Elapsed);
        var began = run.Elapsed;
        while (true)
        {
            var received = receiver.Received;
            if (received.Count != seen)
            {
                (seen, since) = (received.Count, run.Elapsed);
            }
            var all = expected.IsSubsetOf(received.Select(r => r.Json.GetProperty("data").GetProperty("orderNo").GetString()!));
            if (run.Elapsed - since > (all ? TimeSpan.FromSeconds(3) : Silence))
            {
                run.Say($"{(all ? "all" : "not all")} arrived, {(since - began).TotalSeconds:0} s after the last completion and kill");
                return;
            }
            await Together.PauseAsync(TimeSpan.FromMilliseconds(500), run.Stop);
        }
    }

    private static void Shuffle(List<string> list, Dice dice)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }
}

/// <summary>What the callers know.</summary>
internal sealed class Ledger
{
    public readonly ConcurrentDictionary<string, bool> Answered = new(StringComparer.Ordinal);
    public readonly ConcurrentDictionary<string, bool> Unknown = new(StringComparer.Ordinal);

    /// <summary>Calls that a living Hub did not answer within a minute.</summary>
    public readonly ConcurrentQueue<string> Hung = new();
    public int Repeated;
    public int Done;
}

/// <summary>A node that is killed and started again on the same data.</summary>
internal sealed class MortalNode : IAsyncDisposable
{
    private readonly Installation installation;
    private readonly ProofRun run;
    private long begun;
    private volatile TaskCompletionSource<HubProcess> current = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly (string Name, string Value)[] settings;

    private MortalNode(Installation installation, ProofRun run, (string Name, string Value)[] settings) => (this.installation, this.run, this.settings) = (installation, run, settings);

    public HubProcess Hub { get; private set; } = null!;

    public string Token { get; set; } = "";

    public int Kills { get; private set; }

    public List<double> Restarts { get; } = [];

    public static async Task<MortalNode> StartAsync(Installation installation, ProofRun run, params (string Name, string Value)[] settings)
    {
        var node = new MortalNode(installation, run, settings);
        await node.BeginAsync();
        return node;
    }

    /// <summary>Somebody signed in, with new connections, on the node that runs now or will soon.</summary>
    public async Task<ConsoleClient> ConsoleAsync(CancellationToken stop)
    {
        var hub = await HubAsync(stop);
        return ConsoleClient.With(hub.BaseAddress, Token);
    }

    /// <summary>The node that runs now or will soon.</summary>
    public Task<HubProcess> HubAsync(CancellationToken stop) => current.Task.WaitAsync(stop);

    /// <summary>Which process runs now, for how long, and what it wrote last.</summary>
    public string Say() => string.Create(CultureInfo.InvariantCulture, $"process {Hub.Id} has run {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s; it wrote: {Hub.Output.TrimEnd().Split('\n')[^1]}");

    public async Task KillAsync()
    {
        var dead = Hub;
        current = new TaskCompletionSource<HubProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = current.Task.ContinueWith(static failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted); // It is seen even when nobody waits for it.
        await dead.KillAsync();
        Kills++;
        await Installation.EndAsync(dead);
        await BeginAsync();
        Restarts.Add(Hub.StartedIn.TotalSeconds);
    }

    /// <summary>Waits until deliveries run, and kills in the midst of them.</summary>
    public async Task KillDuringDeliveryAsync(WebhookReceiver receiver, Dice dice)
    {
        var before = receiver.Count;
        var more = dice.Between(1, 300);
        await Together.UntilAsync(() => Task.FromResult(receiver.Count >= before + more), TimeSpan.FromSeconds(75), run.Stop);
        var at = receiver.Count - before;
        await KillAsync();
        run.Say($"killed again in the midst of deliveries, after {at} more");
    }

    public async ValueTask DisposeAsync() => await Installation.EndAsync(Hub);

    private async Task BeginAsync()
    {
        try
        {
            Hub = await installation.StartAsync(settings: settings, stop: run.Stop);
        }
        catch (Exception failed)
        {
            // Whoever waits for the node waits in vain.
            current.TrySetException(failed);
            throw;
        }
        begun = TimeProvider.System.GetTimestamp();
        current.TrySetResult(Hub);
    }
}
