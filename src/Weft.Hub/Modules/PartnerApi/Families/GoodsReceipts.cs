using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>收货单: API070COF and API070COB. Goods of a purchase order come in; never more of a product than was ordered and has not come yet.</summary>
internal sealed class GoodsReceipts(HubDbContext db, References references, TradeTerms terms, DocumentStore store, StockBook stock, DocumentFlow flow) : DocumentFunction
{
    private const string OrderKind = "010";
    private const string Kind = "070";
    private const string Prefix = "MR";

    private readonly Dictionary<BatchDocument, Receipt> receipts = [];
    private Dictionary<string, PartnerDocument> orders = [];
    private readonly Dictionary<(long Order, string Product), decimal> open = [];
    private Dictionary<long, Bin> orderBins = [];

    public override IReadOnlyList<string> Codes => ["API070COF", "API070COB"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        // Two receipts of one order must not both see the same rest.
        await stock.HoldAsync(ct);
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        await terms.LoadAsync(ct);
        batch.Needs(PartnerPermissions.Logistics);
        await LoadOrdersAsync(batch, ct);
        foreach (var document in batch.Documents)
        {
            receipts[document] = CheckHead(document.Fields, batch.Caller);
        }
        await terms.LoadBinsAsync(receipts.Values.Select(r => r.Warehouse?.Id).OfType<long>(), ct);
        foreach (var document in batch.Documents)
        {
            foreach (var line in document.Lines)
            {
                receipts[document].Lines.Add(CheckLine(line.Fields, receipts[document]));
            }
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        var made = await store.NewAsync(batch, batch.Documents, Prefix);
        await stock.LoadAsync(receipts.Values.SelectMany(r => r.Lines.SelectMany(l => l.Moves)), ct);
        for (var i = 0; i < made.Count; i++)
        {
            Fill(made[i], batch.Documents[i], batch.Today);
            Complete(made[i], batch.Documents[i]);
        }
        await stock.ApplyAsync(ct);
    }

    private async Task LoadOrdersAsync(DocumentBatch batch, CancellationToken ct)
    {
        string[] numbers = [.. batch.Documents.Where(d => d.Fields.Has("docNoOrder")).Select(d => d.Fields.Text("docNoOrder")).Distinct(StringComparer.Ordinal)];
        var found = await db.Set<PartnerDocument>().AsNoTracking().Include(d => d.Lines)
            .Where(d => d.Kind == OrderKind && EF.Parameter(numbers).Contains(d.DocumentNo) && (d.Status == DocStatus.Completed || d.Status == DocStatus.Open)).ToListAsync(ct);
        orders = found.ToDictionary(d => d.DocumentNo, StringComparer.Ordinal);
        long[] ids = [.. found.Select(d => d.Id)];
        var received = await db.Set<PartnerDocument>().AsNoTracking().Include(d => d.Lines)
            .Where(d => d.Kind == Kind && d.BaseDocumentId != null && EF.Parameter(ids).Contains(d.BaseDocumentId.Value)
                && d.Status != DocStatus.Voided && d.Status != DocStatus.Reversed && d.Status != DocStatus.Rejected).ToListAsync(ct);
        foreach (var (order, line) in found.SelectMany(o => o.Lines.Select(l => (o.Id, l))))
        {
            open[(order, line.ProductCode!)] = open.GetValueOrDefault((order, line.ProductCode!)) + line.Quantity;
        }
        foreach (var (order, line) in received.SelectMany(r => r.Lines.Select(l => (r.BaseDocumentId!.Value, l))))
        {
            open[(order, line.ProductCode!)] = open.GetValueOrDefault((order, line.ProductCode!)) - (line.DoneQuantity ?? line.Quantity);
        }
        orderBins = await terms.BinsAsync(found.SelectMany(o => o.Lines.Select(l => l.BinId).OfType<long>()), ct);
    }

    private Receipt CheckHead(PartnerRecord fields, BatchCaller caller)
    {
        var organisation = references.Organisation(fields, caller);
        var order = orders.GetValueOrDefault(fields.Text("docNoOrder"));
        if (order is not null && organisation is not null && order.OrganisationId != organisation.Id)
        {
            order = null;
        }
        if (order is null && fields.Has("docNoOrder"))
        {
            fields.FailNotFound("docNoOrder");
        }
        terms.Find(fields, "shipper_Text", EntryKind.Shipper);
        var warehouse = fields.Has("warehouse_Text") ? references.Warehouse(fields, organisation) : references.WarehouseOf(order?.WarehouseId);
        if (warehouse is null && order is not null && !fields.Has("warehouse_Text"))
        {
            fields.FailMissing("warehouse_Text");
        }
        return new Receipt(organisation, order, warehouse);
    }

    private ReceiptLine CheckLine(PartnerRecord line, Receipt receipt)
    {
        var product = references.Product(line);
        if (!line.Has("product_Value") && !line.Has("product_Name"))
        {
            line.FailMissing("product_Value");
        }
        var rows = line.List("attrList");
        foreach (var row in rows)
        {
            if (!row.Has("attrMovementQty"))
            {
                row.FailMissing("attrMovementQty");
            }
            TradeLines.CheckProduct(row, product, "attrMovementQty");
        }
        TradeLines.CheckProduct(line, product, "movementQty");
        var listed = rows.Sum(r => TradeLines.Bounded(r.Number("attrMovementQty")));
        var quantity = line.Has("movementQty") ? TradeLines.Bounded(line.Number("movementQty")) : listed;
        if (!line.Has("movementQty") && rows.Count == 0)
        {
            line.FailMissing("movementQty");
        }
        if (rows.Count > 0 && listed != quantity)
        {
            line.Fail($"{FieldLabels.Of("attrMovementQty")}合计必须等于{FieldLabels.Of("movementQty")} {FieldNode.Plain(quantity)}");
        }
        if (rows.Count == 0 && product is { HasShelfLife: true } && receipt.Warehouse is { Profile.NeedsLogisticsReceipt: false })
        {
            line.FailMissing("attrList");
        }
        var ordered = product is null ? null : receipt.Order?.Lines.FirstOrDefault(l => l.ProductCode == product.Code);
        CheckRest(line, receipt.Order, product, ordered, quantity);
        var bin = BinOf(line, receipt.Warehouse, ordered);
        return new ReceiptLine(product, bin, quantity, product is null || bin is null ? [] : Moves(rows, receipt.Warehouse!, bin, product, quantity));
    }

    /// <summary>Lines of one request share the rest, in their order.</summary>
    private void CheckRest(PartnerRecord line, PartnerDocument? order, Product? product, PartnerDocumentLine? ordered, decimal quantity)
    {
        if (order is null || product is null)
        {
            return;
        }
        if (ordered is null)
        {
            line.FailNotFound("product_Value");
            return;
        }
        var rest = open[(order.Id, product.Code)];
        if (quantity > rest)
        {
            line.Fail($"交付数量 {FieldNode.Plain(quantity)} 超过采购订单 {order.DocumentNo} 中 {product.Code} 的未收数量 {FieldNode.Plain(rest)}");
            return;
        }
        open[(order.Id, product.Code)] = rest - quantity;
    }

    /// <summary>The bin that is named, the order line's, or the warehouse's first.</summary>
    private Bin? BinOf(PartnerRecord line, WarehouseFacts? warehouse, PartnerDocumentLine? ordered)
    {
        if (line.Has("locator_Text") || warehouse is null)
        {
            return references.Bin(line, warehouse);
        }
        var bin = ordered?.BinId is { } id && orderBins.TryGetValue(id, out var own) && own.WarehouseId == warehouse.Id ? own : terms.FirstBin(warehouse);
        if (bin is null)
        {
            line.FailMissing("locator_Text");
        }
        return bin;
    }

    private static List<StockMove> Moves(IReadOnlyList<PartnerRecord> rows, WarehouseFacts warehouse, Bin bin, Product product, decimal quantity)
    {
        if (rows.Count == 0)
        {
            return [new StockMove(warehouse, bin, product, StockBook.Normal, quantity)];
        }
        List<StockMove> moves = [];
        foreach (var row in rows)
        {
            var status = row.Has("invStatus_Name") ? row.Text("invStatus_Name") : StockBook.Normal;
            if (product.Good is not null && status is not (StockBook.Normal or StockBook.Damaged))
            {
                row.FailNotFound("invStatus_Name");
            }
            moves.Add(new StockMove(warehouse, bin, product, status, TradeLines.Bounded(row.Number("attrMovementQty"))) { Lot = row.Text("lot"), ProducedOn = row.Date("dateProduction") });
        }
        return moves;
    }

    private void Fill(PartnerDocument document, BatchDocument source, DateOnly today)
    {
        var (receipt, fields) = (receipts[source], source.Fields);
        document.OrganisationId = receipt.Organisation!.Id;
        document.WarehouseId = receipt.Warehouse!.Id;
        document.Date = fields.Date("movementDate") ?? today;
        document.AccountingDate = fields.Date("dateAcct") ?? today;
        document.BaseDocumentId = receipt.Order!.Id;
        (document.PartnerCode, document.PartnerName) = (receipt.Order.PartnerCode, receipt.Order.PartnerName);
        document.DocType = fields.Has("doctype_Name") ? fields.Text("doctype_Name") : receipt.Order.DocType == "采购订单-进口" ? "收货单-进口" : "收货单";
        document.More = TradeHeads.Rest(fields);
        for (var i = 0; i < receipt.Lines.Count; i++)
        {
            var (line, facts, rows) = (document.Lines[i], receipt.Lines[i], source.Lines[i].Fields.List("attrList"));
            (line.ProductCode, line.ProductName, line.Uom, line.MaterialId) = (facts.Product!.Code, facts.Product.Name, facts.Product.Uom, facts.Product.Material?.Id);
            (line.BinId, line.Quantity) = (facts.Bin!.Id, facts.Quantity);
            if (facts.Moves is [var only])
            {
                (line.Lot, line.ProducedOn, line.InventoryStatus) = (only.Lot.Length > 0 ? only.Lot : null, only.ProducedOn, only.Status);
            }
            line.More = TradeHeads.Rest(source.Lines[i].Fields, [.. rows.Select((r, n) => ($"attr{n + 1}", TradeHeads.Rest(r)))]);
        }
    }

    private void Complete(PartnerDocument document, BatchDocument source) => source.Came(document, flow.Complete(
        document, _ => stock.TryMove([.. receipts[source].Lines.SelectMany(l => l.Moves)], document.DocumentNo, document.Description)));

    private sealed record Receipt(Organisation? Organisation, PartnerDocument? Order, WarehouseFacts? Warehouse)
    {
        public List<ReceiptLine> Lines { get; } = [];
    }

    private sealed record ReceiptLine(Product? Product, Bin? Bin, decimal Quantity, IReadOnlyList<StockMove> Moves);
}
