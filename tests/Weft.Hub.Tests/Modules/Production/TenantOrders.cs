using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;

namespace Weft.Hub.Tests.Modules.Production;

/// <summary>Orders of a tenant of the test's own, without its sign-in: by the commands.</summary>
internal sealed class TenantOrders(TestHub hub, long tenantId)
{
    private static long next = Environment.TickCount64 * 1000;

    public TestHub Hub { get; } = hub;

    public long TenantId { get; } = tenantId;

    public static async Task<TenantOrders> StartAsync(string provider) => new(await TestHub.SharedWithoutRelayAsync(provider), Interlocked.Increment(ref next));

    public static PlaceOrderCommand Command(string styleNo = "FZ2024001", int quantity = 500, long? app = null, string? external = null) => new()
    {
        Origin = app is null ? OrderOrigin.Console : new OrderOrigin(app, "OpenAPI-下单对接"),
        Time = TenantTime.For(null),
        StyleNo = styleNo,
        Quantity = quantity,
        ExternalOrderNo = external,
        ContentHash = external is null ? null : "hash",
    };

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Hub.InTenantAsync(TenantId, work);

    public Task<T> WithDbAsync<T>(Func<HubDbContext, Task<T>> work) => InAsync(services => work(services.GetRequiredService<HubDbContext>()));

    public Task<PlacedOrder> PlaceAsync(PlaceOrderCommand? command = null, Action<Actor>? asActor = null) => InAsync(async services =>
    {
        asActor?.Invoke(services.GetRequiredService<Actor>());
        var placed = await services.GetRequiredService<PlaceOrder>().ExecuteAsync(command ?? Command(), CancellationToken.None);
        await services.GetRequiredService<HubDbContext>().SaveChangesAsync();
        return placed.Value;
    });

    /// <summary>Runs a command as the console does: in one unit, again when another changed the row.</summary>
    public Task<Result<OrderState>> RunAsync<TCommand>(Func<TCommand, Task<Result<OrderState>>> run) where TCommand : notnull => InAsync(services =>
        services.GetRequiredService<HubDbContext>().CommitAsync(() => run(services.GetRequiredService<TCommand>()), CancellationToken.None));

    public Task<Result<OrderState>> CompleteAsync(string orderNo, bool force = false, string? reason = null) =>
        RunAsync<CompleteOrder>(c => c.ExecuteAsync(new OrderCommand(orderNo, reason) { Force = force }, CancellationToken.None));

    /// <summary>Quantities that later steps of production will set.</summary>
    public Task CountAsync(string orderNo, int cut = 0, int qualified = 0, int shipped = 0, int bundles = 0) => WithDbAsync(db => db.UnitAsync(() =>
        db.Set<ProductionOrder>().Where(o => o.OrderNo == orderNo).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.CuttingQuantity, cut).SetProperty(o => o.CompletedQuantity, qualified).SetProperty(o => o.ShippedQuantity, shipped)
            .SetProperty(o => o.CuttingBundleCount, bundles)), CancellationToken.None));

    public Task BringToAsync(string orderNo, OrderStatus status) => WithDbAsync(db => db.UnitAsync(() =>
        db.Set<ProductionOrder>().Where(o => o.OrderNo == orderNo).ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, status)), CancellationToken.None));

    public Task<ProductionOrder> ReadAsync(string orderNo) => WithDbAsync(db => db.Set<ProductionOrder>().AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.OrderNo == orderNo));

    public Task<List<TimelineEntry>> TimelineAsync(long orderId) =>
        WithDbAsync(db => db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityId == orderId).OrderBy(e => e.Id).ToListAsync());

    public Task<List<string>> EventsAsync() => WithDbAsync(db =>
        db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Type == OrderStatusChanged.Name).OrderBy(m => m.Id).Select(m => m.Payload).ToListAsync());
}
