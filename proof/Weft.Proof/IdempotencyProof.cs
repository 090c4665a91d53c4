using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>
/// One <c>externalOrderNo</c> is one order, whoever else asks at the same moment; order numbers are given once each and go on after 9999
/// (openapi-gateway 6.1).
/// </summary>
internal sealed partial class IdempotencyProof : IProof
{
    private const int Callers = 64;
    private const int CounterAt = 9_990;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public string Name => "idempotency";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await Together.AwayFromMidnightAsync(run, China, TimeSpan.FromMinutes(2));
        await using var installation = await Installation.CreateAsync(run.Provider);
        var nodes = await StartAsync(installation, run);
        Credential credential;
        using (var console = await installation.SignInAsync(nodes[0]))
        {
            credential = await console.CreateCredentialAsync("idempotency");
        }
        await SameAsync(run, credential, nodes);
        await DifferentAsync(run, credential, nodes);

        foreach (var node in nodes)
        {
            await node.StopAsync();
        }
        // The tenant has one row for today: those orders made it.
        var rows = await installation.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture, $"update counters set value = {CounterAt} where prefix = 'PO' and value < {CounterAt} and tenant_id <> 0"));
        run.Expect(rows >= 1, $"no counter row was found for PO");
        await NumbersAsync(run, credential, await StartAsync(installation, run));
    }

    private static async Task<List<HubProcess>> StartAsync(Installation installation, ProofRun run)
    {
        List<HubProcess> nodes = [await installation.StartAsync(stop: run.Stop)];
        if (run.Provider == TestDatabase.Postgres)
        {
            nodes.Add(await installation.StartAsync(stop: run.Stop));
        }
        return nodes;
    }

    private static async Task SameAsync(ProofRun run, Credential credential, List<HubProcess> nodes)
    {
        var rounds = run.Take(3, 30);
        using var caller = new Caller(credential, nodes);
        var tally = new Tally();
        for (var round = 0; round < rounds; round++)
        {
            var body = Orders.Body($"same-{round}");
            var answers = await AtOnceAsync(caller, _ => body);
            Array.ForEach(answers, tally.Add);
            var good = answers.Where(a => (int)a.Status == 200).ToList();
            var made = good.Count(a => !a.Data.GetProperty("duplicated").GetBoolean());
            var numbers = good.Select(a => a.Data.GetProperty("orderNo").GetString()).Distinct().Count();
            run.Expect(good.Count == Callers && made == 1 && numbers == 1,
                $"round {round}: {good.Count} of {Callers} answered 200, {made} say that they made the order, {numbers} order numbers; {tally}");
        }
        run.Say($"{rounds} × {Callers} parallel calls with one externalOrderNo on {nodes.Count} node(s): one order each, the others duplicated; {tally}");
    }

    private static async Task DifferentAsync(ProofRun run, Credential credential, List<HubProcess> nodes)
    {
        var rounds = run.Take(2, 15);
        using var caller = new Caller(credential, nodes);
        var tally = new Tally();
        for (var round = 0; round < rounds; round++)
        {
            var answers = await AtOnceAsync(caller, i => Orders.Body($"other-{round}", quantity: 1 + (i % 4)));
            Array.ForEach(answers, tally.Add);
            var good = answers.Where(a => (int)a.Status == 200).ToList();
            var contents = good.Select(a => a.Data.GetProperty("quantity").GetInt32()).Distinct().Count();
            var made = good.Count(a => !a.Data.GetProperty("duplicated").GetBoolean());
            run.Expect(made == 1 && contents == 1 && answers.All(a => (int)a.Status == 200 || a.ErrorCode == "IDEMPOTENCY_CONFLICT"),
                $"round {round}: {made} made, {contents} contents accepted; {tally}");
        }
        run.Say($"{rounds} × {Callers} parallel calls with one externalOrderNo and four contents: one content wins, the others conflict; {tally}");
    }

    private static async Task NumbersAsync(ProofRun run, Credential credential, List<HubProcess> nodes)
    {
        var count = run.Take(300, 2_000);
        using var caller = new Caller(credential, nodes);
        var numbers = new ConcurrentBag<string>();
        var tally = new Tally();
        var took = await Together.RunAsync(Callers, [.. Enumerable.Range(0, count)], async (i, _) =>
        {
            var answer = await caller.PostAsync(i, Orders.CreatePath, Orders.Body($"number-{i}"));
            tally.Add(answer);
            if ((int)answer.Status == 200)
            {
                numbers.Add(answer.Data.GetProperty("orderNo").GetString()!);
            }
        });
        var today = TimeProvider.System.GetUtcNow().ToOffset(China).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var misshapen = numbers.Where(n => !OrderNumber().IsMatch(n) || n[2..10] != today).ToList();
        var running = numbers.Except(misshapen).Select(n => int.Parse(n.AsSpan(10), CultureInfo.InvariantCulture)).Order().ToList();
        var twice = running.Count - running.Distinct().Count();
        run.Say($"{count} orders over {Callers} connections and {nodes.Count} node(s) in {took.TotalSeconds:0.0} s, the counter at {CounterAt} before: {numbers.Count} numbers, {twice} twice, from {running.FirstOrDefault()} to {running.LastOrDefault()}; {tally}");
        run.Expect(numbers.Count == count, $"{count - numbers.Count} orders were refused: {tally}");
        run.Expect(misshapen.Count == 0, $"{misshapen.Count} numbers have another form, such as {misshapen.FirstOrDefault()}");
        run.Expect(twice == 0, $"{twice} numbers were given twice");
        run.Expect(running.SequenceEqual(Enumerable.Range(CounterAt + 1, numbers.Count)), $"the running numbers are not {CounterAt + 1} to {CounterAt + numbers.Count}");
    }

    private static async Task<SignedAnswer[]> AtOnceAsync(Caller caller, Func<int, byte[]> body)
    {
        var answers = new SignedAnswer[Callers];
        await Together.RunAsync(Callers, [.. Enumerable.Range(0, Callers)], async (i, _) => answers[i] = await caller.PostAsync(i, Orders.CreatePath, body(i)));
        return answers;
    }

    // At least four digits, and none in front that says nothing once there are more.
    [GeneratedRegex(@"^PO\d{8}(\d{4}|[1-9]\d{4,})$")]
    private static partial Regex OrderNumber();
}
