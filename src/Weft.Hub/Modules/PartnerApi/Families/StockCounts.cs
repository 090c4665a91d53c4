using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>查询盘点单: API260DLF, one count with its lines.</summary>
internal sealed class StockCountQuery(HubDbContext db, References references) : QueryFunction
{
    public override IReadOnlyList<string> Codes => ["API260DLF"];

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        var asked = call.Request;
        var number = asked.Text("documentNo");
        var count = await db.Set<PartnerDocument>().AsNoTracking().Include(d => d.Lines).FirstOrDefaultAsync(d => d.Kind == "260" && d.DocumentNo == number, ct);
        if (count is null || !call.Caller.Organisations.Contains(count.OrganisationId))
        {
            return new QueryResult([], []);
        }
        long[] binIds = [.. count.Lines.Select(l => l.BinId).OfType<long>().Distinct()], materialIds = [.. count.Lines.Select(l => l.MaterialId).OfType<long>().Distinct()];
        var bins = await db.Set<Bin>().AsNoTracking().Where(b => EF.Parameter(binIds).Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        var categories = await db.Set<Material>().AsNoTracking().Where(m => EF.Parameter(materialIds).Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Category ?? "", ct);
        var organisation = await db.Set<Organisation>().AsNoTracking().FirstAsync(o => o.Id == count.OrganisationId, ct);
        var warehouse = (await references.WarehousesAsync(ct)).Find(w => w.Id == count.WarehouseId);
        bool Fits(string field, string? value) => !asked.Has(field) || asked.Text(field) == value;
        var lines = count.Lines.OrderBy(l => l.Line).Select(l => (Line: l, Bin: bins.GetValueOrDefault(l.BinId ?? 0), Category: categories.GetValueOrDefault(l.MaterialId ?? 0, "")))
            .Where(l => Fits("locator_Value", l.Bin?.Code) && Fits("locator_Name", l.Bin?.Name) && Fits("product_Value", l.Line.ProductCode) && Fits("product_Name", l.Line.ProductName)
                && Fits("productCategoryL1_Value", l.Category) && Fits("productCategoryL1_Name", l.Category)).ToList();
        if (lines.Count == 0 && count.Lines.Count > 0)
        {
            return new QueryResult([], []);
        }
        var row = new AnswerRow
        {
            ["org_Value"] = organisation.Code,
            ["org_Name"] = organisation.Name,
            ["doctype_Name"] = count.DocType,
            ["docStatus_Name"] = DocStatus.NameOf(count.Status),
            ["documentNo"] = count.DocumentNo,
            ["inventoryDate"] = FieldNode.Plain(count.Date),
            ["warehouse_Value"] = warehouse?.Code,
            ["warehouse_Name"] = warehouse?.Name,
            ["description"] = count.Description,
        }.With("lineList", [.. lines.Select(l => Row(l.Line, l.Bin, l.Category))]);
        return new QueryResult([row], [count.DocumentNo]);
    }

    private static AnswerRow Row(PartnerDocumentLine line, Bin? bin, string category)
    {
        var more = LineMore.Of(line);
        return new AnswerRow
        {
            ["line"] = line.Line.ToString(CultureInfo.InvariantCulture),
            ["locator_Value"] = bin?.Code,
            ["locator_Name"] = bin?.Name,
            ["productCategoryL1_Value"] = Literals.Cut(category, 40),
            ["productCategoryL1_Name"] = category,
            ["productCategory_Value"] = Literals.Cut(category, 40),
            ["productCategory_Name"] = category,
            ["product_Value"] = line.ProductCode,
            ["product_Name"] = Literals.Cut(line.ProductName ?? "", 60),
            ["uom_Name"] = line.Uom,
            ["lot"] = line.Lot,
            ["dateProduction"] = FieldNode.Plain(line.ProducedOn),
            ["invStatus_Name"] = line.InventoryStatus,
            ["qtyBook"] = FieldNode.Plain(more.Book ?? 0),
            ["qtyCount"] = FieldNode.Plain(more.Counted ?? 0),
            ["differenceQty"] = FieldNode.Plain((more.Counted ?? 0) - (more.Book ?? 0)),
            ["lineDescription"] = line.Description,
        };
    }
}

