using System.Collections.Immutable;

namespace Weft.Proof.States;

/// <summary>Figures of all cells.</summary>
internal sealed class StatesFigures
{
    private readonly Lock gate = new();

    public int Done { get; private set; }

    public int Refused { get; private set; }

    public int Stale { get; private set; }

    public int Contested { get; private set; }

    public int Compared { get; private set; }

    public int Orders { get; private set; }

    public int MostHistories { get; private set; }

    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Ends { get; } = new(StringComparer.Ordinal);

    public void Count(IReadOnlyList<Attempt> attempts, int histories)
    {
        lock (gate)
        {
            Contested += attempts.Count > 1 ? 1 : 0;
            MostHistories = Math.Max(MostHistories, histories);
            foreach (var attempt in attempts)
            {
                (Done, Refused, Stale) = (Done + (attempt.IsDone ? 1 : 0), Refused + (attempt.IsRefused ? 1 : 0), Stale + (attempt.IsStale ? 1 : 0));
                Kinds[attempt.Move.Kind] = Kinds.GetValueOrDefault(attempt.Move.Kind) + 1;
            }
        }
    }

    public void Compare(int lines)
    {
        lock (gate)
        {
            Compared += lines;
        }
    }

    public void End(CellBooks books)
    {
        lock (gate)
        {
            Orders += books.Orders.Count;
            foreach (var status in books.Orders.Select(o => "order " + o.Status).Concat(books.Statements.Select(s => "statement " + s.Status)))
            {
                Ends[status] = Ends.GetValueOrDefault(status) + 1;
            }
        }
    }
}

/// <summary>
/// The orders of one style, which share a stock. Commands come alone or two and three at once; what was answered must fit at least one order of carrying them out. All
/// histories that fit are kept until something that is read, or an event, tells them apart; when none is left, the Hub did what may not be.
/// </summary>
internal sealed class Cell(ProofRun run, StatesHub hub, EventBook events, StatesFigures figures, Dice dice)
{
    private const int Rounds = 60;
    private const int RoundsBetweenChecks = 12;
    private const int ManyHistories = 40;

    private readonly MoveDeck deck = new(dice);
    private readonly CellReader reader = new(hub);
    private readonly Queue<string> lately = new();
    private List<CellBooks> histories = [];

    /// <summary>The books at the end, or null when it failed.</summary>
    public async Task<CellBooks?> PlayAsync(string style, Func<bool> goesOn)
    {
        await OpenAsync(style);
        for (var round = 1; round <= Rounds && goesOn(); round++)
        {
            run.Stop.ThrowIfCancellationRequested();
            var moves = deck.Deal(histories[0]);
            var attempts = await Task.WhenAll(moves.Select(async (move, i) => new Attempt(move, await move.SendAsync(hub, dice.Below(hub.Callers) + i))));
            if (!Resolve(attempts) || ((round % RoundsBetweenChecks == 0 || histories.Count > ManyHistories) && !await CheckAsync(withMovements: false)))
            {
                return null;
            }
        }
        if (!await CheckAsync(withMovements: true))
        {
            return null;
        }
        figures.End(histories[0]);
        return histories[0];
    }

    private async Task OpenAsync(string style)
    {
        object Process(string code, string name, string stage) => new { processCode = code, processName = name, progressStage = stage, price = 1.5 };
        var price = dice.Between(1_000, 9_999) / 100m;
        Done(await hub.PostAsync(0, "/api/production/styles", new
        {
            styleNo = style, styleName = "连衣裙", category = "连衣裙", color = "红,蓝", size = "S,M", price,
            processes = new[] { Process("P01", "裁剪", "裁剪"), Process("P02", "合缝", "车缝"), Process("P03", "锁边", "车缝"), Process("P05", "包装", "尾部") },
        }));
        var books = new CellBooks(style, price);
        var count = dice.Between(1, 3);
        for (var i = 0; i < count; i++)
        {
            // Every fourth is the console's own, of which no customer hears.
            var fromGateway = !dice.OneIn(4);
            var ordered = Garments.All.ToImmutableSortedDictionary(g => g.Key(), _ => dice.Between(8, 20), StringComparer.Ordinal);
            var lines = Garments.All.Select(g => new { color = g.Color, size = g.Size, quantity = ordered[g.Key()] });
            var placed = Done(fromGateway
                ? await hub.PlaceAsync(i, new { externalOrderNo = $"{style}-{(char)('A' + i)}", styleNo = style, quantity = ordered.Values.Sum(), items = lines })
                : await hub.PostAsync(i, "/api/production/orders", new { styleNo = style, lines, customerName = "某客户" }));
            books = books with { Orders = books.Orders.Add(new OrderBook(placed.Data.GetProperty("orderNo").GetString()!, fromGateway, ordered)) };
        }
        histories = [books];
    }

