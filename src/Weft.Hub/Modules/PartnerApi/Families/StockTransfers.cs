using System.Text.Json;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>移库单 and 属性变更单: API140 and API150, which share all but their lines' new attributes.</summary>
internal sealed class StockTransfers(References references, TradeTerms terms, DocumentStore store, StockBook stock, DocumentStock documents, DocumentFlow flow) : DocumentFunction
{
    /// <summary>Where it is delivered: kept as it came, and told to whoever carries it.</summary>
    private static readonly string[] DeliveryFields =
        ["shipper_Text", "shipperTo_Text", "deliveryViaRule_Text", "country_Name", "region_Name", "city_Name", "address1", "address2", "contact_Name", "phone", "shipDate", "dateReceived"];

    private readonly Dictionary<BatchDocument, Transfer> transfers = [];

    public override IReadOnlyList<string> Codes => ["API140COF", "API140COB", "API150COF", "API150COB"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        await terms.LoadAsync(ct);
        batch.Needs(PartnerPermissions.Logistics);
        foreach (var document in batch.Documents)
        {
            var organisation = references.Organisation(document.Fields, batch.Caller);
            var from = references.Warehouse(document.Fields, organisation);
            var to = references.Warehouse(document.Fields, organisation, "warehouseTo_Text");
            terms.Find(document.Fields, "shipper_Text", EntryKind.Shipper);
            terms.Find(document.Fields, "shipperTo_Text", EntryKind.Shipper);
            List<TransferPlace> places = [];
            foreach (var line in document.Lines)
            {
                var product = references.Product(line.Fields);
                places.Add(new TransferPlace(references.Bin(line.Fields, from), references.Bin(line.Fields, to, "locatorTo_Text"), product));
                StockLineRules.Check(line.Fields, product, "movementQty", "invStatus_Name", "invStatusTo_Name");
            }
            transfers[document] = new Transfer(organisation, from, to, places);
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        var isTransfer = batch.Function.Number == "140";
        var made = await store.NewAsync(batch, batch.Documents, isTransfer ? "MM" : "AC");
        for (var i = 0; i < made.Count; i++)
        {
            Fill(made[i], batch.Documents[i], batch.Today, isTransfer);
        }
        await documents.LoadAsync(made, ct);
        for (var i = 0; i < made.Count; i++)
        {
            var document = made[i];
            batch.Documents[i].Came(document, flow.Complete(document, halves => documents.TryMove(document, halves)));
        }
        await stock.ApplyAsync(ct);
    }

    private void Fill(PartnerDocument document, BatchDocument source, DateOnly today, bool isTransfer)
    {
        var (organisation, from, to, places) = transfers[source];
        (document.OrganisationId, document.WarehouseId, document.WarehouseToId) = (organisation!.Id, from!.Id, to!.Id);
        document.DocType = source.Fields.Text("doctype_Name");
        document.Date = source.Fields.Date("movementDate") ?? today;
        document.AccountingDate = source.Fields.Date("dateAcct") ?? document.Date;
        var delivery = DeliveryFields.Where(source.Fields.Has).ToDictionary(f => f, source.Fields.Text);
        document.More = delivery.Count == 0 ? null : JsonSerializer.Serialize(delivery);
        for (var i = 0; i < places.Count; i++)
        {
            var (line, fields, place) = (document.Lines[i], source.Lines[i].Fields, places[i]);
            var product = place.Product!;
            (line.ProductCode, line.ProductName, line.Uom, line.MaterialId) = (product.Code, product.Name, product.Uom, product.Material?.Id);
            (line.BinId, line.BinToId, line.Quantity) = (place.From!.Id, place.To!.Id, fields.Number("movementQty")!.Value);
            line.InventoryStatus = fields.Has("invStatus_Name") ? fields.Text("invStatus_Name") : StockBook.Normal;
            (line.Lot, line.ProducedOn) = (fields.Has("lot") ? fields.Text("lot") : null, fields.Date("dateProduction"));
            if (!isTransfer)
            {
                // An attribute that is not given stays as it is.
                line.More = new LineMore
                {
                    LotTo = fields.Has("lotTo") ? fields.Text("lotTo") : line.Lot,
                    ProducedOnTo = fields.Date("dateProductionTo") ?? line.ProducedOn,
                    StatusTo = fields.Has("invStatusTo_Name") ? fields.Text("invStatusTo_Name") : line.InventoryStatus,
                }.Json();
            }
        }
    }

    private sealed record Transfer(Organisation? Organisation, WarehouseFacts? From, WarehouseFacts? To, IReadOnlyList<TransferPlace> Places);

    private sealed record TransferPlace(Bin? From, Bin? To, Product? Product);
}
