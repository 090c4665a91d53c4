using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

public sealed record DocumentRow(long Id, string Kind, string DocumentNo, string DocType, string Status, DateOnly Date, string? CallerDocNo, string? ActionMessage)
{
    public string? PartnerName { get; init; }
    public string? Currency { get; init; }
    public decimal? TaxIncluded { get; init; }
    public int Lines { get; init; }
    public DateTimeOffset CreateTime { get; init; }
}

internal sealed record DocumentLine(int Line, string? CallerLineId, string? ProductCode, string? ProductName, string? Uom, string? Bin, string? BinTo, decimal Quantity)
{
    public decimal? DoneQuantity { get; init; }
    public decimal? Price { get; init; }
    public decimal? TaxRate { get; init; }
    public decimal? TaxIncluded { get; init; }
    public string? Lot { get; init; }
    public DateOnly? ProducedOn { get; init; }
    public string? InventoryStatus { get; init; }
    public string? Description { get; init; }
}

/// <summary>A document that belongs to another one.</summary>
internal sealed record DocumentLink(long Id, string DocumentNo, string DocType, string Status);

/// <summary>What a document did to stock.</summary>
internal sealed record DocumentMove(string ProductCode, string? Place, string? InventoryStatus, decimal Delta, decimal Balance, DateTimeOffset Time);

internal sealed record DocumentDetails(DocumentRow Document)
{
    public string? Organisation { get; init; }
    public string? Warehouse { get; init; }
    public string? WarehouseTo { get; init; }
    public string? PartnerCode { get; init; }
    public DateOnly? AccountingDate { get; init; }
    public decimal? TaxExcluded { get; init; }
    public decimal? Tax { get; init; }
    public string? Description { get; init; }
    public ReceiptStatus ReceiptStatus { get; init; }
    public ReceiptStatus ReceiptStatusTo { get; init; }

    /// <summary>What the document's status allows.</summary>
    public IReadOnlyList<DocumentAction> Actions { get; init; } = [];
    public int Version { get; init; }
    public string? SystemName { get; init; }
    public long? StoredRequestId { get; init; }
    public string? RequestId { get; init; }

    /// <summary>Further documented fields, by their name in the contract.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
    public long LineCount { get; init; }
    public IReadOnlyList<DocumentLine> Lines { get; init; } = [];
    public DocumentLink? Base { get; init; }
    public IReadOnlyList<DocumentLink> Followers { get; init; } = [];
    public IReadOnlyList<DocumentMove> Moves { get; init; } = [];
}

/// <summary>协同单据: what partners' requests made, and what it did.</summary>
internal static class DocumentSlices
{
    /// <summary>A page shows so many lines and movements; a request of 10 MiB may hold thousands.</summary>
    private const int Most = 500;

    private static readonly string[] Statuses =
        [DocStatus.Draft, DocStatus.PendingApproval, DocStatus.Open, DocStatus.Completed, DocStatus.Reversed, DocStatus.Voided, DocStatus.Rejected, DocStatus.Closed];

