using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>Orders, returns, issues, requests and inquiries: one family whose members are rows of <see cref="TradeKind.All"/> and descriptors.</summary>
internal sealed class TradeDocuments(TradeHeads heads, TradeLines lines, DocumentStore store, StockBook stock, DocumentFlow flow) : DocumentFunction
{
    private readonly Dictionary<BatchDocument, TradeHeader> headers = [];

    public override IReadOnlyList<string> Codes { get; } = [.. TradeKind.All.SelectMany(k => k.Codes)];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        var kind = KindOf(batch);
        await heads.LoadAsync(batch, ct);
        batch.Needs(kind.Right);
        foreach (var document in batch.Documents)
        {
            headers[document] = heads.Check(document.Fields, batch.Caller, kind);
        }
        await lines.LoadAsync(batch, headers, ct);
        foreach (var document in batch.Documents)
        {
            lines.Check(document, headers[document], kind);
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        var kind = KindOf(batch);
        var made = await store.NewAsync(batch, batch.Documents, kind.Prefix);
        await stock.LoadAsync(headers.Values.SelectMany(h => h.Lines.Select(l => l.Move).OfType<StockMove>()), ct);
        for (var i = 0; i < made.Count; i++)
        {
            var (source, header) = (batch.Documents[i], headers[batch.Documents[i]]);
            FillHead(made[i], source.Fields, header, kind, batch.Today);
            FillLines(made[i], source, header);
            Complete(made[i], source, header);
        }
        await stock.ApplyAsync(ct);
    }

    private static TradeKind KindOf(DocumentBatch batch) => TradeKind.All.First(k => k.Number == batch.Function.Number);

    private void FillHead(PartnerDocument document, PartnerRecord fields, TradeHeader header, TradeKind kind, DateOnly today)
    {
        document.OrganisationId = header.Organisation!.Id;
        document.WarehouseId = header.Warehouse?.Id;
        document.Date = fields.Date(kind.Date) ?? today;
        document.AccountingDate = document.Date;
        document.DocType = fields.Has("doctype_Name") ? fields.Text("doctype_Name") : DefaultType(fields.Shape, header, kind);
        (document.PartnerCode, document.PartnerName) = header.PartnerCode.Length == 0 ? (null, null) : (header.PartnerCode, header.PartnerName);
        document.Currency = lines.CurrencyOf(fields, header);
        document.More = TradeHeads.Rest(fields, ("location_Text", header.Location?.Name), ("priceList_Text", header.PriceList?.Name),
            ("settlementRate", fields.Shape.Child("settlementRate") is null ? null : FieldNode.Plain(lines.RateOf(fields, document.Currency))));
    }

    private static string DefaultType(FieldNode shape, TradeHeader header, TradeKind kind) => (kind.Number, shape.Child("doctype_Name")) switch
    {
        ("190", _) => header.Party?.Profile?.CreditType == "信用" ? "采购订单-信用(代理商)" : "采购订单-预付(代理商)",
        (_, { Allowed: [var first, ..] }) => first,
        _ => "请购单",
    };

    private static void FillLines(PartnerDocument document, BatchDocument source, TradeHeader header)
    {
        LineAmounts? total = null;
        for (var i = 0; i < header.Lines.Count; i++)
        {
            var (line, facts, fields) = (document.Lines[i], header.Lines[i], source.Lines[i].Fields);
            (line.ProductCode, line.ProductName, line.Uom, line.MaterialId) = (facts.Product!.Code, facts.Product.Name, facts.Product.Uom, facts.Product.Material?.Id);
            (line.BinId, line.Quantity, line.Price, line.TaxRate) = (facts.Bin?.Id, facts.Quantity, facts.Price, facts.TaxRate);
            (line.Lot, line.ProducedOn) = (fields.Has("lot") ? fields.Text("lot") : null, fields.Date("dateProduction"));
            line.InventoryStatus = fields.Has("invStatus_Name") ? fields.Text("invStatus_Name") : facts.Move?.Status;
            line.More = TradeHeads.Rest(fields);
            if (facts.Amounts is { } amounts)
            {
                (line.TaxExcluded, line.Tax, line.TaxIncluded) = (amounts.TaxExcluded, amounts.Tax, amounts.TaxIncluded);
                total = (total ?? default(LineAmounts)) + amounts;
                source.Lines[i].Tell("priceActual", FieldNode.Plain(facts.Price));
                amounts.Tell(source.Lines[i].Tell, "");
            }
        }
        if (total is { } sum)
        {
            (document.TaxExcluded, document.Tax, document.TaxIncluded) = (sum.TaxExcluded, sum.Tax, sum.TaxIncluded);
            sum.Tell(source.Tell, "Total");
        }
    }

    /// <summary>Draft, then as far as it goes; still draft when it can not be completed (8.4).</summary>
    private void Complete(PartnerDocument document, BatchDocument source, TradeHeader header)
    {
        List<StockMove> moves = [.. header.Lines.Select(l => l.Move).OfType<StockMove>()];
        source.Came(document, flow.Complete(document, _ => moves.Count == 0 ? null : stock.TryMove(stock.FromOldest(moves), document.DocumentNo, document.Description)));
    }
}
