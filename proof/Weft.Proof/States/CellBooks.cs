using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Weft.Proof.Season;

namespace Weft.Proof.States;

internal static class Garments
{
    public static readonly Garment[] All = [new("红", "S"), new("蓝", "M")];

    public static string Key(this Garment garment) => garment.Color + garment.Size;
}

/// <summary>A bundle by the proof's own books. What was inspected and where the good pieces are stands in the inspections.</summary>
internal sealed record BundleBook(long Id, Garment Garment, int Quantity)
{
    public int Waiting { get; init; }

    public int Declared { get; init; }

    public bool IsInRepair { get; init; }

    public ImmutableSortedSet<string> Scans { get; init; } = [];
}

/// <summary>An inspection of one bundle.</summary>
internal sealed record InspectionBook(long Id, long Bundle, Garment Garment, int Inspected, int Bad, bool Scraps, bool IsRecheck)
{
    /// <summary>On a re-inspection: the inspection that found the pieces bad.</summary>
    public long? Follows { get; init; }

    public bool IsStored { get; init; }

    public bool IsReversed { get; init; }

    public int Good => Inspected - Bad;

    public int Repairs => Scraps ? 0 : Bad;

    public int Scrapped => Scraps ? Bad : 0;
}

/// <summary>Goods that left: for an order's customer, or without an order.</summary>
internal sealed record ShipmentBook(string Number, string? Order, ImmutableSortedDictionary<string, int> Goods)
{
    public string? Statement { get; init; }

    public string Tracking { get; init; } = "";

    public bool IsReversed { get; init; }

    public int Quantity => Goods.Values.Sum();
}

/// <summary>A statement; one that was opened without anybody being told its number gets it when it is read.</summary>
internal sealed record StatementBook(string? Number, string Order)
{
    public string Status { get; init; } = "pending";

    public decimal Deductions { get; init; }

    public string? PaidBy { get; init; }
}

/// <summary>An order.</summary>
internal sealed record OrderBook(string Number, bool FromGateway, ImmutableSortedDictionary<string, int> Ordered)
{
    public string Status { get; init; } = "pending";

    public string Task { get; init; } = "pending";

    public ImmutableList<BundleBook> Bundles { get; init; } = [];

    public ImmutableList<InspectionBook> Inspections { get; init; } = [];

    public bool IsOpen => Status is "pending" or "production";

    public int Quantity => Ordered.Values.Sum();

    public int Cut => Bundles.Sum(b => b.Quantity);

    public IEnumerable<InspectionBook> Valid => Inspections.Where(i => !i.IsReversed);

    public int Stored => Valid.Where(i => i.IsStored).Sum(i => i.Good);

    public int StoredOf(string garment) => Valid.Where(i => i.IsStored && i.Garment.Key() == garment).Sum(i => i.Good);

    public BundleBook? Bundle(long id) => Bundles.Find(b => b.Id == id);

    public int InspectedOf(long bundle) => Valid.Where(i => i.Bundle == bundle && !i.IsRecheck).Sum(i => i.Inspected);

    public int ToInspect(BundleBook bundle) => bundle.Quantity - InspectedOf(bundle.Id);

    public int Good(long bundle) => Valid.Where(i => i.Bundle == bundle).Sum(i => i.Good);

    /// <summary>Where the pieces of a bundle are says what it is (production-domain 5).</summary>
    public string StatusOf(BundleBook bundle)
    {
        var (good, stored) = (Good(bundle.Id), Valid.Where(i => i.Bundle == bundle.Id && i.IsStored).Sum(i => i.Good));
        return bundle.Declared > 0 ? "repaired_waiting_qc"
            : bundle.Waiting > 0 ? bundle.IsInRepair ? "repairing" : "unqualified"
            : ToInspect(bundle) > 0 ? bundle.Scans.Count > 0 || InspectedOf(bundle.Id) > 0 ? "in_progress" : "created"
            : good == 0 ? "scrapped"
            : stored == good ? "completed" : "qualified";
    }
}

/// <summary>
/// What must be true of the orders of one style, kept by the rules of production-domain and by nothing that the Hub says except the numbers of documents. Immutable, so that
/// every order in which simultaneous commands may have been carried out can be tried.
/// </summary>
internal sealed record CellBooks(string Style, decimal Price)
{
    public ImmutableList<OrderBook> Orders { get; init; } = [];

    public ImmutableList<ShipmentBook> Shipments { get; init; } = [];

    public ImmutableList<StatementBook> Statements { get; init; } = [];

    /// <summary>The events that must be heard, in the words of <see cref="EventBook"/>.</summary>
    public ImmutableList<string> Told { get; init; } = [];

    public OrderBook Order(string number) => Orders.Find(o => o.Number == number)!;

    public OrderBook? OrderOfBundle(long bundle) => Orders.Find(o => o.Bundle(bundle) is not null);

    public OrderBook? OrderOfInspection(long id) => Orders.Find(o => o.Inspections.Exists(i => i.Id == id));

    public IEnumerable<ShipmentBook> ShippedOf(string order) => Shipments.Where(s => s.Order == order && !s.IsReversed);

    public int Shipped(string order) => ShippedOf(order).Sum(s => s.Quantity);

    public int Shipped(string order, string garment) => ShippedOf(order).Sum(s => s.Goods.GetValueOrDefault(garment));

    /// <summary>What came in less what went out.</summary>
    public int Stock(string garment) => Orders.Sum(o => o.StoredOf(garment)) - Shipments.Where(s => !s.IsReversed).Sum(s => s.Goods.GetValueOrDefault(garment));

    public int Defects(string garment) => Orders.SelectMany(o => o.Valid).Where(i => i.Garment.Key() == garment).Sum(i => i.Scrapped);

    public int Quantity(StatementBook statement) => Shipments.Where(s => s.Statement is not null && s.Statement == statement.Number && !s.IsReversed).Sum(s => s.Quantity);

    public decimal Total(StatementBook statement) => decimal.Round(Quantity(statement) * Price, 2, MidpointRounding.AwayFromZero);

    public decimal Owed(StatementBook statement) => Total(statement) - statement.Deductions;

    public CellBooks With(OrderBook order) => this with { Orders = Orders.SetItem(Orders.FindIndex(o => o.Number == order.Number), order) };

    public CellBooks With(ShipmentBook shipment) => this with { Shipments = Shipments.SetItem(Shipments.FindIndex(s => s.Number == shipment.Number), shipment) };

    public CellBooks With(StatementBook statement) => this with { Statements = Statements.SetItem(Statements.FindIndex(s => s.Number == statement.Number), statement) };

    public CellBooks Tell(OrderBook order, FormattableString words) => order.FromGateway ? this with { Told = Told.Add(order.Number + " " + Said(words)) } : this;

    /// <summary>The first activity begins production, and is told.</summary>
    public CellBooks Begin(string number)
    {
        var order = Order(number);
        return order.Status == "pending" ? With(order with { Status = "production" }).Tell(order, $"ORDER_STATUS production 0") : this;
    }

    /// <summary>Two books that say the same, whatever was told in which order.</summary>
    public string Mark() => JsonSerializer.Serialize(this with { Told = Told.Sort(StringComparer.Ordinal) });

    public static string Said(FormattableString what) => what.ToString(CultureInfo.InvariantCulture);
}
