using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>What the trade documents differ in beyond their descriptors.</summary>
/// <param name="Number">Of the function.</param>
/// <param name="Prefix">Of the document's number.</param>
/// <param name="Right">What the caller's role needs.</param>
/// <param name="Date">The field that dates the document.</param>
internal sealed record TradeKind(string Number, string Prefix, string Right, string Date)
{
    public PartyRole Role { get; init; } = PartyRole.Customer;
    public EntryKind Prices { get; init; } = EntryKind.SalesPrices;

    /// <summary>1 when its goods come, -1 when they go, 0 for a mere agreement.</summary>
    public int Stock { get; init; }

    /// <summary>A dealer's: its partner is a principal company, its addresses are the dealer's own.</summary>
    public bool IsDealers { get; init; }

    public IReadOnlyList<string> Codes => [$"API{Number}COF", $"API{Number}COB"];

    /// <summary>All of them (scm-partner-api 12).</summary>
    public static readonly IReadOnlyList<TradeKind> All =
    [
        new("010", "PO", PartnerPermissions.Purchasing, "dateOrdered") { Role = PartyRole.Supplier, Prices = EntryKind.PurchasePrices },
        new("020", "PR", PartnerPermissions.Purchasing, "dateOrdered") { Role = PartyRole.Supplier, Prices = EntryKind.PurchasePrices, Stock = -1 },
        new("030", "SO", PartnerPermissions.Sales, "dateOrdered"),
        new("040", "SB", PartnerPermissions.Sales, "dateOrdered"),
        new("050", "SR", PartnerPermissions.Sales, "dateOrdered") { Stock = 1 },
        new("060", "GI", PartnerPermissions.Sales, "dateOrdered") { Role = PartyRole.Any, Stock = -1 },
        new("180", "DR", PartnerPermissions.Purchasing, "dateOrdered") { Role = PartyRole.Supplier, IsDealers = true },
        new("190", "DP", PartnerPermissions.Purchasing, "dateOrdered") { Role = PartyRole.Supplier, IsDealers = true },
        new("200", "DT", PartnerPermissions.Purchasing, "dateReturn") { Role = PartyRole.Supplier, IsDealers = true },
        new("210", "SL", PartnerPermissions.Sales, "dateOrdered"),
        new("220", "RQ", PartnerPermissions.Purchasing, "dateDoc") { Prices = EntryKind.PurchasePrices },
        new("270", "RF", PartnerPermissions.Purchasing, "dateDoc"),
    ];
}

/// <summary>What a line comes to. Rounded here only, so that lines and totals agree.</summary>
internal readonly record struct LineAmounts(decimal TaxExcluded, decimal Tax, decimal TaxIncluded)
{
    /// <summary>Digits of an amount before the point (16,2).</summary>
    private const decimal Most = 99_999_999_999_999.99m;

    public bool IsTooMuch => Math.Abs(TaxExcluded) > Most || Math.Abs(TaxIncluded) > Most;

    public static LineAmounts Of(decimal quantity, decimal price, decimal taxRate, bool priceHasTax)
    {
        var amount = Money.Rounded(quantity * price);
        if (priceHasTax)
        {
            var contained = Money.Rounded(amount * taxRate / (100 + taxRate));
            return new LineAmounts(amount - contained, contained, amount);
        }
        var tax = Money.Rounded(amount * taxRate / 100);
        return new LineAmounts(amount, tax, amount + tax);
    }

    public static LineAmounts operator +(LineAmounts a, LineAmounts b) => new(a.TaxExcluded + b.TaxExcluded, a.Tax + b.Tax, a.TaxIncluded + b.TaxIncluded);

    /// <summary>Into the answer; totals have another ending to their names.</summary>
    public void Tell(Action<string, string> tell, string ending)
    {
        tell("taxExcludedAmt" + ending, FieldNode.Plain(TaxExcluded));
        tell("taxAmt" + ending, FieldNode.Plain(Tax));
        tell("taxIncludedAmt" + ending, FieldNode.Plain(TaxIncluded));
    }
}