    public static async Task<Answer<PageOf<DocumentRow>>> ListAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var (page, number, kind) = (PageRequest.Read(fields), fields.Text("documentNo", 30), fields.Text("kind", 4));
        var (theirs, status) = (fields.Text("callerDocNo", 30), fields.OneOf("status", false, Statuses));
        var (from, to, request) = (fields.Instant("from"), fields.Instant("to"), fields.Integer("requestId", min: 1));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<PartnerDocument>().AsNoTracking();
        rows = number is null ? rows : rows.Where(d => d.DocumentNo == number);
        rows = kind is null ? rows : rows.Where(d => d.Kind == kind);
        rows = theirs is null ? rows : rows.Where(d => d.CallerDocNo == theirs);
        rows = status is null ? rows : rows.Where(d => d.Status == status);
        rows = from is null ? rows : rows.Where(d => d.CreateTime >= from);
        rows = to is null ? rows : rows.Where(d => d.CreateTime < to);
        rows = request is null ? rows : rows.Where(d => d.StoredRequestId == request);
        var time = TenantTime.For(context.User().TimeZone);
        // Ids grow with time; each of the two orders has its index.
        rows = kind is null ? rows.OrderByDescending(d => d.Id) : rows.OrderByDescending(d => d.CreateTime).ThenByDescending(d => d.Id);
        var found = await rows.PageAsync(page, d => new { Document = d, Lines = d.Lines.Count }, ct);
        return new PageOf<DocumentRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(d => Of(d.Document, d.Lines, time))]);
    }

    public static async Task<Answer<DocumentDetails>> ReadAsync(long id, HttpContext context, References references, GoodsMovements goods, HubDbContext db, CancellationToken ct)
    {
        var found = await db.Set<PartnerDocument>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct);
        if (found is null)
        {
            return PartnerApiErrors.DocumentNotFound;
        }
        var time = TenantTime.For(context.User().TimeZone);
        var lines = db.Set<PartnerDocumentLine>().AsNoTracking().Where(l => l.DocumentId == id);
        var shown = await lines.OrderBy(l => l.Line).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        var count = shown.Count < Most ? shown.Count : await lines.CountedAsync(ct);
        long[] bins = [.. shown.SelectMany(l => new[] { l.BinId, l.BinToId }).OfType<long>().Distinct()];
        var places = await db.Set<Bin>().AsNoTracking().Where(b => EF.Parameter(bins).Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Code, ct);
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id, w => $"{w.Code} {w.Name}");
        var request = found.StoredRequestId is { } stored ? await db.Set<PartnerRequest>().Where(r => r.Id == stored).Select(r => r.RequestId).FirstOrDefaultAsync(ct) : null;
        return new DocumentDetails(Of(found, (int)count, time))
        {
            Organisation = await db.Set<Organisation>().Where(o => o.Id == found.OrganisationId).Select(o => o.Name).FirstOrDefaultAsync(ct),
            Warehouse = Named(warehouses, found.WarehouseId), WarehouseTo = Named(warehouses, found.WarehouseToId),
            PartnerCode = found.PartnerCode, AccountingDate = found.AccountingDate, TaxExcluded = found.TaxExcluded, Tax = found.Tax, Description = found.Description,
            ReceiptStatus = found.ReceiptStatus, ReceiptStatusTo = found.ReceiptStatusTo, Actions = DocumentDesk.Possible(found), Version = found.Version,
            SystemName = await db.Set<PartnerSystem>().Where(s => s.Id == found.SystemId).Select(s => s.Name).FirstOrDefaultAsync(ct),
            StoredRequestId = request is null ? null : found.StoredRequestId, RequestId = request,
            More = MoreOf(found.More), LineCount = count, Lines = [.. shown.Select(l => Of(l, places))],
            Base = await Links(db.Set<PartnerDocument>().Where(d => d.Id == found.BaseDocumentId)).FirstOrDefaultAsync(ct),
            Followers = await Links(db.Set<PartnerDocument>().Where(d => d.BaseDocumentId == id).OrderBy(d => d.Id).Take(Most)).ToListAsync(ct),
            Moves = await MovesAsync(found, shown, goods, time, db, ct),
        };
    }

    private static IQueryable<DocumentLink> Links(IQueryable<PartnerDocument> documents) =>
        documents.AsNoTracking().Select(d => new DocumentLink(d.Id, d.DocumentNo, d.DocType, d.Status));

    /// <summary>Movements are looked for by the stocks of the document's materials and from its creation on: they have no index by number, which every write would pay for.</summary>
    private static async Task<IReadOnlyList<DocumentMove>> MovesAsync(
        PartnerDocument document, List<PartnerDocumentLine> lines, GoodsMovements goods, TenantTime time, HubDbContext db, CancellationToken ct)
    {
        long[] materials = [.. lines.Select(l => l.MaterialId).OfType<long>().Distinct()];
        var begin = document.CreateTime.AddMinutes(-5);
        var moves = materials.Length == 0 ? [] : await (
            from stock in db.Set<MaterialStock>().AsNoTracking()
            join move in db.Set<MaterialMovement>().AsNoTracking() on stock.Id equals move.StockId
            join material in db.Set<Material>().AsNoTracking() on stock.MaterialId equals material.Id
            join bin in db.Set<Bin>().AsNoTracking() on stock.BinId equals bin.Id
            where EF.Parameter(materials).Contains(stock.MaterialId) && move.RefNo == document.DocumentNo && move.Time >= begin
            orderby move.Time, move.Id
            select new { material.Code, Bin = bin.Code, stock.Status, move.Delta, move.Balance, move.Time }).Take(Most).ToListAsync(ct);
        var pieces = lines.Any(l => l.MaterialId is null && l.ProductCode is not null) ? await goods.OfDocumentAsync(document.DocumentNo, Most, ct) : [];
        return [.. moves.Select(m => new DocumentMove(m.Code, m.Bin, m.Status, m.Delta, m.Balance, time.Local(m.Time))),
            .. pieces.Select(p => new DocumentMove(p.SkuCode, null, null, p.Delta, p.Balance, time.Local(p.Time)))];
    }

    private static IReadOnlyDictionary<string, string> MoreOf(string? json)
    {
        if (json is null)
        {
            return new Dictionary<string, string>();
        }
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Object ? new Dictionary<string, string>()
            : document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number).DistinctBy(p => p.Name)
                .ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal);
    }

    private static string? Named(Dictionary<long, string> names, long? id) => id is { } known ? names.GetValueOrDefault(known) : null;

    internal static DocumentRow Of(PartnerDocument d, int lines, TenantTime time) => new(d.Id, d.Kind, d.DocumentNo, d.DocType, d.Status, d.Date, d.CallerDocNo, d.ActionMessage)
    {
        PartnerName = d.PartnerName, Currency = d.Currency, TaxIncluded = d.TaxIncluded, Lines = lines, CreateTime = time.Local(d.CreateTime),
    };

    private static DocumentLine Of(PartnerDocumentLine l, Dictionary<long, string> places) =>
        new(l.Line, l.CallerLineId, l.ProductCode, l.ProductName, l.Uom, Named(places, l.BinId), Named(places, l.BinToId), l.Quantity)
        {
            DoneQuantity = l.DoneQuantity, Price = l.Price, TaxRate = l.TaxRate, TaxIncluded = l.TaxIncluded, Lot = l.Lot, ProducedOn = l.ProducedOn,
            InventoryStatus = l.InventoryStatus, Description = l.Description,
        };
}
