using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// The read that customers' systems ask for most: one order by its number. On SQLite it runs as a prepared statement of EF Core's own making; on
/// PostgreSQL, where the driver prepares it, as a compiled query.
/// </summary>
internal sealed class OrderReads(ReadConnections connections, HubDatabase database, IServiceScopeFactory scopes)
{
    private readonly Lazy<TenantRead<OrderView>?> onSqlite = new(() => database.IsPostgres ? null : Translate(connections, scopes));

    public ValueTask<OrderView?> OrderAsync(TenantScope tenant, Func<HubDbContext> db, string orderNo, CancellationToken ct)
    {
        if (onSqlite.Value is { } read)
        {
            return ValueTask.FromResult(read.First(tenant.Required, orderNo));
        }
        var context = db();
        return CompiledReads.For(context).OrderAsync(context, orderNo, ct);
    }

    private static TenantRead<OrderView> Translate(ReadConnections connections, IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        // Only for the translation: a number that no tenant has.
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(long.MaxValue);
        return new TenantRead<OrderView>(
            scope.ServiceProvider.GetRequiredService<HubDbContext>(), connections,
            (db, orderNo) => db.Set<ProductionOrder>().AsNoTracking().Where(o => o.OrderNo == orderNo).Select(OrderView.From), View);
    }

    /// <summary>In the order of <see cref="OrderView.From"/>; a test compares both ways of reading, column by column.</summary>
    private static OrderView View(DbDataReader row) => new()
    {
        OrderId = row.GetInt64(0),
        OrderNo = row.GetString(1),
        ExternalOrderNo = Text(row, 2),
        SourceType = row.GetString(3) == nameof(OrderSourceType.OpenApi) ? OrderSourceType.OpenApi : OrderSourceType.Console,
        SourceAppId = row.IsDBNull(4) ? null : row.GetInt64(4),
        CreatedByName = row.GetString(5),
        StyleNo = row.GetString(6),
        StyleName = row.GetString(7),
        Status = Enum.Parse<OrderStatus>(row.GetString(8)),
        OrderQuantity = row.GetInt32(9),
        CompletedQuantity = row.GetInt32(10),
        ShippedQuantity = row.GetInt32(11),
        ProductionProgress = row.GetInt32(12),
        MaterialArrivalRate = row.GetInt32(13),
        FactoryName = Text(row, 14),
        Colors = List(row, 15),
        Sizes = List(row, 16),
        PlannedStartDate = Date(row, 17),
        PlannedEndDate = Date(row, 18),
        ExpectedShipDate = Date(row, 19),
        ActualStartDate = Instant(row, 20),
        ActualEndDate = Instant(row, 21),
        Remarks = Text(row, 22),
        CreateTime = Instant(row, 23)!.Value,
        UpdateTime = Instant(row, 24)!.Value,
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Date(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    private static IReadOnlyList<string> List(DbDataReader row, int column) =>
        row.GetString(column) is { Length: > 2 } text ? JsonSerializer.Deserialize<List<string>>(text, EnvelopeWriter.Json)! : [];
}
