using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>Brings the database up to date: tables, then, on PostgreSQL, the application role and row-level security.</summary>
/// <remarks>Several nodes may start at once: a lock in the database lets one work and the others find it done. Repeating is harmless.</remarks>
internal sealed partial class Migrator(HubDatabase database, IServiceScopeFactory scopes, ILogger<Migrator> logger)
{
    private const long LockKey = 0x57656674;
    private const string Policy = "weft_tenant_rows";

    /// <summary>Applies what is missing and says what was applied.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        context.Database.SetConnectionString(database.OwnerConnectionString);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        if (!database.IsPostgres)
        {
            return await MigrateAsync(context, ct);
        }
        await using var gate = new NpgsqlConnection(database.OwnerConnectionString);
        await gate.OpenAsync(ct);
        await ExecuteAsync(gate, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            var applied = await MigrateAsync(context, ct);
            await ExecuteAsync(gate, SchedulerTables.Sql, ct);
            await PrepareRoleAsync(gate, context, ct);
            return applied;
        }
        finally
        {
            await ExecuteAsync(gate, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    /// <summary>Migrations that the database does not have yet, in their order.</summary>
    /// <remarks>
    /// As EF Core's own question answers, without its cost at each start: it looks for the migrations among all of the Hub's types and so loads every one,
    /// and makes a second model for the table of those applied.
    /// </remarks>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken ct)
    {
        var applied = await AppliedAsync(ct);
        return [.. HubTypes.In($"{typeof(Migrator).Namespace}.Migrations.{(database.IsPostgres ? "Postgres" : "Sqlite")}")
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()
            .Where(id => !applied.Contains(id)).Order(StringComparer.Ordinal)];
    }

    private async Task<HashSet<string>> AppliedAsync(CancellationToken ct)
    {
        HashSet<string> applied = new(StringComparer.Ordinal);
        await using var owner = database.NewOwnerConnection();
        await owner.OpenAsync(ct);
        await using var command = owner.CreateCommand();
        command.CommandText = database.IsPostgres
            ? "select to_regclass('\"__EFMigrationsHistory\"') is not null"
            : "select count(*) > 0 from sqlite_master where type = 'table' and name = '__EFMigrationsHistory'";
        if (await command.ExecuteScalarAsync(ct) is true or 1L)
        {
            command.CommandText = "select \"MigrationId\" from \"__EFMigrationsHistory\"";
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                applied.Add(reader.GetString(0));
            }
        }
        return applied;
    }

    private async Task<IReadOnlyList<string>> MigrateAsync(HubDbContext context, CancellationToken ct)
    {
        var pending = await PendingAsync(ct);
        if (pending.Count > 0)
        {
            await context.Database.MigrateAsync(ct);
            foreach (var name in pending)
            {
                Log.Applied(logger, name);
            }
        }
        return pending;
    }

    private async Task PrepareRoleAsync(NpgsqlConnection owner, HubDbContext context, CancellationToken ct)
    {
        var role = database.ApplicationRole;
        await ExecuteAsync(owner, $"""
            do $$ begin
              if not exists (select 1 from pg_roles where rolname = '{role}') then create role {role} nologin; end if;
              if not pg_has_role(current_user, '{role}', 'member') then execute format('grant {role} to %I', current_user); end if;
            end $$;
            create sequence if not exists {IdSource.Sequence} increment by {IdSource.BlockSize} start with 1;
            grant usage on schema public to {role};
            grant usage, select on all sequences in schema public to {role};
            grant select, insert, update, delete on all tables in schema public to {role};
            """, ct);
        foreach (var table in await OpenTablesAsync(owner, context, ct))
        {
            // The settings are read once for a statement, inside their own select: read for each row, they cost more than the row.
            await ExecuteAsync(owner, $"""
                drop policy if exists {Policy} on {table};
                create policy {Policy} on {table}
                  using (tenant_id = (select nullif(current_setting('weft.tenant', true), '')::bigint) or (select current_setting('weft.platform', true)) = 'on');
                drop policy if exists weft_tenant on {table};
                alter table {table} enable row level security;
                """, ct);
        }
    }

    /// <summary>Tables with tenants' rows that lack the policy or do not apply it; none at a start without a new migration.</summary>
    private static async Task<IReadOnlyList<string>> OpenTablesAsync(NpgsqlConnection owner, HubDbContext context, CancellationToken ct)
    {
        var tables = context.Model.GetEntityTypes()
            .Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).Distinct().ToHashSet(StringComparer.Ordinal);
        await using var command = owner.CreateCommand();
        command.CommandText = """
            select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = $1
            where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = Policy });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            tables.Remove(reader.GetString(0));
        }
        return [.. tables];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1110, LogLevel.Information, "Database migration applied: {Name}")]
        public static partial void Applied(ILogger logger, string name);
    }
}
