using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>查询待处理发货单: API09APDF. Hands each pending shipment out once and sets it in progress (scm-partner-api 13.2).</summary>
internal sealed class PendingShipments(HubDbContext db, References references, ShipmentDocuments shipments, IOptions<PartnerApiOptions> options) : QueryFunction
{
    public override IReadOnlyList<string> Codes => ["API09APDF"];

    public override bool Changes => true;

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id);
        var organisations = await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).ToDictionaryAsync(o => o.Id, ct);
        var taken = await TakeAsync(call, warehouses, organisations, ct);
        var documents = await shipments.FindAsync([.. taken.Select(t => t.OutstockNo)], ct);
        var bins = await BinsAsync(taken, ct);
        return new QueryResult(
            [.. taken.Where(t => documents.ContainsKey(t.OutstockNo)).Select(t => Row(t, documents[t.OutstockNo], warehouses[t.WarehouseId], organisations[t.OrganisationId], bins.GetValueOrDefault(t.WarehouseId)))],
            [.. taken.Select(t => t.OutstockNo)]);
    }

    /// <summary>One statement takes them; which rows carry this query's mark decides, so that no two queries ever hand out the same one.</summary>
    private async Task<List<LogisticsReceipt>> TakeAsync(
        QueryCall call, Dictionary<long, WarehouseFacts> warehouses, Dictionary<long, Organisation> organisations, CancellationToken ct)
    {
        var pending = Matching(call, warehouses, organisations);
        // Another node may take what was chosen here: then there may be more behind it.
        for (var tries = 0; tries < 5; tries++)
        {
            long[] ids = [.. await pending.OrderBy(r => r.MovementDate).ThenBy(r => r.OutstockNo).Take(options.Value.MaxExported).Select(r => r.Id).ToListAsync(ct)];
            if (ids.Length == 0)
            {
                return [];
            }
            var mark = Guid.NewGuid();
            var taken = await db.Set<LogisticsReceipt>().Where(r => EF.Parameter(ids).Contains(r.Id) && r.Status == ReceiptStatus.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReceiptStatus.InProgress).SetProperty(r => r.TakenBy, mark)
                    .SetProperty(r => r.Version, r => r.Version + 1), ct);
            if (taken > 0)
            {
                return await db.Set<LogisticsReceipt>().AsNoTracking().Where(r => r.TakenBy == mark).OrderBy(r => r.MovementDate).ThenBy(r => r.OutstockNo).ToListAsync(ct);
            }
        }
        return [];
    }

    private IQueryable<LogisticsReceipt> Matching(QueryCall call, Dictionary<long, WarehouseFacts> warehouses, Dictionary<long, Organisation> organisations)
    {
        var asked = call.Request;
        bool Fits(string field, string? value) => !asked.Has(field) || asked.Text(field) == value;
        long[] within = [.. organisations.Values.Where(o => call.Caller.Organisations.Contains(o.Id) && Fits("org_Value", o.Code) && Fits("org_Name", o.Name)).Select(o => o.Id)];
        long[] stores = [.. warehouses.Values.Where(w => Fits("warehouse_Value", w.Code) && Fits("warehouse_Name", w.Name) && Fits("warehouse_ReferenceNo", w.Profile.ReferenceNo)).Select(w => w.Id)];
        // One document type, and no number of the partner's own: what asks for others finds nothing.
        var none = !Fits("doctype_Name", LogisticsReceipt.DocType) || asked.Has("poReference");
        var rows = db.Set<LogisticsReceipt>().AsNoTracking()
            .Where(r => !none && r.Status == ReceiptStatus.Pending && EF.Parameter(within).Contains(r.OrganisationId) && EF.Parameter(stores).Contains(r.WarehouseId));
        var (number, order, external) = (asked.Text("documentNo"), asked.Text("documentNo_Order"), asked.Text("poReference_Order"));
        var (code, name) = (asked.Text("bpartner_Value"), asked.Text("bpartner_Name"));
        rows = number.Length > 0 ? rows.Where(r => r.OutstockNo == number) : rows;
        rows = order.Length > 0 ? rows.Where(r => r.OrderNo == order) : rows;
        rows = external.Length > 0 ? rows.Where(r => r.ExternalOrderNo == external) : rows;
        rows = code.Length > 0 ? rows.Where(r => r.PartnerCode == code) : rows;
        rows = name.Length > 0 ? rows.Where(r => r.PartnerName == name) : rows;
        rows = asked.Date("movementDate") is { } from ? rows.Where(r => r.MovementDate >= from) : rows;
        return asked.Date("movementDate_to") is { } to ? rows.Where(r => r.MovementDate <= to) : rows;
    }

    /// <summary>Production keeps no bin: a warehouse's first one stands for it.</summary>
    private async Task<Dictionary<long, Bin>> BinsAsync(List<LogisticsReceipt> taken, CancellationToken ct)
    {
        long[] ids = [.. taken.Select(t => t.WarehouseId).Distinct()];
        var bins = await db.Set<Bin>().AsNoTracking().Where(b => b.IsActive && EF.Parameter(ids).Contains(b.WarehouseId)).OrderBy(b => b.Code).ToListAsync(ct);
        return bins.GroupBy(b => b.WarehouseId).ToDictionary(g => g.Key, g => g.First());
    }

    private static AnswerRow Row(LogisticsReceipt receipt, ShipmentDocument shipment, WarehouseFacts warehouse, Organisation organisation, Bin? bin)
    {
        var address = DeliveryAddress.Of(shipment.Address);
        return new AnswerRow
        {
            ["org_Value"] = organisation.Code,
            ["org_Name"] = organisation.Name,
            ["documentNo"] = shipment.OutstockNo,
            ["documentNo_Order"] = shipment.OrderNo,
            ["poReference_Order"] = Literals.Cut(shipment.ExternalOrderNo ?? "", 20),
            ["movementDate"] = FieldNode.Plain(receipt.MovementDate),
            ["warehouse_Value"] = warehouse.Code,
            ["warehouse_Name"] = warehouse.Name,
            ["warehouse_ReferenceNo"] = warehouse.Profile.ReferenceNo,
            ["bpartner_Value"] = receipt.PartnerCode,
            ["bpartner_Name"] = Literals.Cut(receipt.PartnerName, 60),
            ["country_Name"] = "中国",
            ["region_Name"] = address.Region,
            ["city_Name"] = address.City,
            ["address1"] = Literals.Cut(address.Rest, 60),
            ["address2"] = address.Rest.Length > 60 ? Literals.Cut(address.Rest[60..], 60) : "",
            ["contact_Name"] = Literals.Cut(shipment.ContactPerson ?? shipment.CustomerName ?? "", 60),
            ["phone"] = shipment.Phone,
            ["description"] = Literals.Cut(shipment.Remark ?? "", 255),
        }.With("lineList", [.. shipment.Lines.Select((line, index) => Line(line, index, warehouse, bin))]);
    }

    private static AnswerRow Line(ShipmentLine line, int index, WarehouseFacts warehouse, Bin? bin)
    {
        var quantity = line.Quantity.ToString(CultureInfo.InvariantCulture);
        return new AnswerRow
        {
            ["line"] = ((index + 1) * 10).ToString(CultureInfo.InvariantCulture),
            ["locator_Value"] = bin?.Code ?? warehouse.Code,
            ["locator_Name"] = bin?.Name ?? warehouse.Name,
            ["product_Value"] = line.SkuCode,
            ["product_Name"] = Literals.Cut(line.Name, 60),
            ["movementQty"] = quantity,
            ["uom_Name"] = "件",
        }.With("attrList", [new AnswerRow { ["invStatus_Text"] = "正常", ["attrMovementQty"] = quantity }]);
    }
}
