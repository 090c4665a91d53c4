using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>查询库存明细: API230DLF, materials of this module and finished goods of Production's ledger in one list.</summary>
internal sealed class StockQuery(HubDbContext db, References references, GoodsCatalogue goods, IOptions<PartnerApiOptions> options, TimeProvider clock) : QueryFunction
{
    private const string PerProduct = "10";

    public override IReadOnlyList<string> Codes => ["API230DLF"];

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        var asked = call.Request;
        var code = asked.Text("org_Value");
        var organisation = await db.Set<Organisation>().AsNoTracking().FirstOrDefaultAsync(o => o.IsActive && o.Code == code, ct);
        if (organisation is null || !call.Caller.Organisations.Contains(organisation.Id))
        {
            return new QueryResult([], []);
        }
        List<StockLine> lines = [.. await MaterialsAsync(asked, organisation, ct), .. await GoodsAsync(asked, organisation, ct)];
        if (asked.Text("rpt010_GroupLevel") == PerProduct)
        {
            lines = [.. lines.GroupBy(l => (l.Warehouse.Id, l.Bin?.Id, l.ProductCode, l.Status)).Select(g => g.Aggregate((a, b) => a with
            {
                Lot = null, ProducedOn = null, ExpiresOn = null, Validity = null, OnHand = a.OnHand + b.OnHand, Reserved = a.Reserved + b.Reserved, MoveIn = a.MoveIn + b.MoveIn, MoveOut = a.MoveOut + b.MoveOut,
            }) with { Lot = null, ProducedOn = null, ExpiresOn = null, Validity = null })];
        }
        var rows = lines.OrderBy(l => l.Warehouse.Code, StringComparer.Ordinal).ThenBy(l => l.Bin?.Code, StringComparer.Ordinal).ThenBy(l => l.ProductCode, StringComparer.Ordinal)
            .Select(l => Row(l, organisation, asked.Text("rpt010_GroupLevel"))).ToList();
        return new QueryResult(rows, [.. rows.Select(r => r["product_Value"]!)]);
    }

    private async Task<List<StockLine>> MaterialsAsync(PartnerRecord asked, Organisation organisation, CancellationToken ct)
    {
        var warehouses = (await WarehousesAsync(asked, organisation, ct)).ToDictionary(w => w.Id);
        long[] stores = [.. warehouses.Keys];
        var (product, name, category, categoryName) = (asked.Text("product_Value"), asked.Text("product_Name"), Category(asked, "Value"), Category(asked, "Name"));
        var (bin, binName, lot, status) = (asked.Text("locator_Value"), asked.Text("locator_Name"), asked.Text("lot"), asked.Text("invStatus_Name"));
        if (category.Length > 0 && categoryName.Length > 0 && category != categoryName)
        {
            return [];
        }
        category = category.Length > 0 ? category : categoryName;
        var found = await (
            from stock in db.Set<MaterialStock>().AsNoTracking()
            join material in db.Set<Material>() on stock.MaterialId equals material.Id
            join place in db.Set<Bin>() on stock.BinId equals place.Id
            where stock.Quantity != 0 && EF.Parameter(stores).Contains(stock.WarehouseId)
                && (product == "" || material.Code == product) && (name == "" || material.Name == name) && (category == "" || material.Category == category)
                && (bin == "" || place.Code == bin) && (binName == "" || place.Name == binName) && (lot == "" || stock.Lot == lot) && (status == "" || stock.Status == status)
            orderby stock.Id
            select new { Stock = stock, Material = material, Bin = place }).Take(options.Value.MaxQueried + 1).ToListAsync(ct);
        var open = await OpenTransfersAsync([.. found.Select(f => f.Stock.MaterialId).Distinct()], ct);
        var today = TenantTime.For(options.Value.TimeZone).Day(clock.UtcNow());
        return [.. found.Select(f =>
        {
            DateOnly? produced = f.Stock.ProducedOn == DateOnly.MinValue ? null : f.Stock.ProducedOn;
            var expires = f.Material.GuaranteeMonths is { } months ? produced?.AddMonths(months) : null;
            var lotText = f.Stock.Lot.Length > 0 ? f.Stock.Lot : null;
            var key = (f.Stock.BinId, f.Stock.MaterialId, lotText ?? "", f.Stock.Status);
            return new StockLine(warehouses[f.Stock.WarehouseId], f.Bin, f.Material.Code, f.Material.Name, f.Material.Category)
            {
                Lot = lotText, ProducedOn = produced, ExpiresOn = expires, Validity = Validity(produced, expires, today), Status = f.Stock.Status, OnHand = f.Stock.Quantity,
                MoveOut = open.Out.GetValueOrDefault(key), MoveIn = open.In.GetValueOrDefault(key),
            };
        }).Where(l => FitsDates(l, asked))];
    }

    /// <summary>Production's goods know no bin and no warehouse: they stand in the organisation's first one, unless another is asked for.</summary>
    private async Task<List<StockLine>> GoodsAsync(PartnerRecord asked, Organisation organisation, CancellationToken ct)
    {
        if (organisation.Kind != OrganisationKind.Principal || asked.Has("locator_Value") || asked.Has("locator_Name") || asked.Has("lot") || asked.Has("dateProduction")
            || asked.Has("dateProduction_to") || asked.Has("guaranteeDate") || asked.Has("guaranteeDate_to") || asked.Has("validityStatus_Name"))
        {
            return [];
        }
        var warehouse = await FinishedGoodsStore.FindAsync(references, organisation, ct);
        if (warehouse is null || !Fits(asked, "warehouse_Value", warehouse.Code) || !Fits(asked, "warehouse_Name", warehouse.Name))
        {
            return [];
        }
        var category = Category(asked, "Value") is { Length: > 0 } value ? value : Category(asked, "Name");
        var found = await goods.StockedAsync(new GoodsFilter(asked.Text("product_Value"), asked.Text("product_Name"), category), options.Value.MaxQueried + 1, ct);
        List<StockLine> lines = [];
        foreach (var good in found)
        {
            var line = new StockLine(warehouse, null, good.Code, good.Name, good.Category);
            lines.Add(line with { Status = StockBook.Normal, OnHand = good.Stock, Reserved = good.Stock - good.Available });
            lines.Add(line with { Status = StockBook.Damaged, OnHand = good.Defect });
        }
        return [.. lines.Where(l => l.OnHand != 0 && Fits(asked, "invStatus_Name", l.Status))];
    }

    private async Task<List<WarehouseFacts>> WarehousesAsync(PartnerRecord asked, Organisation organisation, CancellationToken ct) =>
        [.. (await references.WarehousesAsync(ct)).Where(w => w.Profile.OrganisationId == organisation.Id && Fits(asked, "warehouse_Value", w.Code) && Fits(asked, "warehouse_Name", w.Name))];

    /// <summary>What open transfers will take away and bring.</summary>
    private async Task<OpenTransfers> OpenTransfersAsync(long[] materials, CancellationToken ct)
    {
        var lines = await (
            from document in db.Set<PartnerDocument>().AsNoTracking()
            from line in document.Lines
            where document.Kind == "140" && document.Status == DocStatus.Open && line.MaterialId != null && EF.Parameter(materials).Contains(line.MaterialId.Value)
            select new { line.BinId, line.BinToId, line.MaterialId, line.Lot, line.InventoryStatus, line.Quantity, HasLeft = line.More != null }).ToListAsync(ct);
        Dictionary<(long, long, string, string), decimal> leaving = [], coming = [];
        foreach (var line in lines)
        {
            void Add(Dictionary<(long, long, string, string), decimal> to, long bin)
            {
                var key = (bin, line.MaterialId!.Value, line.Lot ?? "", line.InventoryStatus ?? StockBook.Normal);
                to[key] = to.GetValueOrDefault(key) + line.Quantity;
            }
            Add(coming, line.BinToId!.Value);
            if (!line.HasLeft)
            {
                Add(leaving, line.BinId!.Value);
            }
        }
        return new OpenTransfers(leaving, coming);
    }

    private static bool Fits(PartnerRecord asked, string field, string? value) => !asked.Has(field) || asked.Text(field) == value;

    /// <summary>Categories have one level and no code of their own.</summary>
    private static string Category(PartnerRecord asked, string what) =>
        asked.Has("productCategory_" + what) ? asked.Text("productCategory_" + what) : asked.Text("productCategoryL1_" + what);

    private static bool FitsDates(StockLine line, PartnerRecord asked)
    {
        static bool Within(DateOnly? day, DateOnly? from, DateOnly? to) => (from is null && to is null) || (day is { } known && !(known < from) && !(known > to));
        return Within(line.ProducedOn, asked.Date("dateProduction"), asked.Date("dateProduction_to")) && Within(line.ExpiresOn, asked.Date("guaranteeDate"), asked.Date("guaranteeDate_to"))
            && Fits(asked, "validityStatus_Name", line.Validity);
    }

    /// <summary>How much of its life is over.</summary>
    private static string? Validity(DateOnly? produced, DateOnly? expires, DateOnly today)
    {
        if (produced is not { } from || expires is not { } to)
        {
            return null;
        }
        var share = (decimal)(today.DayNumber - from.DayNumber) / Math.Max(1, to.DayNumber - from.DayNumber);
        return share switch
        {
            >= 1 => "过期",
            >= 2m / 3 => "2/3效期",
            >= 0.5m => "1/2效期",
            >= 1m / 3 => "1/3效期",
            _ => "良好",
        };
    }

    private static AnswerRow Row(StockLine line, Organisation organisation, string level) => new()
    {
        ["groupLevel"] = level,
        ["org_Value"] = organisation.Code,
        ["org_Name"] = organisation.Name,
        ["warehouse_Value"] = line.Warehouse.Code,
        ["warehouse_Name"] = line.Warehouse.Name,
        ["locator_Value"] = line.Bin?.Code ?? line.Warehouse.Code,
        ["locator_Name"] = line.Bin?.Name ?? line.Warehouse.Name,
        ["productCategoryL1_Value"] = Literals.Cut(line.Category ?? "", 40),
        ["productCategoryL1_Name"] = line.Category,
        ["productCategory_Value"] = Literals.Cut(line.Category ?? "", 40),
        ["productCategory_Name"] = line.Category,
        ["product_Value"] = line.ProductCode,
        ["product_Name"] = Literals.Cut(line.ProductName, 60),
        ["lot"] = line.Lot,
        ["dateProduction"] = FieldNode.Plain(line.ProducedOn),
        ["guaranteeDate"] = FieldNode.Plain(line.ExpiresOn),
        ["validityStatus_Name"] = line.Validity,
        ["invStatus_Name"] = line.Status,
        ["qtyOnHand"] = FieldNode.Plain(line.OnHand),
        ["qtyAvailable"] = FieldNode.Plain(line.Status == StockBook.Normal ? line.OnHand - line.Reserved : 0),
        ["qtyReserved"] = FieldNode.Plain(line.Reserved),
        ["moveInQty"] = FieldNode.Plain(line.MoveIn),
        ["moveOutQty"] = FieldNode.Plain(line.MoveOut),
    };

    private sealed record OpenTransfers(Dictionary<(long, long, string, string), decimal> Out, Dictionary<(long, long, string, string), decimal> In);

    private sealed record StockLine(WarehouseFacts Warehouse, Bin? Bin, string ProductCode, string ProductName, string? Category)
    {
        public string? Lot { get; init; }
        public DateOnly? ProducedOn { get; init; }
        public DateOnly? ExpiresOn { get; init; }
        public string? Validity { get; init; }
        public string Status { get; init; } = StockBook.Normal;
        public decimal OnHand { get; init; }
        public decimal Reserved { get; init; }
        public decimal MoveIn { get; init; }
        public decimal MoveOut { get; init; }
    }
}

/// <summary>The warehouse in which Production's goods stand for partners.</summary>
internal static class FinishedGoodsStore
{
    /// <summary>The first by code of those that wait for a logistics partner; else the first of the organisation.</summary>
    public static async Task<WarehouseFacts?> FindAsync(References references, Organisation organisation, CancellationToken ct) =>
        (await references.WarehousesAsync(ct)).Where(w => w.Profile.OrganisationId == organisation.Id)
            .OrderByDescending(w => w.Profile.NeedsLogisticsReceipt).ThenBy(w => w.Code, StringComparer.Ordinal).FirstOrDefault();
}
