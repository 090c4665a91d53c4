using System.Globalization;

namespace Weft.Proof.Season;

/// <summary>A colour and size.</summary>
internal readonly record struct Garment(string Color, string Size);

/// <summary>A bundle as the floor got it, and how many of its pieces wait for repair.</summary>
internal sealed record SeasonBundle(long Id, Garment Garment, int Quantity)
{
    public bool Inspected { get; set; }

    public int ToRepair { get; set; }
}

/// <summary>Goods that left, by the season's own books.</summary>
internal sealed record SeasonShipment(string Number, IReadOnlyDictionary<Garment, int> Goods)
{
    public bool Reversed { get; set; }

    public int Quantity => Goods.Values.Sum();
}

/// <summary>
/// One order by the season's own books: what the script did, added up here and nowhere else. Nothing in it is read from the Hub except the numbers of documents.
/// </summary>
internal sealed class SeasonOrder(string orderNo, string external, decimal price, IReadOnlyDictionary<Garment, int> ordered)
{
    public string OrderNo { get; } = orderNo;

    public string External { get; } = external;

    public decimal Price { get; } = price;

    public IReadOnlyDictionary<Garment, int> Ordered { get; } = ordered;

    public int Quantity => Ordered.Values.Sum();

    public List<SeasonBundle> Bundles { get; } = [];

    /// <summary>Sums over inspections, re-inspections included.</summary>
    public (int Inspected, int Qualified, int Unqualified, int Repaired, int Scrapped) Quality { get; set; }

    /// <summary>Qualified pieces that wait for a warehouse.</summary>
    public Dictionary<Garment, int> Waiting { get; } = [];

    public Dictionary<Garment, int> Stored { get; } = [];

    public Dictionary<Garment, int> Defects { get; } = [];

    public List<SeasonShipment> Shipments { get; } = [];

    public string Status { get; set; } = "pending";

    public string? Statement { get; set; }

    public string StatementStatus { get; set; } = "pending";

    public decimal Deductions { get; set; }

    public int Shipped => Shipments.Where(s => !s.Reversed).Sum(s => s.Quantity);

    public decimal Total => decimal.Round(Shipped * Price, 2, MidpointRounding.AwayFromZero);

    public decimal Final => Total - Deductions;

    public int InStock(Garment garment) =>
        Stored.GetValueOrDefault(garment) - Shipments.Where(s => !s.Reversed).Sum(s => s.Goods.GetValueOrDefault(garment));

    /// <summary>Every piece that was cut is somewhere.</summary>
    public (int Cut, int Found) Pieces()
    {
        var firstTime = Bundles.Where(b => b.Inspected).Sum(b => b.Quantity);
        return (Bundles.Sum(b => b.Quantity), Bundles.Sum(b => b.Quantity) - firstTime + Quality.Qualified + Bundles.Sum(b => b.ToRepair) + Quality.Scrapped);
    }

    public static string Said(FormattableString what) => what.ToString(CultureInfo.InvariantCulture);
}
