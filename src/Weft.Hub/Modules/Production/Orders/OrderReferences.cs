using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>What an order copies of its style.</summary>
internal sealed record StyleLink(
    long Id, string StyleNo, string StyleName, string? Category, string? Customer, bool IsEnabled, bool WasOrdered, IReadOnlyList<OrderProcess> Processes);

/// <summary>What an order copies of its factory.</summary>
internal sealed record FactoryLink(long Id, string FactoryName, FactoryType FactoryType);

/// <summary>The styles and factories that orders to be placed name, read with one query each, and with none where none is named.</summary>
internal sealed class OrderReferences
{
    private readonly Dictionary<string, StyleLink> styles = new(StringComparer.Ordinal);
    private List<FactoryLink> factories = [];

    public StyleLink? Style(string styleNo) => styles.GetValueOrDefault(styleNo);

    public FactoryLink? Factory(long id) => factories.Find(f => f.Id == id);

    public FactoryLink? Factory(string name) => factories.Find(f => f.FactoryName == name);

    public static async ValueTask<OrderReferences> LoadAsync(HubDbContext db, IReadOnlyList<PlaceOrderCommand> commands, CancellationToken ct)
    {
        var found = new OrderReferences();
        if (commands.Count == 1)
        {
            if (await CompiledReads.For(db).StyleAsync(db, commands[0].StyleNo, ct) is { } style)
            {
                found.styles.Add(style.StyleNo, style);
            }
        }
        else
        {
            await found.LoadStylesAsync(db, [.. commands.Select(c => c.StyleNo).Distinct(StringComparer.Ordinal)], ct);
        }
        var ids = commands.Where(c => c.FactoryId is not null).Select(c => c.FactoryId!.Value).ToHashSet();
        var names = commands.Where(c => c is { FactoryId: null, FactoryName: not null }).Select(c => c.FactoryName!).ToHashSet(StringComparer.Ordinal);
        if (ids.Count > 0 || names.Count > 0)
        {
            found.factories = await db.Set<Factory>().AsNoTracking().Where(f => f.IsActive && (ids.Contains(f.Id) || names.Contains(f.FactoryName)))
                .Select(f => new FactoryLink(f.Id, f.FactoryName, f.FactoryType)).ToListAsync(ct);
        }
        return found;
    }

    private async Task LoadStylesAsync(HubDbContext db, IReadOnlyList<string> styleNos, CancellationToken ct)
    {
        var rows = await db.Set<Style>().AsNoTracking().Where(s => styleNos.Contains(s.StyleNo)).Select(s => new StyleLink(
            s.Id, s.StyleNo, s.StyleName, s.Category, s.Customer, s.IsEnabled,
            db.Set<ProductionOrder>().Any(o => o.StyleNo == s.StyleNo),
            s.Processes.OrderBy(p => p.SortOrder).ThenBy(p => p.Id)
                .Select(p => new OrderProcess(p.ProcessCode, p.ProcessName, p.ProgressStage, p.Price, p.SortOrder)).ToList())).ToListAsync(ct);
        foreach (var row in rows)
        {
            styles.Add(row.StyleNo, row);
        }
    }
}
