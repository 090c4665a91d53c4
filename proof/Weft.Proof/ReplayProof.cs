using System.Collections.Concurrent;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>
/// A captured write passes once (openapi-gateway 3.4): not again beside itself, not after <c>kill -9</c> and a restart, not on another node. A write that
/// reaches both nodes at the same instant for the first time passes on exactly one.
/// </summary>
internal sealed class ReplayProof : IProof
{
    private const int Callers = 128;

    public string Name => "replay";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        var count = run.Take(400, 10_000);
        await using var installation = await Installation.CreateAsync(run.Provider);
        var first = await installation.StartAsync(stop: run.Stop);
        Credential credential;
        using (var console = await installation.SignInAsync(first))
        {
            credential = await console.CreateCredentialAsync("replay");
        }

        List<HubProcess> nodes = [first];
        if (run.Provider == TestDatabase.Postgres)
        {
            nodes.Add(await installation.StartAsync(stop: run.Stop));
        }
        var captured = Capture(credential, first, "cap", count);
        var sent = await SendAsync(nodes, captured, once: true);
        run.Say($"{count} captured writes, sent once over {nodes.Count} node(s) in {sent.Took.TotalSeconds:0.0} s: {sent.Accepted} accepted");
        run.Expect(sent.Accepted == count, $"{count - sent.Accepted} valid writes were refused at first: {sent}");

        await ReplayAsync(run, nodes, captured, "at once");
        foreach (var node in nodes)
        {
            await node.KillAsync();
        }
        nodes = [await installation.StartAsync(stop: run.Stop)];
        await ReplayAsync(run, nodes, captured, "after kill -9 and restart");
        if (run.Provider == TestDatabase.Postgres)
        {
            nodes.Add(await installation.StartAsync(stop: run.Stop));
            await ReplayAsync(run, nodes, captured, "on both new nodes");
        }
        await RaceAsync(run, nodes, Capture(credential, first, "race", run.Take(100, 500)));
        using var after = await installation.SignInAsync(nodes[0]);
        var orders = await after.CountOrdersAsync();
        run.Say($"orders in the database: {orders}");
        var expected = count + run.Take(100, 500);
        run.Expect(orders >= expected && orders < expected + 100, $"{expected} orders were accepted, but {orders} exist (the demo data may hold a few)");
    }

    private static List<SignedRequest> Capture(Credential credential, HubProcess hub, string prefix, int count)
    {
        using var client = credential.Client(hub);
        return [.. Enumerable.Range(0, count).Select(i => client.Sign(HttpMethod.Post, Orders.CreatePath, Orders.Body($"{prefix}-{i}")))];
    }

    private static async Task ReplayAsync(ProofRun run, List<HubProcess> nodes, List<SignedRequest> captured, string when)
    {
        var again = await SendAsync(nodes, captured, once: false);
        run.Say($"replayed {when}, {Callers} callers, {nodes.Count} node(s): {again.Sum} requests in {again.Took.TotalSeconds:0.0} s, {again.Accepted} accepted; {again}");
        run.Expect(again.Accepted == 0, $"{again.Accepted} captured writes passed again {when}: {again}");
        run.Expect(again.By("401 REPLAY") == again.Sum, $"not every replay was refused as REPLAY {when}: {again} (TIMESTAMP: the proof took longer than the window of five minutes)");
    }

    /// <summary>Each to every node (twice to the only one), at the same instant, never sent before.</summary>
    private static async Task RaceAsync(ProofRun run, List<HubProcess> nodes, List<SignedRequest> fresh)
    {
        using var clients = new Senders(nodes);
        List<int> runners = nodes.Count == 1 ? [0, 0] : [0, 1];
        var wrong = 0;
        var seen = new Tally();
        await Together.RunAsync(4, fresh, async (request, _) =>
        {
            var answers = await Task.WhenAll(runners.Select(node => Task.Run(() => clients.To(node).SendAsync(request))));
            Array.ForEach(answers, seen.Add);
            if (answers.Count(a => (int)a.Status == 200) != 1 || answers.Count(a => a.ErrorCode == "REPLAY") != 1)
            {
                Interlocked.Increment(ref wrong);
            }
        });
        run.Say($"{fresh.Count} first-use races between {(nodes.Count == 1 ? "two calls to one node" : "two nodes")}: {fresh.Count - wrong} with exactly one winner; {seen}");
        run.Expect(wrong == 0, $"{wrong} races had no winner or two: {seen}");
    }

    private static async Task<Tally> SendAsync(List<HubProcess> nodes, List<SignedRequest> captured, bool once)
    {
        using var clients = new Senders(nodes);
        var tally = new Tally();
        List<(SignedRequest Request, int Node)> sends = once
            ? [.. captured.Select((r, i) => (r, i % nodes.Count))]
            : [.. captured.SelectMany(r => Enumerable.Range(0, nodes.Count).Select(node => (r, node)))];
        tally.Took = await Together.RunAsync(Callers, sends, async (send, _) => tally.Add(await clients.To(send.Node).SendAsync(send.Request)));
        return tally;
    }
}

/// <summary>Clients that only carry what was signed before, one for each node.</summary>
internal sealed class Senders(IEnumerable<HubProcess> nodes) : IDisposable
{
    private readonly List<SignedClient> clients = [.. nodes.Select(n => new SignedClient(n.BaseAddress, "", ""))];

    public SignedClient To(int node) => clients[node % clients.Count];

    public void Dispose() => clients.ForEach(c => c.Dispose());
}

/// <summary>
/// One customer's system that calls all nodes. It signs in one place: two that share a credential could send the same body in the same millisecond, which
/// is the same signature, and one of them would be a replay.
/// </summary>
internal sealed class Caller(Credential credential, IReadOnlyList<HubProcess> nodes) : IDisposable
{
    private readonly SignedClient signer = credential.Client(nodes[0]);
    private readonly Senders senders = new(nodes);

    public Task<SignedAnswer> PostAsync(int node, string path, byte[] body) => senders.To(node).SendAsync(signer.Sign(HttpMethod.Post, path, body));

    public void Dispose()
    {
        senders.Dispose();
        signer.Dispose();
    }
}

/// <summary>Answers by status and token.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    public TimeSpan Took { get; set; }

    public int Accepted => counts.Where(c => c.Key.StartsWith('2')).Sum(c => c.Value);

    public int Sum => counts.Values.Sum();

    public int By(string name) => counts.GetValueOrDefault(name);

    public void Add(SignedAnswer answer) => Add((int)answer.Status, answer.ErrorCode);

    public void Add(int status, string? token) => counts.AddOrUpdate(token is null ? $"{status}" : $"{status} {token}", 1, (_, old) => old + 1);

    public override string ToString() => string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Value} × {c.Key}"));
}
