using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>The cards above the task list.</summary>
internal sealed record CuttingSummary(int Total, long TotalQuantity, int Pending, int Received, int Bundled);

/// <summary>How much of one colour and size is ordered, and cut.</summary>
internal sealed record CuttingLine(string Color, string Size, int OrderedQuantity, int CuttingQuantity);

/// <summary>Rows to cut, as the one who cuts may change them.</summary>
internal sealed record BundleSuggestion(int PiecesPerBundle, IReadOnlyList<BundleRow> Rows);

/// <summary>A task with its order's colours and sizes; what a cut may not go beyond.</summary>
internal sealed record CuttingTaskAnswer(CuttingTaskRow Task, bool LineAllocationOpen, int CutLimit, IReadOnlyList<CuttingLine> Lines)
{
    /// <summary>The tenant wants material to be there before cutting (production-domain 5).</summary>
    public bool ManagesMaterial { get; init; }

    /// <summary>Whose materials those are; null when they are not managed, or the order has no style.</summary>
    public long? StyleId { get; init; }
}

/// <summary>The reads of the cutting room (console-pages 6): everybody sees the tasks of the orders within his reach.</summary>
internal static class ListCutting
{
    /// <summary>GET /api/production/cutting/tasks.</summary>
    public static async Task<Answer<PageOf<CuttingTaskRow>>> TasksAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var tasks = Matching(fields, user, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await tasks.PageAsync(page, t => t, ct);
        return new PageOf<CuttingTaskRow>(found.Total, found.Page, found.Size, await RowsAsync(found.Records, time, db, links, ct));
    }

    /// <summary>The tasks that the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<CuttingTask> Matching(Fields fields, SignedInUser user, TenantTime time, HubDbContext db)
    {
        var status = CuttingTaskWords.Parse(fields.OneOf("status", false, "pending", "received", "bundled"));
        var sort = fields.OneOf("sort", false, "createTime", "-createTime", "receivedTime", "-receivedTime", "bundledTime", "-bundledTime", "expectedShipDate", "-expectedShipDate");
        var tasks = Narrow(fields, user, time, db);
        tasks = status is { } wanted ? tasks.Where(t => t.Status == wanted) : tasks;
        return Sorted(tasks.Include(t => t.Order), sort);
    }

    /// <summary>Every filter but the status, by which the cards divide what is left.</summary>
    private static IQueryable<CuttingTask> Narrow(Fields fields, SignedInUser user, TenantTime time, HubDbContext db)
    {
        var factory = fields.OneOf("factoryType", false, "INTERNAL", "EXTERNAL");
        var (orderNo, styleNo, receiver, keyword) = (fields.Text("orderNo", 32), fields.Text("styleNo", 64), fields.Text("receiverName", 128), fields.Text("keyword", 64));
        var (from, to) = (ProductionFields.Moment(fields, "createdFrom", time, isEnd: false), ProductionFields.Moment(fields, "createdTo", time, isEnd: true));
        var tasks = Within(db, user);
        tasks = factory is null ? tasks : tasks.Where(t => t.Order.FactoryType == (factory == "INTERNAL" ? FactoryType.Internal : FactoryType.External));
        tasks = orderNo is not null ? tasks.Where(t => t.Order.OrderNo == orderNo) : tasks;
        tasks = styleNo is not null ? tasks.Where(t => t.StyleNo == styleNo) : tasks;
        tasks = receiver is not null ? tasks.Where(t => t.ReceiverName == receiver) : tasks;
        tasks = keyword is not null ? tasks.Where(t => t.Order.OrderNo.Contains(keyword) || t.StyleNo.Contains(keyword)) : tasks;
        tasks = from is not null ? tasks.Where(t => t.CreateTime >= from) : tasks;
        return to is not null ? tasks.Where(t => t.CreateTime < to) : tasks;
    }

    private static IQueryable<CuttingTask> Sorted(IQueryable<CuttingTask> tasks, string? sort) => sort switch
    {
        "createTime" => tasks.OrderBy(t => t.CreateTime).ThenBy(t => t.Id),
        "receivedTime" => tasks.OrderBy(t => t.ReceivedTime).ThenBy(t => t.Id),
        "-receivedTime" => tasks.OrderByDescending(t => t.ReceivedTime).ThenByDescending(t => t.Id),
        "bundledTime" => tasks.OrderBy(t => t.BundledTime).ThenBy(t => t.Id),
        "-bundledTime" => tasks.OrderByDescending(t => t.BundledTime).ThenByDescending(t => t.Id),
        "expectedShipDate" => tasks.OrderBy(t => t.ExpectedShipDate).ThenBy(t => t.Id),
        "-expectedShipDate" => tasks.OrderByDescending(t => t.ExpectedShipDate).ThenByDescending(t => t.Id),
        _ => tasks.OrderByDescending(t => t.CreateTime).ThenByDescending(t => t.Id),
    };

    private static async Task<IReadOnlyList<CuttingTaskRow>> RowsAsync(IReadOnlyList<CuttingTask> tasks, TenantTime time, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var files = await StyleFiles.ReadAsync([.. tasks.Where(t => t.Order.StyleId is not null).Select(t => t.Order.StyleId!.Value)], db, links, ct);
        return [.. tasks.Select(t => CuttingTaskRow.Of(t, t.Order, time) with { CoverLink = files.Of(t.Order.StyleId).CoverLink, AttachmentCount = files.Of(t.Order.StyleId).Count })];
    }

