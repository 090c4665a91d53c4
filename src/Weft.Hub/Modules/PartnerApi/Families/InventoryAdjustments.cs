using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>库存调整单: API170COF and API170COB (scm-partner-api 13.3, 13.4).</summary>
internal sealed class InventoryAdjustments(References references, DocumentStore store, StockBook stock, DocumentFlow flow) : DocumentFunction
{
    private const string Prefix = "SA";

    private readonly Dictionary<BatchDocument, Adjustment> adjustments = [];

    public override IReadOnlyList<string> Codes => ["API170COF", "API170COB"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        batch.Needs(PartnerPermissions.Logistics);
        foreach (var document in batch.Documents)
        {
            var organisation = references.Organisation(document.Fields, batch.Caller);
            var warehouse = references.Warehouse(document.Fields, organisation);
            List<StockMove> moves = [];
            foreach (var line in document.Lines)
            {
                var (bin, product) = (references.Bin(line.Fields, warehouse), references.Product(line.Fields));
                StockLineRules.Check(line.Fields, product, "adjustQuantity", "invStatus_Text");
                if (bin is not null && product is not null && warehouse is not null)
                {
                    moves.Add(new StockMove(warehouse, bin, product, line.Fields.Text("invStatus_Text"), line.Fields.Number("adjustQuantity") ?? 0)
                    {
                        Lot = line.Fields.Text("lot"), ProducedOn = line.Fields.Date("dateProduction"),
                    });
                }
            }
            adjustments[document] = new Adjustment(organisation, warehouse, moves);
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        var made = await store.NewAsync(batch, batch.Documents, Prefix);
        await stock.LoadAsync(adjustments.Values.SelectMany(a => a.Moves), ct);
        for (var i = 0; i < made.Count; i++)
        {
            var (source, document) = (batch.Documents[i], made[i]);
            Fill(document, source, batch.Today);
            Complete(document, source);
        }
        await stock.ApplyAsync(ct);
    }

    private void Fill(PartnerDocument document, BatchDocument source, DateOnly today)
    {
        var (organisation, warehouse, moves) = adjustments[source];
        document.OrganisationId = organisation!.Id;
        document.WarehouseId = warehouse!.Id;
        document.Date = source.Fields.Date("movementDate") ?? today;
        document.AccountingDate = source.Fields.Date("dateAcct") ?? document.Date;
        document.DocType = source.Fields.Has("doctype_Name") ? source.Fields.Text("doctype_Name") : organisation.Kind switch
        {
            OrganisationKind.Dealer => "库存调整(代理商)",
            OrganisationKind.Supplier => "库存调整(供应商)",
            _ => "库存调整",
        };
        for (var i = 0; i < moves.Count; i++)
        {
            var (line, move) = (document.Lines[i], moves[i]);
            (line.ProductCode, line.ProductName, line.Uom, line.MaterialId) = (move.Product.Code, move.Product.Name, move.Product.Uom, move.Product.Material?.Id);
            (line.BinId, line.Quantity, line.InventoryStatus) = (move.Bin.Id, move.Delta, move.Status);
            (line.Lot, line.ProducedOn) = (move.Lot.Length > 0 ? move.Lot : null, move.ProducedOn);
        }
    }

    /// <summary>Draft, then as far as it goes; still draft when it can not be completed (8.4).</summary>
    private void Complete(PartnerDocument document, BatchDocument source) =>
        source.Came(document, flow.Complete(document, _ => stock.TryMove(adjustments[source].Moves, document.DocumentNo, document.Description)));

    private sealed record Adjustment(Organisation? Organisation, WarehouseFacts? Warehouse, IReadOnlyList<StockMove> Moves);
}