    private static ConsoleAnswer Done(ConsoleAnswer answer) => answer.Status == 200 ? answer : throw new InvalidOperationException(answer.Text);

    /// <summary>Keeps each history that some order of the attempts continues.</summary>
    private bool Resolve(Attempt[] attempts)
    {
        foreach (var attempt in attempts)
        {
            lately.Enqueue(attempt.ToString());
        }
        while (lately.Count > 12)
        {
            lately.Dequeue();
        }
        if (Array.Find(attempts, a => !a.IsDone && !a.IsRefused && !a.IsStale) is { } broken)
        {
            run.Fail($"no answer that may be given: {broken}");
            return false;
        }
        var before = histories[0];
        List<CellBooks> after = [.. histories.SelectMany(books => Continue(books, attempts, contested: attempts.Length > 1))];
        histories = after.Count < 2 ? after : [.. after.DistinctBy(b => b.Mark())];
        figures.Count(attempts, histories.Count);
        if (histories.Count > 0)
        {
            return true;
        }
        run.Fail($"these can not have been answered so, in whatever order they were carried out:\n  {string.Join("\n  ", attempts.Select(a => $"{(a.Move.IsAllowed(before) ? "allowed" : "forbidden")} {a}"))}\nafter\n  {string.Join("\n  ", lately.SkipLast(attempts.Length))}\nby the books {before.Mark()}");
        return false;
    }

    private static IEnumerable<CellBooks> Continue(CellBooks books, IReadOnlyList<Attempt> attempts, bool contested)
    {
        if (attempts.Count == 0)
        {
            return [books];
        }
        return attempts.SelectMany((attempt, i) => attempt.After(books, contested) is { } next ? Continue(next, [.. attempts.Where((_, other) => other != i)], contested) : []);
    }

    /// <summary>Reads everything, waits for the events, and keeps the histories that say the same.</summary>
    private async Task<bool> CheckAsync(bool withMovements)
    {
        var (read, statements) = await reader.ReadAsync(histories[0], withMovements);
        var expected = histories[0];
        List<CellBooks> same = [];
        foreach (var books in histories.Select(b => Name(b, statements)))
        {
            if (CellReader.Contradiction(books) is { } contradiction)
            {
                run.Fail($"{books.Style}: {contradiction}");
                return false;
            }
            expected = books;
            if (CellReader.Lines(books, read).SetEquals(read))
            {
                same.Add(books);
            }
        }
        figures.Compare(read.Count);
        if (same.Count == 0)
        {
            var lines = CellReader.Lines(expected, read);
            run.Fail($"the Hub says\n  {string.Join("\n  ", read.Except(lines))}\nand the books say\n  {string.Join("\n  ", lines.Except(read))}\nafter\n  {string.Join("\n  ", lately)}");
            return false;
        }
        List<CellBooks> heard = [];
        await Together.UntilAsync(() => Task.FromResult((heard = [.. same.Where(Hears)]).Count > 0), TimeSpan.FromSeconds(30), run.Stop);
        if (heard.Count == 0)
        {
            var all = same[0].Orders.SelectMany(o => events.Of(o.Number)).ToList();
            run.Fail($"{same[0].Style}: by the books {same[0].Told.Count} events, heard {all.Count}; missing: {string.Join(", ", same[0].Told.Except(all))}; not in the books: {string.Join(", ", all.Except(same[0].Told))}");
            return false;
        }
        histories = heard;
        return true;
    }

    public bool Hears(CellBooks books) =>
        books.Told.Order(StringComparer.Ordinal).SequenceEqual(books.Orders.SelectMany(o => events.Of(o.Number)).Order(StringComparer.Ordinal));

    /// <summary>A statement that closing an order opened has the number that is left over.</summary>
    private static CellBooks Name(CellBooks books, ILookup<string, string> statements)
    {
        foreach (var unnamed in books.Statements.Where(s => s.Number is null).ToList())
        {
            var left = statements[unnamed.Order].Where(n => !books.Statements.Exists(s => s.Number == n)).ToList();
            books = left is [var number] ? books with { Statements = books.Statements.Replace(unnamed, unnamed with { Number = number }) } : books;
        }
        return books;
    }
}
