using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.CompiledModel;

/// <summary>The model that a Hub starts with is the one that its mappings describe, and its migrations have made.</summary>
public sealed partial class CompiledModelTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public void The_code_is_what_the_tool_writes_today(string provider)
    {
        using var context = Describe(provider);
        var name = provider == TestDatabase.Sqlite ? "Sqlite" : "Postgres";
        var folder = Directory.CreateTempSubdirectory("weft-model-").FullName;
        try
        {
            var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
            // The provider's own, as the tool finds them.
#pragma warning disable EF1001
            IDesignTimeServices own = provider == TestDatabase.Sqlite
                ? new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices()
                : new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices();
#pragma warning restore EF1001
            own.ConfigureDesignTimeServices(services);
            using var tool = services.BuildServiceProvider();
            var written = tool.GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(context.GetService<IDesignTimeModel>().Model, folder, new CompiledModelCodeGenerationOptions
            {
                ContextType = context.GetType(), ModelNamespace = $"Weft.Hub.CompiledModel.{name}", Language = "C#", UseNullableReferenceTypes = true,
            });
            var kept = Path.Combine(Repository.Root, "src", "Weft.Hub", "CompiledModel", name);
            var differing = written.Select(Path.GetFileName).Union(Directory.EnumerateFiles(kept).Select(Path.GetFileName))
                .Where(file => Text(Path.Combine(folder, file!)) != Text(Path.Combine(kept, file!)));
            Assert.True(!differing.Any(), $"The model changed: run dev/model.sh, or dev/migration.sh NAME where tables change. Different: {string.Join(", ", differing)}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task It_has_the_filters_of_a_model_that_is_built(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        using var scope = hub.Services.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var running = Filters(context.Model);
        Assert.IsType<RuntimeModel>(context.Model, exactMatch: false);
        Assert.Equal(Filters(context.GetService<IDesignTimeModel>().Model), running);
        // As many as there are tables of tenants, and more: those that delete softly.
        Assert.True(running.Count > context.Model.GetEntityTypes().Count(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && !e.IsOwned()));
        Assert.Contains(running, text => text.Contains("FilterTenant", StringComparison.Ordinal));
        Assert.Contains(running, text => text.Contains("DeletedAt == null", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_migrations_have_made_all_of_it(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        using var scope = hub.Services.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        Assert.False(context.Database.HasPendingModelChanges(), "The model changed: run dev/migration.sh NAME.");
        Assert.Empty(await hub.Services.GetRequiredService<Migrator>().PendingAsync(CancellationToken.None));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_missing_is_what_EF_Core_says_is_missing(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var app = HubHost.Build(
        [
            $"--data={database.DataFolder}", $"--Database:Provider={provider}", $"--Database:ConnectionString={database.ConnectionString}",
            "--Secrets:MasterKey=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "--Logging:LogLevel:Default=Warning",
        ]);
        using var scope = app.Services.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var migrator = app.Services.GetRequiredService<Migrator>();
        var all = context.Database.GetMigrations().ToList();
        Assert.Equal(all, await migrator.PendingAsync(CancellationToken.None));
        Assert.Equal(all, await migrator.RunAsync(CancellationToken.None));
        Assert.Equal(all, await context.Database.GetAppliedMigrationsAsync());
        Assert.Empty(await migrator.PendingAsync(CancellationToken.None));
        Assert.Empty(await migrator.RunAsync(CancellationToken.None));
    }

    private static List<string> Filters(IModel model) =>
        [.. model.GetEntityTypes().SelectMany(e => e.GetDeclaredQueryFilters().Select(f => $"{e.Name} {f.Key}: {f.Expression}")).Order(StringComparer.Ordinal)];

    private static HubDbContext Describe(string provider) =>
        provider == TestDatabase.Sqlite ? new SqliteDesignFactory().CreateDbContext([]) : new PostgresDesignFactory().CreateDbContext([]);

    // Line ends are git's matter, and each writing has an id of its own.
    private static string? Text(string path) => File.Exists(path) ? WritingId().Replace(File.ReadAllText(path).ReplaceLineEndings("\n"), "") : null;

    [GeneratedRegex(@"new Guid\(""[0-9a-f-]+""\)")]
    private static partial Regex WritingId();
}