/// <summary>
/// 上传盘点结果: API260ULF. The count keeps what was counted beside what the books say now, and stays in draft, as documented; completing it (API290COF) moves the
/// differences. What the count did not list is added to it.
/// </summary>
internal sealed class StockCountUpload(HubDbContext db, References references, StockBook stock) : DocumentFunction
{
    private readonly Dictionary<BatchDocument, PartnerDocument> counts = [];
    private readonly Dictionary<BatchLine, (Bin Bin, Product Product)> places = [];

    public override IReadOnlyList<string> Codes => ["API260ULF"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        batch.Needs(PartnerPermissions.Logistics);
        await stock.HoldAsync(ct);
        string[] numbers = [.. batch.Documents.Select(d => d.Fields.Text("documentNo")).Distinct(StringComparer.Ordinal)];
        var found = await db.Set<PartnerDocument>().Include(d => d.Lines).AsSplitQuery().Where(d => d.Kind == "260" && EF.Parameter(numbers).Contains(d.DocumentNo))
            .ToDictionaryAsync(d => d.DocumentNo, StringComparer.Ordinal, ct);
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id);
        foreach (var document in batch.Documents.Where(d => d.Fields.Has("documentNo")))
        {
            if (!found.TryGetValue(document.Fields.Text("documentNo"), out var count) || !batch.Caller.Organisations.Contains(count.OrganisationId))
            {
                document.Fields.FailNotFound("documentNo");
                continue;
            }
            if (count.Status != DocStatus.Draft)
            {
                document.Fields.Fail($"盘点单状态为{DocStatus.NameOf(count.Status)}，不能上传");
                continue;
            }
            counts[document] = count;
            foreach (var line in document.Lines)
            {
                var (bin, product) = (references.Bin(line.Fields, warehouses.GetValueOrDefault(count.WarehouseId ?? 0)), references.Product(line.Fields));
                StockLineRules.Check(line.Fields, product, "qtyCount", "invStatus_Name");
                if (product?.Good is not null)
                {
                    // Production counts its own goods.
                    line.Fields.FailNotFound("product_Text");
                }
                if (bin is not null && product is not null)
                {
                    places[line] = (bin, product);
                }
            }
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        long[] materials = [.. places.Values.Select(p => p.Product.Material!.Id).Distinct()];
        var books = (await db.Set<MaterialStock>().AsNoTracking().Where(s => EF.Parameter(materials).Contains(s.MaterialId)).ToListAsync(ct)).ToDictionary(s => s.Key, s => s.Quantity);
        foreach (var source in batch.Documents)
        {
            var count = counts[source];
            foreach (var line in source.Lines)
            {
                var (bin, product) = places[line];
                var key = new StockKey(bin.WarehouseId, bin.Id, product.Material!.Id, line.Fields.Text("lot"), line.Fields.Date("dateProduction") ?? DateOnly.MinValue,
                    line.Fields.Has("invStatus_Name") ? line.Fields.Text("invStatus_Name") : StockBook.Normal);
                var counted = count.Lines.FirstOrDefault(l => Key(l, bin.WarehouseId) == key) ?? Added(count, key, product);
                counted.More = new LineMore { Book = books.GetValueOrDefault(key), Counted = line.Fields.Number("qtyCount") }.Json();
                counted.CallerLineId = line.Fields.Has("lineId") ? line.Fields.Text("lineId") : counted.CallerLineId;
                counted.Description = line.Fields.Has("lineDescription") ? line.Fields.Text("lineDescription") : counted.Description;
                line.Number = counted.Line;
            }
            (source.DocumentNo, source.Status) = (count.DocumentNo, count.Status);
        }
    }

    private PartnerDocumentLine Added(PartnerDocument count, StockKey key, Product product)
    {
        var line = new PartnerDocumentLine(db.FilterTenant, count.Lines.Select(l => l.Line).DefaultIfEmpty(0).Max() + 10)
        {
            ProductCode = product.Code, ProductName = product.Name, Uom = product.Uom, MaterialId = key.MaterialId, BinId = key.BinId, InventoryStatus = key.Status,
            Lot = key.Lot.Length > 0 ? key.Lot : null, ProducedOn = key.ProducedOn == DateOnly.MinValue ? null : key.ProducedOn,
        };
        count.Add(line);
        return line;
    }

    private static StockKey Key(PartnerDocumentLine line, long warehouse) =>
        new(warehouse, line.BinId ?? 0, line.MaterialId ?? 0, line.Lot ?? "", line.ProducedOn ?? DateOnly.MinValue, line.InventoryStatus ?? StockBook.Normal);
}
