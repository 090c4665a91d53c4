using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Stock;

/// <summary>The one way in which a stock changes (production-domain 3, 8).</summary>
public sealed class StockLedgerTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_move_makes_the_sku_changes_the_stock_and_writes_what_is_left(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);

        Assert.Null(await MoveAsync(orders, Change("红", "S", 10, MovementType.Inbound, "WH1")));
        Assert.Null(await MoveAsync(orders, Change("红", "S", -4, MovementType.Outbound, "OS1")));
        Assert.Null(await MoveAsync(orders, Change("红", "S", 0, MovementType.Inbound, "WH2") with { DefectDelta = 3 }));

        var sku = await orders.WithDbAsync(db => db.Set<ProductSku>().AsNoTracking().SingleAsync());
        Assert.Equal(("A-红-S", 6, 3), (sku.SkuCode, sku.StockQuantity, sku.DefectQuantity));
        var movements = await orders.WithDbAsync(db => db.Set<StockMovement>().AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        Assert.Equal([(10, 10, "WH1"), (-4, 6, "OS1")], movements.Select(m => (m.Delta, m.Balance, m.RefNo)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task All_or_none_move(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        await MoveAsync(orders, Change("红", "S", 10), Change("红", "M", 2));

        var refusal = await MoveAsync(orders, Change("红", "S", -1, MovementType.Outbound), Change("红", "M", -3, MovementType.Outbound), Change("红", "L", 5));

        Assert.Equal(("STATE", "库存不足：A-红-M 可用 2 件，需要 3 件"), (refusal?.Token, refusal?.Message));
        Assert.Equal([("M", 2), ("S", 10)], await orders.WithDbAsync(async db =>
            (await db.Set<ProductSku>().OrderBy(s => s.Size).Select(s => new { s.Size, s.StockQuantity }).ToListAsync()).Select(s => (s.Size, s.StockQuantity))));
        Assert.Equal(2, await orders.WithDbAsync(db => db.Set<StockMovement>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_locked_does_not_leave_and_defects_do_not_go_below_zero(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        await MoveAsync(orders, Change("红", "S", 10));
        await orders.WithDbAsync(db => db.UnitAsync(() => db.Set<ProductSku>().ExecuteUpdateAsync(set => set.SetProperty(s => s.LockedQuantity, 4)), CancellationToken.None));

        Assert.Equal("库存不足：A-红-S 可用 6 件，需要 7 件", (await MoveAsync(orders, Change("红", "S", -7, MovementType.Outbound)))?.Message);
        Assert.Equal("次品库存不足：A-红-S 次品 0 件，需要 1 件", (await MoveAsync(orders, Change("红", "S", 1) with { DefectDelta = -1 }))?.Message);
        Assert.Null(await MoveAsync(orders, Change("红", "S", -6, MovementType.Outbound)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_garments_whose_codes_spell_alike_do_not_share_a_stock(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        Assert.Null(await MoveAsync(orders, new StockChange(null, "A-B", "C", "S", MovementType.Inbound, 1, "WH1")));

        Assert.Equal("STATE", (await MoveAsync(orders, new StockChange(null, "A", "B-C", "S", MovementType.Inbound, 1, "WH2")))?.Token);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_who_take_the_last_pieces_on_two_nodes_as_many_get_them_as_there_are(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == "postgres" ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        TenantOrders here = new(first, 77), there = new(second ?? first, 77);

        // Nobody has the SKU yet: both nodes make it at once.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => MoveAsync(i % 2 == 0 ? here : there, Change("红", "S", 2), Change("红", "M", 2))));
        var results = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => i % 2 == 0
            ? MoveAsync(here, Change("红", "S", -1, MovementType.Outbound), Change("红", "M", -1, MovementType.Outbound))
            : MoveAsync(there, Change("红", "M", -1, MovementType.Outbound), Change("红", "S", -1, MovementType.Outbound))));

        Assert.Equal(12, results.Count(r => r is null));
        Assert.All(results.Where(r => r is not null), r => Assert.Equal("STATE", r!.Token));
        Assert.Equal([0, 0], await here.WithDbAsync(db => db.Set<ProductSku>().Select(s => s.StockQuantity).ToListAsync()));
        Assert.Equal(0, await here.WithDbAsync(db => db.Set<StockMovement>().SumAsync(m => m.Delta)));
    }

    private static StockChange Change(string color, string size, int delta, MovementType type = MovementType.Inbound, string refNo = "T1") =>
        new(null, "A", color, size, type, delta, refNo);

    private static async Task<Refusal?> MoveAsync(TenantOrders orders, params IReadOnlyList<StockChange> changes) => (await orders.InAsync(services =>
        services.GetRequiredService<HubDbContext>().UnitAsync<Result<Done>>(
            async () => await services.GetRequiredService<StockLedger>().MoveAsync(changes, CancellationToken.None) is { } refusal ? refusal : Done.Value, CancellationToken.None))).Refusal;
}
