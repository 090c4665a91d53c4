using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Shipments;

/// <summary>A tenant with goods in its warehouse, and the calls that tests of shipping and money need.</summary>
internal sealed class FinishedGoods(TestTenant tenant)
{
    public const string Outstocks = "/api/warehousing/outstocks";
    public const string Statements = "/api/finance/reconciliations";

    public TestTenant Tenant { get; } = tenant;

    public TestHub Hub => Tenant.Hub;

    public ConsoleClient Admin => Tenant.Admin;

    public TenantOrders Orders { get; } = new(tenant.Hub, tenant.TenantId);

    public static async Task<FinishedGoods> StartAsync(string provider, TestHub? on = null) => new(await Tenants.CreateAsync(on ?? await TestHub.SharedAsync(provider)));

    /// <summary>An order in production with red S and M pieces inspected, qualified and in the warehouse.</summary>
    public async Task<PlacedOrder> OrderAsync(int small = 10, int medium = 5, long? app = null, decimal? price = 20m, string? customer = "某客户", string style = "FZ2024001")
    {
        var placed = await Orders.PlaceAsync(TenantOrders.Command(style, 100, app, app is null ? null : "E" + Guid.NewGuid().ToString("N")) with
        {
            OrderUnitPrice = price, CustomerName = customer, Lines = [new("红", "S", 60), new("红", "M", 40)],
        });
        await Orders.BringToAsync(placed.OrderNo, OrderStatus.Production);
        await StoreAsync(placed.OrderNo, "红", "S", small);
        await StoreAsync(placed.OrderNo, "红", "M", medium);
        return placed;
    }

    /// <summary>Puts qualified pieces into the warehouse, as an inspection does.</summary>
    public Task StoreAsync(string orderNo, string color, string size, int quantity) => quantity == 0 ? Task.CompletedTask : Tenant.InAsync(services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        return db.UnitAsync(async () =>
        {
            var order = await db.Set<ProductionOrder>().FirstAsync(o => o.OrderNo == orderNo);
            var item = new InspectionItem { Color = color, Size = size, InspectedQuantity = quantity, QualifiedQuantity = quantity, UnqualifiedQuantity = 0 };
            var record = new Warehousing(order, null, item, null, new Inspector(null, "质检员", db.Clock.UtcNow()));
            db.TakeNumber("WH", new DateOnly(2026, 2, 11), number => record.Number(new DateOnly(2026, 2, 11), number));
            record.Store("A仓", null, "仓管", db.Clock.UtcNow());
            db.Add(record);
            await db.SaveChangesAsync();
            Assert.Null(await services.GetRequiredService<StockLedger>().MoveAsync(
                [new StockChange(order.StyleId, order.StyleNo, color, size, MovementType.Inbound, quantity, record.WarehousingNo)], CancellationToken.None));
            return 0;
        }, CancellationToken.None);
    });

    public Task<ConsoleAnswer> ShipAsync(string orderNo, int small, int medium = 0, ConsoleClient? by = null, string? tracking = null) => (by ?? Admin).PostAsync(Outstocks, new
    {
        outstockType = "shipment", orderNo, customerName = "某客户", warehouse = "A仓", expressCompany = tracking is null ? null : "顺丰", trackingNo = tracking,
        items = new[] { (Size: "S", Quantity: small), (Size: "M", Quantity: medium) }.Where(i => i.Quantity > 0).Select(i => new { color = "红", size = i.Size, quantity = i.Quantity }),
    });

    /// <summary>Ships, and answers the numbers of the document and of its statement.</summary>
    public async Task<(string OutstockNo, string Statement)> ShippedAsync(string orderNo, int small, int medium = 0, string? tracking = null)
    {
        var answer = await ShipAsync(orderNo, small, medium, tracking: tracking);
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Data.GetProperty("outstockNo").GetString()!, answer.Data.GetProperty("reconciliationNo").GetString()!);
    }

    public Task<ConsoleAnswer> StepAsync(string statement, string step, object? body = null, ConsoleClient? by = null) =>
        (by ?? Admin).PostAsync($"{Statements}/{statement}/{step}", body ?? new { });

    public async Task DoneAsync(string statement, params string[] steps)
    {
        foreach (var step in steps)
        {
            var answer = await StepAsync(statement, step, new { reason = "测试" });
            Assert.True(answer.Status == 200, answer.Text);
        }
    }

    public async Task<JsonElement> StatementAsync(string number)
    {
        var answer = await Admin.GetAsync($"{Statements}/{number}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }

    public Task<int> StockAsync(string size, string style = "FZ2024001") => Orders.WithDbAsync(db =>
        db.Set<ProductSku>().Where(s => s.StyleNo == style && s.Color == "红" && s.Size == size).Select(s => s.StockQuantity).SingleAsync());

    /// <summary>The sum of all movements is the stock, whatever happened.</summary>
    public async Task BooksBalanceAsync()
    {
        var books = await Orders.WithDbAsync(db => db.Set<ProductSku>().AsNoTracking()
            .Select(s => new { s.SkuCode, s.StockQuantity, Moved = db.Set<StockMovement>().Where(m => m.SkuId == s.Id).Sum(m => m.Delta) }).ToListAsync());
        Assert.All(books, b => Assert.Equal(b.StockQuantity, b.Moved));
    }
}
