using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>An order that the context will save. Its number and stamps are there after saving.</summary>
public sealed class PlacedOrder
{
    private readonly ProductionOrder order;

    internal PlacedOrder(ProductionOrder order, IReadOnlyList<string> warnings) => (this.order, Warnings) = (order, warnings);

    public long OrderId => order.Id;

    /// <summary><c>PO</c>, the tenant's day and a running number; empty until saved.</summary>
    public string OrderNo => order.OrderNo;
    public string? ExternalOrderNo => order.ExternalOrderNo;
    public string StyleNo => order.StyleNo;
    public string StyleName => order.StyleName;
    public int Quantity => order.OrderQuantity;
    public OrderStatus Status => order.Status;
    public string CreatedByName => order.CreatedByName;

    /// <summary>UTC.</summary>
    public DateTime CreateTime => order.CreateTime;

    /// <summary>What was accepted but needs someone's eye, in Chinese.</summary>
    public IReadOnlyList<string> Warnings { get; }
}

/// <summary>
/// Places production orders: the one way for the signed API, uploads and the console (openapi-gateway 6.1, production-domain 4). Adds the order, its lines,
/// its cutting task and a timeline entry to what the context saves next; saving twice with one external number is a unique violation.
/// </summary>
public sealed class PlaceOrder(HubDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>Refused when the factory is not an active one of the tenant, or the console orders a disabled style. Not safe to repeat by itself.</summary>
    public async Task<Result<PlacedOrder>> ExecuteAsync(PlaceOrderCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Place(command, await OrderReferences.LoadAsync(db, [command], ct));
    }

    /// <summary>The same for many orders, with two queries for all; each is placed or refused by itself.</summary>
    public async Task<IReadOnlyList<Result<PlacedOrder>>> ExecuteAsync(IReadOnlyList<PlaceOrderCommand> commands, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (commands.Count == 0)
        {
            return [];
        }
        var references = await OrderReferences.LoadAsync(db, commands, ct);
        return [.. commands.Select(command => Place(command, references))];
    }

    private Result<PlacedOrder> Place(PlaceOrderCommand command, OrderReferences references)
    {
        List<string> warnings = [];
        var style = references.Style(command.StyleNo);
        if (style is null)
        {
            warnings.Add($"款号 {command.StyleNo} 不在款式库中，订单待关联");
        }
        else if (!style.IsEnabled)
        {
            if (command.Origin.AppId is null)
            {
                return ProductionErrors.StyleDisabled.With(command.StyleNo);
            }
            warnings.Add($"款式 {command.StyleNo} 已停用");
        }
        FactoryLink? factory = null;
        if (command.FactoryId is { } id)
        {
            factory = references.Factory(id);
            if (factory is null)
            {
                return ProductionErrors.FactoryUnusable;
            }
        }
        else if (command.FactoryName is { } name)
        {
            factory = references.Factory(name);
            if (factory is null)
            {
                warnings.Add($"未找到启用的加工厂“{name}”，仅保存名称");
            }
        }
        return new PlacedOrder(Add(command, style, factory), warnings);
    }

    private ProductionOrder Add(PlaceOrderCommand command, StyleLink? style, FactoryLink? factory)
    {
        var now = clock.UtcNow();
        var day = command.Time.Day(now);
        var order = ProductionOrder.Place(db.FilterTenant, actor.Name, command, style, factory);
        db.TakeNumber("PO", day, number => order.Number(day, number));
        db.Add(order);
        db.Add(new CuttingTask(order));
        db.Set<TimelineEntry>().Add(new TimelineEntry(TimelineEntry.OrderType, order.Id, "PLACE", actor, now)
        {
            To = order.Status.Code(),
            OperatorName = order.CreatedByName,
            Source = command.Origin.AppId is null ? "CONSOLE" : "OPENAPI",
        });
        return order;
    }
}
