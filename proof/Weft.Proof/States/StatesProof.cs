using System.Collections.Concurrent;
using Weft.Testing;

namespace Weft.Proof.States;

/// <summary>
/// Random commands over several orders from several callers at once, against books that the proof keeps by the rules of production-domain alone: no forbidden step is
/// taken and no allowed one refused, nothing is oversold, every piece is somewhere and only once, the stock is what came in less what went out, and every event tells a
/// state that was committed. With PostgreSQL the callers are on two nodes.
/// </summary>
internal sealed class StatesProof : IProof
{
    private const int CellsAtOnce = 6;
    private const int Callers = 6;

    public string Name => "states";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        List<HubProcess> nodes = [await installation.StartAsync(stop: run.Stop)];
        if (run.Provider == TestDatabase.Postgres)
        {
            nodes.Add(await installation.StartAsync(stop: run.Stop));
        }
        using var hub = await ConnectAsync(installation, nodes, receiver);
        var (events, figures, wanted) = (new EventBook(receiver), new StatesFigures(), run.Take(200, 20_000));
        var played = new ConcurrentBag<(Cell Cell, CellBooks Books)>();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, CellsAtOnce).Select(async _ =>
        {
            while (hub.Sent < wanted && run.Failures == 0)
            {
                var number = Interlocked.Increment(ref next);
                var cell = new Cell(run, hub, events, figures, run.Dice(number));
                if (await cell.PlayAsync(CellBooks.Said($"ST{number:D4}"), () => hub.Sent < wanted && run.Failures == 0) is { } books)
                {
                    played.Add((cell, books));
                }
            }
        }));
        // Whatever was told too much would have come by now.
        await Together.PauseAsync(TimeSpan.FromSeconds(2), run.Stop);
        foreach (var (cell, books) in played)
        {
            run.Expect(cell.Hears(books), $"{books.Style}: an event more was heard than the books tell of");
        }
        var (told, requests) = events.Count;
        run.Say($"{hub.Sent} commands on {figures.Orders} orders of {played.Count} styles from {Callers} callers on {nodes.Count} node(s): {figures.Done} done, {figures.Refused} refused, {figures.Stale} told that somebody was faster; {figures.Contested} moments with two or three at once");
        run.Say($"{figures.Compared} lines read and compared; {told} events heard in {requests} requests, {played.Sum(p => p.Books.Told.Count)} by the books; at most {figures.MostHistories} histories at once; {hub.Sent / run.Elapsed.TotalSeconds:0} commands a second");
        run.Say($"commands: {string.Join(", ", figures.Kinds.Select(k => $"{k.Key} {k.Value}"))}");
        run.Say($"ends: {string.Join(", ", figures.Ends.Select(k => $"{k.Key} {k.Value}"))}");
        run.Expect(hub.Sent >= wanted || run.Failures > 0, $"only {hub.Sent} commands were sent");
    }

    private static async Task<StatesHub> ConnectAsync(Installation installation, List<HubProcess> nodes, WebhookReceiver receiver)
    {
        using var console = await installation.SignInAsync(nodes[0]);
        Dictionary<string, Credential> credentials = [];
        foreach (var type in (string[])["ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC"])
        {
            credentials[type] = await console.CreateCredentialAsync("states " + type, receiver.Url(), appType: type);
        }
        // Every status is told, not only completion.
        var path = FormattableString.Invariant($"/api/system/tenant-app/{credentials["ORDER_SYNC"].Id}");
        var version = (await console.SendAsync(HttpMethod.Get, path, null)).Data.GetProperty("version").GetInt32();
        var set = await console.SendAsync(HttpMethod.Put, path, new { version, configJson = new { eventFilter = (string[])["production", "completed", "cancelled", "scrapped"] } });
        if (set.Status != 200)
        {
            throw new InvalidOperationException(set.Text);
        }
        var people = Enumerable.Range(0, Callers).Select(i => ConsoleClient.With(nodes[i % nodes.Count].BaseAddress, console.Token)).ToList();
        return new StatesHub(people, [.. nodes.Select(n => credentials["ORDER_SYNC"].Client(n))], [.. nodes.Select(n => credentials["PAYMENT_SYNC"].Client(n))]);
    }
}
