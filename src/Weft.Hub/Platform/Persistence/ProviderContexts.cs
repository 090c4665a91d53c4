using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>The model on SQLite; its migrations are in <c>Migrations/Sqlite</c>.</summary>
public sealed class SqliteHubDbContext(DbContextOptions<SqliteHubDbContext> options, ContextServices services) : HubDbContext(options, services);

/// <summary>The model on PostgreSQL; its migrations are in <c>Migrations/Postgres</c>.</summary>
public sealed class PostgresHubDbContext(DbContextOptions<PostgresHubDbContext> options, ContextServices services) : HubDbContext(options, services);

/// <summary>For <c>dotnet ef</c>; see <c>dev/migration.sh</c> and <c>dev/model.sh</c>.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteHubDbContext>
{
    public SqliteHubDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteHubDbContext>().UseSqlite("Data Source=design.db").Options,
            DesignServices.For(new DatabaseOptions()));
}

/// <summary>For <c>dotnet ef</c>; see <c>dev/migration.sh</c> and <c>dev/model.sh</c>.</summary>
internal sealed class PostgresDesignFactory : IDesignTimeDbContextFactory<PostgresHubDbContext>
{
    public PostgresHubDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresHubDbContext>().UseNpgsql("Host=design").Options,
            DesignServices.For(new DatabaseOptions { Provider = "postgres", ConnectionString = "Host=design" }));
}

/// <summary>A context that only describes the model: it is never opened.</summary>
internal static class DesignServices
{
    public static ContextServices For(DatabaseOptions settings)
    {
        var options = Options.Create(settings);
        var database = new HubDatabase(options, new DataFolder(Path.GetTempPath()));
        var ids = new IdSource(database);
        return new ContextServices(
            new TenantScope(), new Actor(), new WriteLanes(database, ids, options), new TenantCommits(), ids, database, new OutboxSignal(), TimeProvider.System, NullLogger<ContextServices>.Instance)
        {
            IsForDescription = true,
        };
    }
}
