using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// A read of one row of the tenant by a text key, on SQLite, that runs as the statement EF Core made of the query: the tenant filter stands in it
/// because the query model put it there (openapi-gateway 10, layer 1a), but none of EF's work is repeated for each request.
/// </summary>
internal sealed class TenantRead<TView> where TView : class
{
    private readonly ReadConnections connections;
    private readonly Func<DbDataReader, TView> view;

    /// <param name="db">Any context of the model; it only translates.</param>
    /// <param name="connections">Where it runs.</param>
    /// <param name="query">The rows with that key; its columns are read by <paramref name="view"/> in the order of its projection.</param>
    /// <param name="view">Reads a row.</param>
    /// <exception cref="InvalidOperationException">The statement is not narrowed to the tenant and one key.</exception>
    public TenantRead(HubDbContext db, ReadConnections connections, Func<HubDbContext, string, IQueryable<TView>> query, Func<DbDataReader, TView> view)
    {
        (this.connections, this.view) = (connections, view);
        using var command = query(db, "").CreateDbCommand();
        var names = command.Parameters.Cast<DbParameter>().Select(p => p.ParameterName).ToList();
        TenantParameter = names.SingleOrDefault(n => n.EndsWith(nameof(HubDbContext.FilterTenant), StringComparison.Ordinal))
            ?? throw new InvalidOperationException("The read is not narrowed to a tenant: " + command.CommandText);
        KeyParameter = names.Single(n => n != TenantParameter);
        Sql = command.CommandText;
    }

    public string Sql { get; }

    public string TenantParameter { get; }

    public string KeyParameter { get; }

    /// <summary>The row, or null; the tenant in scope is required, as for every query.</summary>
    public TView? First(long tenant, string key)
    {
        var connection = connections.Rent();
        var command = connection.Prepared(this);
        command.Parameters[0].Value = tenant;
        command.Parameters[1].Value = key;
        TView? row;
        using (var reader = command.ExecuteReader())
        {
            row = reader.Read() ? view(reader) : null;
        }
        // After an exception it is not given back: nobody knows what it is worth.
        connections.Return(connection);
        return row;
    }
}
