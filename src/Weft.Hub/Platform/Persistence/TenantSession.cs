using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Tells PostgreSQL, on each connection that a context opens, whose rows it may show: the second wall behind the query filter
/// (openapi-gateway 10, layer 1d). The pool resets the setting when the connection goes back.
/// </summary>
internal sealed class TenantSession : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Command(connection, eventData) is { } command)
        {
            await using (command)
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Command(connection, eventData) is { } command)
        {
            using (command)
            {
                command.ExecuteNonQuery();
            }
        }
    }

    private static DbCommand? Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not NpgsqlConnection || eventData.Context is not HubDbContext context)
        {
            return null;
        }
        var tenant = context.Tenant;
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('weft.tenant', @tenant, false), set_config('weft.platform', @platform, false)";
        Add(command, "tenant", tenant.Current?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add(command, "platform", tenant.IsPlatform ? "on" : "off");
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>Set-based updates and deletes belong into a unit of work: outside one they would not share its transaction, and on SQLite not its writer.</summary>
internal sealed class WriteGuard : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData is { Context: HubDbContext { InLane: false }, CommandSource: CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw })
        {
            throw new InvalidOperationException("Write inside UnitAsync: a set-based statement needs the unit's transaction.");
        }
        return ValueTask.FromResult(result);
    }
}
