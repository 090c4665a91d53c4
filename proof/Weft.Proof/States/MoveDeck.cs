using System.Collections.Immutable;

namespace Weft.Proof.States;

/// <summary>Deals commands: mostly such as make sense where the books stand, sometimes such as do not.</summary>
internal sealed class MoveDeck(Dice dice)
{
    private static readonly string[] Processes = ["P02", "P03", "P05"];
    private static readonly string[] Ends = ["complete", "complete", "complete", "force", "cancel", "scrap"];
    private static readonly string[] Steps = ["verify", "verify", "approve", "approve", "approve", "confirm", "reject", "resubmit", "resubmit", "return"];

    /// <summary>
    /// The commands of one moment. Two or three of them are for the same things as often as not, and the very same command twice is the hardest case: two who inspect one
    /// bundle, ship the last pieces, pay one statement.
    /// </summary>
    public List<Move> Deal(CellBooks books)
    {
        List<Move> moves = [One(books)];
        var more = dice.Below(100) switch { < 45 => 0, < 85 => 1, _ => 2 };
        for (var i = 0; i < more; i++)
        {
            moves.Add(dice.OneIn(2) ? moves[0] : One(books));
        }
        return moves;
    }

    private Move One(CellBooks books)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            var order = dice.Of(books.Orders);
            // An order's life is short; what is not started is started first.
            var move = order.Cut == 0 && order.IsOpen && !dice.OneIn(6) ? Begin(order) : dice.Below(100) switch
            {
                < 8 => Begin(order),
                < 20 => Scan(order),
                < 40 => Inspect(order),
                < 50 => Repair(order),
                < 55 => Recheck(order),
                < 62 => Store(order),
                < 66 => Reverse(order),
                < 75 => Ship(books, order),
                < 77 => TakeOut(books),
                < 81 => Shipped(books),
                < 83 => new EndOrder(order.Number, dice.Of(Ends)),
                _ => Money(books),
            };
            if (move is not null && (dice.OneIn(8) || move.IsAllowed(books)))
            {
                return move;
            }
        }
        return new TakeTask(dice.Of(books.Orders).Number);
    }

    private Move Begin(OrderBook order)
    {
        if (order.Status == "pending" && dice.OneIn(25))
        {
            return new EndOrder(order.Number, "cancel");
        }
        if (order.Task == "pending" || dice.OneIn(12))
        {
            return new TakeTask(order.Number);
        }
        if (dice.OneIn(15))
        {
            return new ReturnTask(order.Number);
        }
        var rows = Enumerable.Range(0, dice.Between(1, 4)).Select(_ => (dice.Of(Garments.All), dice.Between(3, 10))).ToList();
        return new Cut(order.Number, rows);
    }

    private Scan? Scan(OrderBook order) => order.Bundles.Count == 0 ? null : new Scan(dice.Of(order.Bundles).Id, dice.Of(Processes));

    private Inspect? Inspect(OrderBook order)
    {
        var open = order.Bundles.FindAll(b => order.ToInspect(b) > 0);
        var from = open.Count == 0 || dice.OneIn(20) ? order.Bundles : open;
        if (from.Count == 0)
        {
            return null;
        }
        var chosen = Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Of(from)).DistinctBy(b => b.Id).ToList();
        return new Inspect(order.Number, [.. chosen.Select(b => Found(b.Id, Math.Max(1, order.ToInspect(b))))], IsRecheck: false, dice.OneIn(2));
    }

    private Inspect? Recheck(OrderBook order)
    {
        var declared = order.Bundles.FindAll(b => b.Declared > 0);
        if (declared.Count == 0)
        {
            return null;
        }
        var bundle = dice.Of(declared);
        return new Inspect(order.Number, [Found(bundle.Id, bundle.Declared)], IsRecheck: true, dice.OneIn(2));
    }

    private Found Found(long bundle, int most)
    {
        var inspected = dice.OneIn(4) ? dice.Between(1, most + 1) : most;
        return new Found(bundle, inspected, dice.OneIn(2) ? dice.Between(0, inspected) : 0, dice.OneIn(3));
    }

    private Move? Repair(OrderBook order)
    {
        var waiting = order.Bundles.FindAll(b => b.Waiting > 0);
        if (waiting.Count == 0)
        {
            return null;
        }
        var bundle = dice.Of(waiting);
        return dice.OneIn(3) ? new StartRepair(bundle.Id) : new DeclareRepaired(bundle.Id, dice.OneIn(3) ? dice.Between(1, bundle.Waiting + 1) : bundle.Waiting);
    }

    private Store? Store(OrderBook order)
    {
        var waiting = order.Inspections.FindAll(i => !i.IsStored && !i.IsReversed);
        return waiting.Count == 0 ? null : new Store([.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Of(waiting).Id).Distinct()]);
    }

    private ReverseInspection? Reverse(OrderBook order) => order.Inspections.Count == 0 ? null : new ReverseInspection(dice.Of(order.Inspections).Id);

    private Ship? Ship(CellBooks books, OrderBook order)
    {
        var there = Garments.All.Select(g => g.Key()).Select(g => (Garment: g, Left: order.StoredOf(g) - books.Shipped(order.Number, g))).Where(g => g.Left > 0).ToList();
        return Some(there) is { } goods ? new Ship(order.Number, goods) : null;
    }

    private TakeOut? TakeOut(CellBooks books)
    {
        var there = Garments.All.Select(g => g.Key()).Select(g => (Garment: g, Left: books.Stock(g))).Where(g => g.Left > 0).ToList();
        // Few pieces: what is taken out is missing when an order is shipped.
        return Some([.. there.Select(g => (g.Garment, Math.Min(g.Left, 2)))]) is { } goods ? new TakeOut(books.Style, goods, dice.OneIn(2)) : null;
    }

    private Goods? Some(List<(string Garment, int Left)> there)
    {
        var chosen = there.Where(_ => !dice.OneIn(3)).ToList();
        // As often as not all that is left; now and then one piece too many.
        int Take(int left) => dice.Below(8) switch { < 4 => left, 4 => left + 1, _ => dice.Between(1, left) };
        return chosen.Count == 0 ? null : new Goods(chosen.ToImmutableSortedDictionary(g => g.Garment, g => Take(g.Left), StringComparer.Ordinal));
    }

    private Move? Shipped(CellBooks books)
    {
        if (books.Shipments.Count == 0)
        {
            return null;
        }
        var shipment = dice.Of(books.Shipments);
        return dice.OneIn(2) ? new SetTracking(shipment.Number, "SF" + (char)('1' + dice.Below(3))) : new ReverseShipment(shipment.Number);
    }

    private Move? Money(CellBooks books)
    {
        var named = books.Statements.FindAll(s => s.Number is not null);
        if (named.Count == 0)
        {
            return null;
        }
        var statement = dice.Of(named);
        return dice.Below(10) switch
        {
            < 2 => new EditStatement(statement.Number!, dice.Between(0, 4000) / 100m),
            < 7 => new StepStatement(statement.Number!, dice.Of(Steps)),
            < 8 => new Pay(statement.Number!, null),
            _ => new Pay(statement.Number!, $"{statement.Number}-{(char)('A' + dice.Below(2))}"),
        };
    }
}