    /// <summary>GET /api/production/cutting/summary: over what the list's filters match, each status by itself.</summary>
    public static async Task<Answer<CuttingSummary>> SummaryAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var tasks = Narrow(fields, user, TenantTime.For(user.TimeZone), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var counts = await tasks.GroupBy(t => t.Status).Select(g => new { g.Key, Count = g.Count(), Pieces = g.Sum(t => (long)t.Quantity) }).ToListAsync(ct);
        int Of(CuttingTaskStatus status) => counts.Where(c => c.Key == status).Sum(c => c.Count);
        return new CuttingSummary(
            counts.Sum(c => c.Count), counts.Sum(c => c.Pieces), Of(CuttingTaskStatus.Pending), Of(CuttingTaskStatus.Received), Of(CuttingTaskStatus.Bundled));
    }

    /// <summary>GET /api/production/cutting/tasks/{orderNo}.</summary>
    public static async Task<Answer<CuttingTaskAnswer>> TaskAsync(string orderNo, HttpContext context, HubDbContext db, FileLinks links, TenantSettings settings, CancellationToken ct)
    {
        var user = context.User();
        var task = await Within(db, user).Include(t => t.Order.Lines).FirstOrDefaultAsync(t => t.Order.OrderNo == orderNo, ct);
        if (task is null)
        {
            return ProductionErrors.OrderNotFound;
        }
        var wanted = await settings.ProductionAsync(db.FilterTenant, ct);
        var rows = await RowsAsync([task], TenantTime.For(user.TimeZone), db, links, ct);
        return new CuttingTaskAnswer(rows[0], task.Order.LineAllocationOpen, task.Order.CutLimit(wanted.OverCutRate), await LinesAsync(db, task.Order, ct))
        {
            StyleId = wanted.ManagesMaterial ? task.Order.StyleId : null, ManagesMaterial = wanted.ManagesMaterial,
        };
    }

    /// <summary>GET /api/production/cutting/tasks/{orderNo}/suggestion: what is left to cut, in bundles of one size (按20件/扎).</summary>
    public static async Task<Answer<BundleSuggestion>> SuggestAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var size = (int)(fields.Integer("piecesPerBundle", 1, 10_000) ?? 20);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var order = await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(context.User()).Filter(db)).Include(o => o.Lines)
            .FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        if (order is null)
        {
            return ProductionErrors.OrderNotFound;
        }
        if (order.LineAllocationOpen)
        {
            return CuttingErrors.LinesOpen;
        }
        return new BundleSuggestion(size, [.. (await LinesAsync(db, order, ct)).SelectMany(line => Split(line, size)).Take(GenerateBundles.MaxRows)]);
    }

    /// <summary>GET /api/production/cutting/bundles: also the lists behind the cards of 入库管理, by <c>stage</c>.</summary>
    public static async Task<Answer<PageOf<BundleAnswer>>> BundlesAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, TenantSettings settings, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var filter = BundleFilter.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var requiresScans = (await settings.ProductionAsync(db.FilterTenant, ct)).RequiresScans;
        var found = await (await filter.ApplyAsync(db, OrderReach.Of(context.User()), requiresScans, ct)).PageAsync(page, b => b, ct);
        var files = await StyleFiles.ReadAsync([.. found.Records.Where(b => b.StyleId is not null).Select(b => b.StyleId!.Value)], db, links, ct);
        return found with { Records = [.. found.Records.Select(b => b with { CoverLink = files.Of(b.StyleId).CoverLink })] };
    }

    /// <summary>GET /api/production/cutting/bundles/by-code: the bundle of a scanned label.</summary>
    public static async Task<Answer<BundleAnswer>> BundleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var code = fields.Text("qrCode", 200, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var reach = OrderReach.Of(context.User());
        var bundles = db.Set<CuttingBundle>().AsNoTracking().Where(b => b.QrCode == code && db.Set<ProductionOrder>().Where(reach.Filter(db)).Any(o => o.Id == b.OrderId));
        var bundle = await BundleAnswer.Read(db, bundles).FirstOrDefaultAsync(ct);
        return bundle is null ? CuttingErrors.BundleNotFound : bundle;
    }

    private static IQueryable<CuttingTask> Within(HubDbContext db, SignedInUser user)
    {
        var reach = OrderReach.Of(user);
        return db.Set<CuttingTask>().AsNoTracking().Where(t => db.Set<ProductionOrder>().Where(reach.Filter(db)).Any(o => o.Id == t.OrderId));
    }

    private static async Task<IReadOnlyList<CuttingLine>> LinesAsync(HubDbContext db, ProductionOrder order, CancellationToken ct)
    {
        var cut = await db.Set<CuttingBundle>().AsNoTracking().Where(b => b.OrderId == order.Id).GroupBy(b => new { b.Color, b.Size })
            .Select(g => new { g.Key.Color, g.Key.Size, Pieces = g.Sum(b => b.Quantity) }).ToListAsync(ct);
        return [.. order.Lines.OrderBy(l => l.SortOrder).Select(l => new CuttingLine(
            l.Color, l.Size, l.Quantity, cut.Where(c => c.Color == l.Color && c.Size == l.Size).Sum(c => c.Pieces)))];
    }

    private static IEnumerable<BundleRow> Split(CuttingLine line, int size)
    {
        for (var left = line.OrderedQuantity - line.CuttingQuantity; left > 0; left -= size)
        {
            yield return new BundleRow(line.Color, line.Size, Math.Min(left, size));
        }
    }
}
