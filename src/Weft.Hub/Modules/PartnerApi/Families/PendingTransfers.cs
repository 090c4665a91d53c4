using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>
/// Transfers that wait for a logistics partner: API14APDF and API160DLF those whose move-out waits, API14BPDF those whose move-in does. Each is handed out once and set in
/// progress (scm-partner-api 11).
/// </summary>
internal sealed class PendingTransfers(HubDbContext db, References references, StockBook stock, IOptions<PartnerApiOptions> options) : QueryFunction
{
    private Dictionary<long, WarehouseFacts> warehouses = [];
    private Dictionary<long, Organisation> organisations = [];
    private Dictionary<long, Bin> bins = [];
    private Dictionary<long, string?> barcodes = [];

    public override IReadOnlyList<string> Codes => ["API14APDF", "API14BPDF", "API160DLF"];

    public override bool Changes => true;

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id);
        organisations = await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).ToDictionaryAsync(o => o.Id, ct);
        await stock.HoldAsync(ct);
        var taken = await TakeAsync(call, ct);
        long[] binIds = [.. taken.SelectMany(d => d.Lines).SelectMany(l => new[] { l.BinId, l.BinToId }).OfType<long>().Distinct()];
        bins = await db.Set<Bin>().AsNoTracking().Where(b => EF.Parameter(binIds).Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        long[] materials = [.. taken.SelectMany(d => d.Lines).Select(l => l.MaterialId).OfType<long>().Distinct()];
        barcodes = await db.Set<Material>().AsNoTracking().Where(m => EF.Parameter(materials).Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Upc, ct);
        return new QueryResult([.. taken.Select(Row)], [.. taken.Select(d => d.DocumentNo)]);
    }

    /// <summary>One statement takes them; which rows carry this query's mark decides, so that no two queries ever hand out the same one.</summary>
    private async Task<List<PartnerDocument>> TakeAsync(QueryCall call, CancellationToken ct)
    {
        var isIn = call.Function.Code == "API14BPDF";
        var pending = Matching(call);
        pending = isIn ? pending.Where(d => d.ReceiptStatusTo == ReceiptStatus.Pending) : pending.Where(d => d.ReceiptStatus == ReceiptStatus.Pending);
        long[] ids = [.. await pending.OrderBy(d => d.Date).ThenBy(d => d.DocumentNo).Take(options.Value.MaxExported).Select(d => d.Id).ToListAsync(ct)];
        if (ids.Length == 0)
        {
            return [];
        }
        var mark = Guid.NewGuid();
        var rows = db.Set<PartnerDocument>().Where(d => EF.Parameter(ids).Contains(d.Id));
        _ = isIn
            ? await rows.Where(d => d.ReceiptStatusTo == ReceiptStatus.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(d => d.ReceiptStatusTo, ReceiptStatus.InProgress).SetProperty(d => d.TakenBy, mark).SetProperty(d => d.Version, d => d.Version + 1), ct)
            : await rows.Where(d => d.ReceiptStatus == ReceiptStatus.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(d => d.ReceiptStatus, ReceiptStatus.InProgress).SetProperty(d => d.TakenBy, mark).SetProperty(d => d.Version, d => d.Version + 1), ct);
        return await db.Set<PartnerDocument>().AsNoTracking().Include(d => d.Lines).AsSplitQuery().Where(d => EF.Parameter(ids).Contains(d.Id) && d.TakenBy == mark)
            .OrderBy(d => d.Date).ThenBy(d => d.DocumentNo).ToListAsync(ct);
    }

    private IQueryable<PartnerDocument> Matching(QueryCall call)
    {
        var asked = call.Request;
        bool Fits(string field, string? value) => !asked.Has(field) || asked.Text(field) == value;
        long[] Stores(string side) => [.. warehouses.Values
            .Where(w => Fits($"warehouse{side}_Value", w.Code) && Fits($"warehouse{side}_Name", w.Name) && Fits($"warehouse{side}_ReferenceNo", w.Profile.ReferenceNo)).Select(w => w.Id)];
        long[] within = [.. organisations.Values.Where(o => call.Caller.Organisations.Contains(o.Id) && Fits("org_Value", o.Code) && Fits("org_Name", o.Name)).Select(o => o.Id)];
        var (from, to) = (Stores(""), Stores("To"));
        var rows = db.Set<PartnerDocument>().AsNoTracking().Where(d => d.Kind == "140" && d.Status == DocStatus.Open && EF.Parameter(within).Contains(d.OrganisationId)
            && EF.Parameter(from).Contains(d.WarehouseId!.Value) && EF.Parameter(to).Contains(d.WarehouseToId!.Value));
        var (type, number, external) = (asked.Text("doctype_Name"), asked.Text("documentNo"), asked.Text("poReference"));
        rows = type.Length > 0 ? rows.Where(d => d.DocType == type) : rows;
        rows = number.Length > 0 ? rows.Where(d => d.DocumentNo == number) : rows;
        rows = external.Length > 0 ? rows.Where(d => d.CallerDocNo == external) : rows;
        rows = asked.Date("movementDate") is { } first ? rows.Where(d => d.Date >= first) : rows;
        return asked.Date("movementDate_to") is { } last ? rows.Where(d => d.Date <= last) : rows;
    }

    private AnswerRow Row(PartnerDocument document)
    {
        var (organisation, from, to) = (organisations[document.OrganisationId], warehouses[document.WarehouseId!.Value], warehouses[document.WarehouseToId!.Value]);
        var delivery = document.More is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [] : [];
        var row = new AnswerRow
        {
            ["org_Value"] = organisation.Code,
            ["org_Name"] = organisation.Name,
            ["documentNo"] = document.DocumentNo,
            ["poReference"] = document.CallerDocNo,
            ["movementDate"] = FieldNode.Plain(document.Date),
            ["warehouse_Value"] = from.Code,
            ["warehouse_Name"] = from.Name,
            ["warehouse_ReferenceNo"] = from.Profile.ReferenceNo,
            ["warehouseTo_Value"] = to.Code,
            ["warehouseTo_Name"] = to.Name,
            ["warehouseTo_ReferenceNo"] = to.Profile.ReferenceNo,
            ["description"] = document.Description,
            ["country_Name"] = "中国",
        };
        foreach (var (name, value) in delivery)
        {
            row[name] = value;
        }
        return row.With("lineList", [.. document.Lines.OrderBy(l => l.Line).Select(Line)]);
    }

    private AnswerRow Line(PartnerDocumentLine line)
    {
        var (from, to) = (bins.GetValueOrDefault(line.BinId ?? 0), bins.GetValueOrDefault(line.BinToId ?? 0));
        return new AnswerRow
        {
            ["line"] = line.Line.ToString(CultureInfo.InvariantCulture),
            ["locator_Value"] = from?.Code,
            ["locator_Name"] = from?.Name,
            ["locatorTo_Value"] = to?.Code,
            ["locatorTo_Name"] = to?.Name,
            ["product_Value"] = line.ProductCode,
            ["product_Name"] = Literals.Cut(line.ProductName ?? "", 60),
            ["upc"] = line.MaterialId is { } id ? barcodes.GetValueOrDefault(id) : null,
            ["lineDescription"] = line.Description,
            ["lot"] = line.Lot,
            ["dateProduction"] = FieldNode.Plain(line.ProducedOn),
            ["invStatus_Text"] = line.InventoryStatus,
            // What is on its way is what left.
            ["movementQty"] = FieldNode.Plain(LineMore.Of(line).LeftQuantity ?? line.Quantity),
            ["uom_Name"] = line.Uom,
        };
    }
}
