using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>Judges the lines of trade documents: product, unit, bin, price, tax, amounts, and what they move.</summary>
internal sealed class TradeLines(References references, TradeTerms terms)
{
    private const string RefundOnly = "仅退款";

    /// <summary>Prices and bins for documents whose heads are known.</summary>
    public async Task LoadAsync(DocumentBatch batch, Dictionary<BatchDocument, TradeHeader> headers, CancellationToken ct)
    {
        await terms.LoadPricesAsync(headers.Values.Select(h => h.PriceList?.Id).OfType<long>(), batch.Documents.SelectMany(d => d.Lines).Select(l => references.Named(l.Fields)?.Code).OfType<string>(), ct);
        await terms.LoadBinsAsync(headers.Values.Select(h => h.Warehouse?.Id).OfType<long>(), ct);
    }

    public string CurrencyOf(PartnerRecord fields, TradeHeader header) => header.PriceList?.Currency ?? (fields.Has("currency_Text") ? fields.Text("currency_Text") : terms.DefaultCurrency);

    public decimal RateOf(PartnerRecord fields, string? currency) => terms.Rate(fields, currency);

    public void Check(BatchDocument document, TradeHeader header, TradeKind kind)
    {
        var fields = document.Fields;
        terms.Currency(fields);
        var moves = kind.Stock != 0 && fields.Text("returnType_Text") != RefundOnly;
        if (header.Warehouse is null && header.Organisation is not null && !fields.Has("warehouse_Text") && fields.Shape.Child("warehouse_Text") is not null
            && (moves || document.Lines.Any(l => l.Fields.Has("locator_Text"))))
        {
            fields.FailMissing("warehouse_Text");
        }
        var total = default(LineAmounts);
        foreach (var line in document.Lines)
        {
            var checkedLine = CheckLine(line.Fields, header, kind, moves);
            header.Lines.Add(checkedLine);
            total += checkedLine.Amounts ?? default;
        }
        if (total.IsTooMuch && header.Lines.TrueForAll(l => l.Amounts?.IsTooMuch != true))
        {
            fields.Fail(Literals.TooLong("合计金额", 16));
        }
    }

    /// <summary>The number to reckon with; one that is too long for its field was refused already, and must not overflow.</summary>
    public static decimal Bounded(decimal? number) => number is { } value && Math.Abs(value) < 10_000_000_000m ? value : 0;

    /// <summary>Unit, whole pieces, lots: the same for every line that names a product.</summary>
    public static void CheckProduct(PartnerRecord line, Product? product, string quantity)
    {
        if (product is null)
        {
            return;
        }
        if (line.Has("uom_Name") && line.Text("uom_Name") != product.Uom)
        {
            line.FailNotFound("uom_Name");
        }
        if (product.Good is not null)
        {
            if (line.Number(quantity) is { } pieces && pieces != decimal.Truncate(pieces))
            {
                line.Fail(Literals.TooFine(FieldLabels.Of(quantity), 0));
            }
            if (Math.Abs(line.Number(quantity) ?? 0) > 1_000_000_000)
            {
                line.Fail(Literals.TooLong(FieldLabels.Of(quantity), 9));
            }
        }
        if (product.HasShelfLife)
        {
            foreach (var field in new[] { "lot", "dateProduction" }.Where(f => line.Shape.Child(f) is not null && !line.Has(f)))
            {
                line.FailMissing(field);
            }
        }
    }

    /// <summary>The product that the line has to name; null is a fault that was noted.</summary>
    public Product? Product(PartnerRecord line)
    {
        var product = references.Product(line);
        if (line.Shape.Child("product_Value") is not null && !line.Has("product_Value") && !line.Has("product_Name"))
        {
            line.FailMissing("product_Value");
        }
        return product;
    }

    private TradeLine CheckLine(PartnerRecord line, TradeHeader header, TradeKind kind, bool moves)
    {
        var product = Product(line);
        CheckProduct(line, product, "qty");
        var quantity = Bounded(line.Number("qty"));
        var bin = line.Has("locator_Text") ? references.Bin(line, header.Warehouse) : terms.FirstBin(header.Warehouse);
        if (moves && bin is null && header.Warehouse is not null && !line.Has("locator_Text"))
        {
            line.FailMissing("locator_Text");
        }
        var tax = line.Shape.Child("tax_Text") is null ? null : terms.Find(line, "tax_Text", EntryKind.Tax);
        var isPriced = IsPriced(line.Shape, kind);
        var price = line.Number("price") ?? line.Number("benchmarkPrice") ?? (product is null ? null : terms.Price(header.PriceList, product.Code));
        LineAmounts? amounts = isPriced ? Amounts(line, product, quantity, price, tax, header.PriceList?.TaxIncluded == true) : null;
        return new TradeLine(product, bin, quantity)
        {
            Price = price, TaxRate = tax?.Rate, Amounts = amounts,
            Move = moves && product is not null && bin is not null && header.Warehouse is not null ? Move(line, header.Warehouse, bin, product, kind.Stock * Math.Abs(quantity)) : null,
        };
    }

    private static LineAmounts? Amounts(PartnerRecord line, Product? product, decimal quantity, decimal? price, TradeEntry? tax, bool priceHasTax)
    {
        if (tax is null && line.Shape.Child("tax_Text") is not null && !line.Has("tax_Text"))
        {
            line.FailMissing("tax_Text");
        }
        if (price is null && product is not null)
        {
            line.FailMissing("price");
        }
        var amounts = LineAmounts.Of(quantity, Bounded(price), tax?.Rate ?? 0, priceHasTax);
        if (amounts.IsTooMuch)
        {
            line.Fail(Literals.TooLong("金额", 16));
        }
        return amounts;
    }

    /// <summary>Answers have amounts where orders, returns and sell-out do (13.6).</summary>
    private static bool IsPriced(FieldNode shape, TradeKind kind) => kind.Number switch
    {
        "060" or "180" or "220" or "270" => false,
        _ => shape.Child("qty") is not null,
    };

    private static StockMove Move(PartnerRecord line, WarehouseFacts warehouse, Bin bin, Product product, decimal delta)
    {
        var status = line.Has("invStatus_Name") ? line.Text("invStatus_Name") : StockBook.Normal;
        if (product.Good is not null && status is not (StockBook.Normal or StockBook.Damaged))
        {
            line.FailNotFound("invStatus_Name");
        }
        return new StockMove(warehouse, bin, product, status, delta) { Lot = line.Text("lot"), ProducedOn = line.Date("dateProduction") };
    }
}
