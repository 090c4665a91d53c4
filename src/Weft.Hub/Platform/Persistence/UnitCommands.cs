using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Weft.Hub.Platform.Persistence;

/// <summary>Statements of a unit of work that EF Core has no words for: atomic counters, claims and leases.</summary>
public static class UnitCommands
{
    /// <summary>A command in the unit's transaction. Its text is a constant of the code; values come as parameters.</summary>
    public static DbCommand Command(this HubDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.InLane)
        {
            throw new InvalidOperationException("A statement belongs into UnitAsync.");
        }
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return command;
    }

    public static DbCommand Add(this DbCommand command, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parameter = command.CreateParameter();
        // With its sign: SQLite's driver otherwise tries each sign in turn.
        parameter.ParameterName = "@" + name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>
    /// For a unit of work that makes a table many times larger. PostgreSQL keeps a statement's plan, and one from when the table was small reads all of it;
    /// from here to the end of the transaction each statement is planned for the table as it has become. Units that share the transaction only plan anew as well.
    /// Repeating is harmless.
    /// </summary>
    public static async Task ExpectGrowthAsync(this HubDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.IsPostgres)
        {
            await using var command = db.Command();
            command.CommandText = "SET LOCAL plan_cache_mode = force_custom_plan";
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
