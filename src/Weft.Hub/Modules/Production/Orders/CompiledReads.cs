using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// The reads on the signed door's hot path, translated once: an order, and the style of an order that is placed. A compiled query belongs to one
/// model of one context, so each has its own.
/// </summary>
internal sealed class CompiledReads
{
    private static readonly ConditionalWeakTable<IModel, CompiledReads> Known = [];

    private readonly Func<HubDbContext, string, IAsyncEnumerable<OrderView>> order = Compile<ProductionOrder, OrderView>(
        (db, orderNo) => db.Set<ProductionOrder>().AsNoTracking().Where(o => o.OrderNo == orderNo), OrderView.From);

    private readonly Func<HubDbContext, string, IAsyncEnumerable<StyleLink>> style = EF.CompileAsyncQuery(
        (HubDbContext db, string styleNo) => db.Set<Style>().AsNoTracking().Where(s => s.StyleNo == styleNo).Select(s => new StyleLink(
            s.Id, s.StyleNo, s.StyleName, s.Category, s.Customer, s.IsEnabled,
            db.Set<ProductionOrder>().Any(o => o.StyleNo == s.StyleNo),
            s.Processes.OrderBy(p => p.SortOrder).ThenBy(p => p.Id)
                .Select(p => new OrderProcess(p.ProcessCode, p.ProcessName, p.ProgressStage, p.Price, p.SortOrder)).ToList())));

    public static CompiledReads For(HubDbContext db) => Known.GetValue(db.Model, _ => new CompiledReads());

    /// <summary>The tenant's order of that number.</summary>
    public ValueTask<OrderView?> OrderAsync(HubDbContext db, string orderNo, CancellationToken ct) => FirstAsync(order(db, orderNo), ct);

    /// <summary>The tenant's style of that number, with its processes.</summary>
    public ValueTask<StyleLink?> StyleAsync(HubDbContext db, string styleNo, CancellationToken ct) => FirstAsync(style(db, styleNo), ct);

    private static async ValueTask<T?> FirstAsync<T>(IAsyncEnumerable<T> rows, CancellationToken ct) where T : class
    {
        await foreach (var row in rows.WithCancellation(ct))
        {
            return row;
        }
        return null;
    }

    /// <summary>The projection is shared with queries that are not compiled, so it is put in as a part of the expression.</summary>
    private static Func<HubDbContext, string, IAsyncEnumerable<TView>> Compile<TRow, TView>(
        Expression<Func<HubDbContext, string, IQueryable<TRow>>> rows, Expression<Func<TRow, TView>> view) =>
        EF.CompileAsyncQuery(Expression.Lambda<Func<HubDbContext, string, IQueryable<TView>>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(TRow), typeof(TView)], rows.Body, Expression.Quote(view)), rows.Parameters));
}
