using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Weft.Proof;

/// <summary>
/// Inventory adjustments come in asynchronous requests of 100 (API170COB) while the Hub is killed with <c>kill -9</c> again and again. Afterwards every request that was
/// accepted has one result, with one document for each that was sent; documents, lines, movements and stock are what an independent sum says. Then, without kills and at a
/// hundred documents a second: how long from the acceptance to the result. Beside it stands what a bare bulk insert of the same rows takes.
/// </summary>
internal sealed class PartnerProof : IProof
{
    private const int PerRequest = 100;
    private const int PacedPerRequest = 10;
    private const int PacedPerSecond = 100;
    private const int Senders = 8;

    private static readonly TimeSpan SlowestResult = TimeSpan.FromSeconds(5);

    public string Name => "partner";

    public Measuring Measures => Measuring.Limits;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        await using var node = await MortalNode.StartAsync(installation, run, ("PartnerApi:LeaseSeconds", "30"), ("PartnerApi:CallsPerMinute", "1000000"));
        PartnerSetup setup;
        using (var console = await installation.SignInAsync(node.Hub))
        {
            node.Token = console.Token;
            setup = await PartnerSetup.CreateAsync(console);
        }
        using var client = await PartnerClient.SignInAsync(node, setup, run.Stop);
        var sum = new ExpectedStock(setup);
        var requests = run.Take(12, 1_000);
        await KillsAsync(run, node, client, sum, requests);
        await BurstAsync(run, node, client, sum, run.Take(20, 200));
        await PacedAsync(run, client, sum, run.Take(2, 60));
        await Installation.EndAsync(node.Hub);
        await sum.CompareAsync(run, installation);
        var (rows, took) = await BareInsert.RunAsync(installation);
        run.Say($"a bare bulk insert of the same {rows} rows: {took.TotalSeconds:0.00} s, {sum.Documents / took.TotalSeconds:0} documents/s; {Together.Load()}");
    }

    private static async Task KillsAsync(ProofRun run, MortalNode node, PartnerClient client, ExpectedStock sum, int requests)
    {
        var kills = run.Take(1, 10);
        var dice = run.Dice(1);
        var ids = Enumerable.Range(0, requests).Select(i => string.Create(CultureInfo.InvariantCulture, $"API170COB-{run.Seed:x8}-{i:D6}")).ToList();
        var bodies = ids.Select(id => sum.Request(id, PerRequest, dice)).ToList();
        var from = Stopwatch.GetTimestamp();
        var lost = 0;
        var accepting = Together.RunAsync(Senders, ids, async (id, i) => Interlocked.Add(ref lost, await client.SubmitAsync(id, bodies[i], run.Stop)));
        var down = TimeSpan.Zero;
        for (var kill = 1; kill <= kills; kill++)
        {
            var wanted = requests * kill / (kills + 2);
            await Together.UntilAsync(async () => await DoneAsync(node, run) >= wanted, TimeSpan.FromMinutes(5), run.Stop);
            await Together.PauseAsync(TimeSpan.FromMilliseconds(dice.Between(0, 150)), run.Stop);
            var at = Stopwatch.GetTimestamp();
            await node.KillAsync();
            down += Stopwatch.GetElapsedTime(at);
        }
        await accepting;
        run.Expect(await Together.UntilAsync(async () => await DoneAsync(node, run) >= requests, TimeSpan.FromMinutes(15), run.Stop), $"only {await DoneAsync(node, run)} of {requests} requests came to their end");
        var took = Stopwatch.GetElapsedTime(from);
        run.Say($"{requests} requests of {PerRequest} documents, {node.Kills} × kill -9, {lost} acceptances sent again: processed in {took.TotalSeconds:0.0} s, of which the Hub was down {down.TotalSeconds:0.0} s; {requests * PerRequest / (took - down).TotalSeconds:0} documents/s while it ran, waits for leases included");
        var numbers = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Together.RunAsync(4, ids, async (id, _) => CheckResult(run, id, await client.ResultAsync(id, run.Stop), PerRequest, numbers));
        run.Expect(numbers.Count == requests * PerRequest, $"{numbers.Count} document numbers for {requests * PerRequest} documents");
    }

    /// <summary>Nothing in the way: how many documents a second the Hub processes, and how much of its processor time each takes.</summary>
    private static async Task BurstAsync(ProofRun run, MortalNode node, PartnerClient client, ExpectedStock sum, int requests)
    {
        var dice = run.Dice(3);
        var ids = Enumerable.Range(0, requests).Select(i => string.Create(CultureInfo.InvariantCulture, $"burst-{run.Seed:x8}-{i:D6}")).ToList();
        var bodies = ids.Select(id => sum.Request(id, PerRequest, dice)).ToList();
        var (before, processor) = (await DoneAsync(node, run), Together.ProcessorSeconds(node.Hub.Id));
        var from = Stopwatch.GetTimestamp();
        await Together.RunAsync(Senders, ids, (id, i) => client.SubmitAsync(id, bodies[i], run.Stop));
        run.Expect(await Together.UntilAsync(async () => await DoneAsync(node, run) >= before + requests, TimeSpan.FromMinutes(10), run.Stop), $"only {await DoneAsync(node, run) - before} of {requests} requests came to their end");
        var took = Stopwatch.GetElapsedTime(from);
        var documents = requests * PerRequest;
        run.Say($"{documents} documents at once: {documents / took.TotalSeconds:0} documents/s from the first acceptance to the last result, {(Together.ProcessorSeconds(node.Hub.Id) - processor) * 1000 / documents:0.00} ms of the processor each; {Together.Load()}");
    }

    /// <summary>A request every tenth of a second, each asked for until its result is there.</summary>
    private static async Task PacedAsync(ProofRun run, PartnerClient client, ExpectedStock sum, int seconds)
    {
        var count = seconds * PacedPerSecond / PacedPerRequest;
        var dice = run.Dice(2);
        var numbers = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var latencies = new ConcurrentBag<double>();
        List<Task> asking = [];
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i * PacedPerRequest / PacedPerSecond) - Stopwatch.GetElapsedTime(from);
            if (due > TimeSpan.Zero)
            {
                await Together.PauseAsync(due, run.Stop);
            }
            var id = string.Create(CultureInfo.InvariantCulture, $"paced-{run.Seed:x8}-{i:D6}");
            var body = sum.Request(id, PacedPerRequest, dice);
            asking.Add(Task.Run(async () =>
            {
                await client.SubmitAsync(id, body, run.Stop);
                var accepted = Stopwatch.GetTimestamp();
                JsonElement answer;
                while ((answer = await client.ResultAsync(id, run.Stop)).GetProperty("errorMsg").GetString() == "该请求还在处理中")
                {
                    await Together.PauseAsync(TimeSpan.FromMilliseconds(100), run.Stop);
                }
                latencies.Add(Stopwatch.GetElapsedTime(accepted).TotalSeconds);
                CheckResult(run, id, answer, PacedPerRequest, numbers);
            }, run.Stop));
        }
        await Task.WhenAll(asking);
        var (median, most) = (Together.Median(latencies), Together.Share(latencies, 0.95));
        run.Say($"{count} requests of {PacedPerRequest} at {PacedPerSecond} documents/s in {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s: acceptance to result {median:0.00} s in the middle, {most:0.00} s at p95, {latencies.Max():0.00} s at most; {Together.Load()}");
        run.Expect(most <= SlowestResult.TotalSeconds, $"p95 from acceptance to result is {most:0.00} s, and {SlowestResult.TotalSeconds:0} s is the limit");
        run.Expect(numbers.Count == count * PacedPerRequest, $"{numbers.Count} document numbers for {count * PacedPerRequest} documents");
    }

    private static void CheckResult(ProofRun run, string id, JsonElement answer, int documents, ConcurrentDictionary<string, bool> numbers)
    {
        var rows = answer.TryGetProperty("docList", out var list) ? list.EnumerateArray().ToList() : [];
        run.Expect(rows.Count == documents && rows.TrueForAll(r => r.GetProperty("docStatus").GetString() == "CO") && answer.GetProperty("targetRequestResult").GetString() == "1",
            $"{id}: {rows.Count} documents, {answer.GetProperty("errorMsg").GetString()}");
        foreach (var row in rows)
        {
            run.Expect(numbers.TryAdd(row.GetProperty("docNoHVS").GetString()!, true), $"{id}: the number {row.GetProperty("docNoHVS").GetString()} came twice");
        }
    }

    private static async Task<int> DoneAsync(MortalNode node, ProofRun run)
    {
        using var console = await node.ConsoleAsync(run.Stop);
        var answer = await console.SendAsync(HttpMethod.Get, "/api/partner/requests?page=1&size=1&state=" + Uri.EscapeDataString("已处理"), null, run.Stop);
        return answer.Data.GetProperty("total").GetInt32();
    }
}
