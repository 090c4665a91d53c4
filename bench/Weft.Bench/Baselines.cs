using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Weft.Bench;

/// <summary>The bare things that the Hub is measured against, each in a process of its own: <c>Weft.Bench baseline KIND</c>.</summary>
internal static class Baselines
{
    public static async Task RunAsync(string kind, string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (kind == "ef-sqlite")
        {
            builder.Services.AddDbContext<BareContext>(options => options.UseSqlite(connectionString));
        }
        var app = builder.Build();
        switch (kind)
        {
            case "post":
                app.Run(async context =>
                {
                    await ReadAsync(context);
                    context.Response.StatusCode = 204;
                });
                break;
            case "ef-sqlite":
                await using (var scope = app.Services.CreateAsyncScope())
                {
                    var db = scope.ServiceProvider.GetRequiredService<BareContext>();
                    await db.Database.EnsureCreatedAsync();
                }
                // One EF transaction a request, SQLite in WAL at synchronous=FULL, its default here.
                app.MapPost("/", async (HttpContext context, BareContext db) =>
                {
                    var body = await ReadAsync(context);
                    db.Orders.Add(new BareOrder { Number = Guid.NewGuid().ToString("N"), Body = System.Text.Encoding.UTF8.GetString(body) });
                    await db.SaveChangesAsync();
                    context.Response.StatusCode = 204;
                });
                break;
            case "insert-postgres":
                var source = NpgsqlDataSource.Create(connectionString);
                await using (var create = source.CreateCommand("create table if not exists bare_orders (id bigserial primary key, number text not null unique, body text not null)"))
                {
                    await create.ExecuteNonQueryAsync();
                }
                app.MapPost("/", async (HttpContext context) =>
                {
                    var body = await ReadAsync(context);
                    await using var insert = source.CreateCommand("insert into bare_orders (number, body) values ($1, $2)");
                    insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Guid.NewGuid().ToString("N") });
                    insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = System.Text.Encoding.UTF8.GetString(body) });
                    await insert.ExecuteNonQueryAsync();
                    context.Response.StatusCode = 204;
                });
                break;
            default:
                throw new ArgumentException($"Unknown baseline {kind}.");
        }
        await app.StartAsync();
        Console.WriteLine("Now listening on: " + app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}

internal sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options)
{
    public DbSet<BareOrder> Orders => Set<BareOrder>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<BareOrder>().HasIndex(o => o.Number).IsUnique();
}

internal sealed class BareOrder
{
    public long Id { get; set; }
    public string Number { get; set; } = "";
    public string Body { get; set; } = "";
}
