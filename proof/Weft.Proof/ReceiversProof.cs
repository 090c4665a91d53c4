using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>
/// Receivers that hang, drip, answer a gibibyte, redirect, reset or talk nonsense do not slow down healthy ones: under the same load the median from
/// event to arrival stays within twice what it is without them, and the Hub's memory stays bounded. No refused address is ever connected to, neither by
/// a redirect, nor when saved, nor when it was saved before it became forbidden (openapi-gateway 7.4, 8). Names that change their address need a name
/// server and are proven in tests/Weft.Hub.Tests/Platform/Outbound.
/// </summary>
internal sealed class ReceiversProof : IProof
{
    private const int Healthy = 4;
    private const double HealthyPerSecond = 20;
    private const double HostilePerSecond = 1.5;
    private const double MemoryMegabytes = 100;

    public string Name => "receivers";

    public Measuring Measures => Measuring.Ratios;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        await using var good = await WebhookReceiver.StartAsync();
        await using var bad = await WebhookReceiver.StartAsync();
        await using var bystander = await WebhookReceiver.StartAsync();
        using var wires = new Tripwires();
        var hub = await installation.StartAsync(stop: run.Stop);
        using (var console = await installation.SignInAsync(hub))
        {
            var (alone, beside) = (TimeSpan.FromSeconds(run.Take(6, 40)), TimeSpan.FromSeconds(run.Take(9, 60)));
            var healthy = await LoadAsync(console, hub, good, Enumerable.Range(0, Healthy).Select(i => $"/good{i}"), (int)(HealthyPerSecond * ((2 * beside) + alone + TimeSpan.FromSeconds(10)).TotalSeconds / Healthy));
            var hostile = await LoadAsync(console, hub, bad, Hostile(bystander).Select(h => h.Path), (int)(HostilePerSecond * (2 * beside).TotalSeconds) + 10);
            await MeasureAsync(run, hub, console, new Phases(good, bad, bystander, healthy, hostile, alone, beside));
            await wires.PrepareAsync(console, hub);
        }
        await hub.StopAsync();
        await Installation.EndAsync(hub);
        await RefusedAsync(run, installation, wires);
    }

    private static (string Path, ReceiverBehaviour Behaviour)[] Hostile(WebhookReceiver bystander) =>
    [
        ("/hang", ReceiverBehaviour.Hang), ("/drip", ReceiverBehaviour.Drip), ("/endless", ReceiverBehaviour.Endless()),
        ("/redirect-private", ReceiverBehaviour.Redirect(new Uri("http://10.255.255.1:8080/"))), ("/redirect-neighbour", ReceiverBehaviour.Redirect(bystander.Url("/stolen"))),
        ("/reset", ReceiverBehaviour.Reset), ("/garbage", ReceiverBehaviour.Garbage),
    ];

    private static async Task<List<ConcurrentQueue<string>>> LoadAsync(ConsoleClient console, HubProcess hub, WebhookReceiver receiver, IEnumerable<string> paths, int each)
    {
        List<ConcurrentQueue<string>> orders = [];
        foreach (var path in paths)
        {
            using var client = (await console.CreateCredentialAsync("receiver " + path[1..], receiver.Url(path))).Client(hub);
            orders.Add(new(await Orders.PlaceAsync(client, "load", each)));
        }
        return orders;
    }

    private static async Task MeasureAsync(ProofRun run, HubProcess hub, ConsoleClient console, Phases p)
    {
        await DriveAsync(run, console, p, TimeSpan.FromSeconds(5), withOthers: false);
        var alone = await DriveAsync(run, console, p, p.Alone, withOthers: false);
        run.Say($"{Healthy} healthy receivers alone, {HealthyPerSecond:0} events a second: {alone}; {Together.Load()}");
        if (!run.IsShort)
        {
            run.Say($"beside {p.Hostile.Count} more healthy ones: {await DriveAsync(run, console, p, p.Beside, withOthers: true)}");
        }

        foreach (var (path, behaviour) in Hostile(p.Bystander))
        {
            p.Bad.On(path, behaviour);
        }
        var before = Together.ResidentMegabytes(hub.Id);
        var most = before;
        using var measured = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var watch = Task.Run(async () =>
        {
            while (!measured.IsCancellationRequested)
            {
                most = Math.Max(most, Together.ResidentMegabytes(hub.Id));
                await Together.PauseAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }, CancellationToken.None);
        var from = p.Bad.Count;
        var beside = await DriveAsync(run, console, p, p.Beside, withOthers: true);
        await measured.CancelAsync();
        await watch;

        run.Say($"beside {p.Hostile.Count} hostile ones, {HostilePerSecond:0.0} events a second each: {beside}; ratio of the medians {beside.MedianMs / alone.MedianMs:0.00}");
        run.Say($"memory {before:0} MB before, {most:0} MB at most; calls: {string.Join(", ", p.Bad.Received.Skip(from).GroupBy(r => r.Path).Select(g => $"{g.Key} {g.Count()}"))}; {p.Bad.AnswerBytesSent / 1e6:0} MB of endless answers were taken off");
        run.Expect(beside.MedianMs <= 2 * alone.MedianMs, $"the median went from {alone.MedianMs:0.0} ms to {beside.MedianMs:0.0} ms");
        run.Expect(beside.Missing == 0 && alone.Missing == 0, $"{beside.Missing + alone.Missing} healthy webhooks did not arrive within 10 s");
        run.Expect(most - before < MemoryMegabytes, $"memory grew by {most - before:0} MB");
        run.Expect(p.Bystander.Count == 0, $"{p.Bystander.Count} redirects were followed");
        var endless = p.Bad.Received.Count(r => r.Path == "/endless");
        run.Expect(p.Bad.AnswerBytesSent < (endless + 1) * 32e6, $"{p.Bad.AnswerBytesSent / 1e6:0} MB of {endless} endless answers were read");
        foreach (var (path, _) in Hostile(p.Bystander))
        {
            run.Expect(p.Bad.Received.Skip(from).Any(r => r.Path == path), $"{path} was never called, so it proves nothing");
        }
    }

    /// <summary>Completes orders at an even rate for so long, and measures from the event (<c>changedAt</c>) to its arrival.</summary>
    private static async Task<Latency> DriveAsync(ProofRun run, ConsoleClient console, Phases p, TimeSpan duration, bool withOthers)
    {
        var answered = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var first = p.Good.Count;
        var calls = new List<Task>();
        var from = Stopwatch.GetTimestamp();
        var (healthy, hostile) = (0, 0);
        while (Stopwatch.GetElapsedTime(from) is var elapsed && elapsed < duration)
        {
            while (healthy < elapsed.TotalSeconds * HealthyPerSecond)
            {
                calls.Add(CompleteAsync(console, Next(p.Healthy[healthy++ % p.Healthy.Count]), answered));
            }
            while (withOthers && hostile < elapsed.TotalSeconds * HostilePerSecond * p.Hostile.Count)
            {
                calls.Add(CompleteAsync(console, Next(p.Hostile[hostile++ % p.Hostile.Count]), null));
            }
            await Together.PauseAsync(TimeSpan.FromMilliseconds(5), run.Stop);
        }
        await Task.WhenAll(calls);
        await Together.UntilAsync(() => Task.FromResult(p.Good.Count - first >= answered.Count), TimeSpan.FromSeconds(10), run.Stop);
        var arrived = p.Good.Received.Skip(first).ToList();
        var fromEvent = arrived.Select(r => (r.ArrivedAt - r.Json.GetProperty("data").GetProperty("changedAt").GetDateTimeOffset()).TotalMilliseconds);
        // From the answer, by one clock: below zero when the webhook was faster than the answer to the call that caused it.
        var fromAnswer = arrived.Select(r => (r.ArrivedAt.UtcTicks - answered.GetValueOrDefault(r.Json.GetProperty("data").GetProperty("orderNo").GetString()!)) / (double)TimeSpan.TicksPerMillisecond);
        return new Latency(Together.Median(fromEvent), Together.Share(fromEvent, 0.99), Together.Median(fromAnswer), arrived.Count, answered.Count - arrived.Count);
    }

    private static string Next(ConcurrentQueue<string> orders) =>
        orders.TryDequeue(out var order) ? order : throw new InvalidOperationException("The proof has too few orders for so long a load.");

    private static async Task CompleteAsync(ConsoleClient console, string order, ConcurrentDictionary<string, long>? answered)
    {
        var answer = await console.CompleteAsync(order);
        if (answer.Status != 200)
        {
            throw new InvalidOperationException(answer.Text);
        }
        answered?.TryAdd(order, TimeProvider.System.GetUtcNow().UtcTicks);
    }

    /// <summary>A Hub that may call public addresses only: nothing is saved that is not, and what was saved before is not called.</summary>
    private static async Task RefusedAsync(ProofRun run, Installation installation, Tripwires wires)
    {
        var hub = await installation.StartAsync(allowLoopback: false, stop: run.Stop);
        using var console = await installation.SignInAsync(hub);
        var target = await console.CreateCredentialAsync("refused forms");
        var forms = AddressForms.Refused(wires.Port);
        foreach (var form in forms)
        {
            var answer = await SaveAsync(console, target, form);
            run.Expect(answer.Status == 400, $"callbackUrl {form} was answered {answer.Text}");
        }
        foreach (var form in AddressForms.Public)
        {
            var answer = await SaveAsync(console, target, form);
            run.Expect(answer.Status == 200, $"the public address {form} was refused: {answer.Text}");
        }
        var attempted = await wires.CompleteAsync(console, run);
        run.Say($"{forms.Count} address forms refused at save, {AddressForms.Public.Count} public ones taken; {attempted} deliveries to addresses that were allowed before were refused; {wires.Connections} connections to any of them");
        run.Expect(attempted == wires.Count, $"only {attempted} of {wires.Count} deliveries to forbidden addresses were attempted and refused");
        run.Expect(wires.Connections == 0, $"{wires.Connections} connections were made to refused addresses");
    }

    private static async Task<ConsoleAnswer> SaveAsync(ConsoleClient console, Credential credential, string form)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/system/tenant-app/{credential.Id}");
        var version = (await console.SendAsync(HttpMethod.Get, path, null)).Data.GetProperty("version").GetInt32();
        return await console.SendAsync(HttpMethod.Put, path, new { version, callbackUrl = form });
    }

    /// <summary>Who takes part in the measurement, for how long, and the orders that are left to complete.</summary>
    private sealed record Phases(
        WebhookReceiver Good, WebhookReceiver Bad, WebhookReceiver Bystander, List<ConcurrentQueue<string>> Healthy, List<ConcurrentQueue<string>> Hostile, TimeSpan Alone, TimeSpan Beside);

    private sealed record Latency(double MedianMs, double P99Ms, double FromAnswerMs, int Count, int Missing)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"median {MedianMs:0.0} ms from event to arrival (99 %: {P99Ms:0} ms; from the answer {FromAnswerMs:0.0} ms), {Count} webhooks, {Missing} missing");
    }

    /// <summary>A listener of this machine that counts connections, whoever makes them and whatever they say.</summary>
    private sealed class Tripwires : IDisposable
    {
        private static readonly string[] Saved = ["http://127.0.0.1:{0}/a", "http://localhost:{0}/b", "http://[::1]:{0}/c", "http://2130706433:{0}/d"];

        private readonly Socket listener = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        private readonly List<(long Credential, string Order)> waiting = [];
        private int connections;

        public Tripwires()
        {
            listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
            listener.Listen();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

        public int Connections => connections;

        public int Count => waiting.Count;

        /// <summary>While loopback is still allowed: saves its addresses, and places an order for each.</summary>
        public async Task PrepareAsync(ConsoleClient console, HubProcess hub)
        {
            foreach (var form in Saved)
            {
                var credential = await console.CreateCredentialAsync("tripwire " + waiting.Count.ToString(CultureInfo.InvariantCulture), new Uri(string.Format(CultureInfo.InvariantCulture, form, Port)));
                using var client = credential.Client(hub);
                waiting.Add((credential.Id, (await Orders.PlaceAsync(client, "tripwire", 1))[0]));
            }
        }

        /// <summary>Completes the orders and waits until each delivery has been attempted; says how many were, without success.</summary>
        public async Task<int> CompleteAsync(ConsoleClient console, ProofRun run)
        {
            foreach (var (_, order) in waiting)
            {
                var answer = await console.CompleteAsync(order);
                run.Expect(answer.Status == 200, $"{answer.Text}");
            }
            var attempted = 0;
            await Together.UntilAsync(async () =>
            {
                attempted = 0;
                foreach (var (credential, _) in waiting)
                {
                    var list = await console.SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/system/tenant-app/{credential}/deliveries"), new { });
                    attempted += list.Data.GetProperty("records").EnumerateArray().Count(r => r.GetProperty("attempts").GetInt32() > 0 && r.GetProperty("state").GetString() != "DELIVERED");
                }
                return attempted == waiting.Count;
            }, TimeSpan.FromSeconds(20), run.Stop);
            return attempted;
        }

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var caller = await listener.AcceptAsync();
                    Interlocked.Increment(ref connections);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The proof is over.
            }
        }
    }
}
