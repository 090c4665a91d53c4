using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>The database answers, is up to date, keeps what it confirms, and binds the Hub by row-level security.</summary>
internal sealed class DatabaseCheck(HubDatabase database, Migrator migrator) : IInstallationCheck
{
    private const int LeastPostgres = 15;

    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (!database.IsPostgres && !File.Exists(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))
        {
            yield return new Finding("database", "SQLite; the file will be made by the first start or by Weft.Hub migrate");
            yield break;
        }
        var (findings, failure) = await CollectAsync(ct);
        foreach (var finding in findings)
        {
            yield return finding;
        }
        if (failure is not null)
        {
            yield return new Finding("database", failure, database.IsPostgres
                ? "see that the server runs and that Database:ConnectionString names host, database and login rightly; a new database needs: Weft.Hub migrate"
                : "see that the file is a database of the Hub and readable; Database:ConnectionString or --data says which");
        }
    }

    private async Task<(List<Finding> Findings, string? Failure)> CollectAsync(CancellationToken ct)
    {
        List<Finding> findings = [];
        try
        {
            // As the owner first: a new database has no application role yet.
            var pending = await migrator.PendingAsync(ct);
            findings.Add(pending.Count == 0
                ? new Finding("database", "every migration is applied")
                : new Finding("database", $"lacks {pending.Count} migration(s), the first is {pending[0]}", "Weft.Hub migrate"));
            if (pending.Count > 0 && database.IsPostgres)
            {
                return (findings, null);
            }
            await using var connection = database.NewConnection();
            await connection.OpenAsync(ct);
            await (database.IsPostgres ? LookAtPostgresAsync(connection, findings, ct) : LookAtSqliteAsync(connection, findings, ct));
            return (findings, null);
        }
        catch (DbException error)
        {
            return (findings, error.Message.Split('\n')[0]);
        }
    }

    private static async Task LookAtSqliteAsync(DbConnection connection, List<Finding> findings, CancellationToken ct)
    {
        var journal = await ScalarAsync(connection, "PRAGMA journal_mode", ct);
        findings.Add(journal == "wal"
            ? new Finding("database", $"SQLite {connection.ServerVersion}, write-ahead log, commits wait for the disk")
            : new Finding("database", $"the journal mode is {journal}", "start the Hub once: it sets the write-ahead log; on a network drive that fails, use a local disk"));
        var integrity = await ScalarAsync(connection, "PRAGMA quick_check(1)", ct);
        if (integrity != "ok")
        {
            findings.Add(new Finding("database", $"the file is damaged: {integrity}", "stop the Hub and restore the last backup: Weft.Hub restore --from DIR"));
        }
    }

    private async Task LookAtPostgresAsync(DbConnection connection, List<Finding> findings, CancellationToken ct)
    {
        var version = ((NpgsqlConnection)connection).PostgreSqlVersion;
        findings.Add(version.Major >= LeastPostgres
            ? new Finding("database", $"PostgreSQL {version}")
            : new Finding("database", $"PostgreSQL {version} is too old", $"use version {LeastPostgres} or later"));
        var role = await ScalarAsync(connection, "select current_user", ct);
        findings.Add(role == database.ApplicationRole
            ? new Finding("database", $"the Hub works as role {role}")
            : new Finding("database", $"the Hub works as {role}, not as {database.ApplicationRole}", "Weft.Hub migrate"));
        var strong = await ScalarAsync(connection, "select (rolsuper or rolbypassrls)::text from pg_roles where rolname = current_user", ct);
        var owned = await ScalarAsync(connection, "select count(*)::text from pg_tables where schemaname = 'public' and tableowner = current_user", ct);
        findings.Add(strong == "false" && owned == "0"
            ? new Finding("database", "row-level security binds that role")
            : new Finding("database", $"row-level security does not bind {role}: it is a superuser, may pass it by, or owns {owned} table(s)",
                "let another login own the tables (Database:OwnerConnectionString) and name a plain role in Database:ApplicationRole"));
        var durable = await ScalarAsync(connection, "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')", ct);
        if (durable.StartsWith("off", StringComparison.Ordinal) || durable.EndsWith(" off", StringComparison.Ordinal))
        {
            findings.Add(new Finding("database", $"a confirmed commit may be lost: fsync and synchronous_commit are {durable}", "set both to on in postgresql.conf"));
        }
    }

    private static async Task<string> ScalarAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(ct))?.ToString() ?? "";
    }
}
