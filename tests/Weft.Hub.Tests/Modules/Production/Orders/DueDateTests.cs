using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Orders;

/// <summary>The day by which late orders are found is the planned one, or else the expected one, whatever happened to the order and to the database.</summary>
public sealed class DueDateTests
{
    private const string Orders = "/api/production/orders";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_edited_day_is_the_day_that_counts(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var placed = await tenant.Admin.PostAsync(Orders, new { styleNo = "D1", orderQuantity = 10, expectedShipDate = "2026-02-10" });
        var path = $"{Orders}/{placed.Data.GetProperty("orderNo").GetString()}";
        Assert.Equal((1, 0), await DueAsync(tenant));
        Assert.Equal(200, (await tenant.Admin.PutAsync(path, new { plannedEndDate = "2026-02-13" })).Status);
        Assert.Equal((0, 1), await DueAsync(tenant));
        Assert.Equal(200, (await tenant.Admin.PutAsync(path, new { plannedEndDate = (string?)null, expectedShipDate = "2026-02-09" })).Status);
        Assert.Equal((1, 0), await DueAsync(tenant));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Orders_from_before_the_column_get_it_by_the_migration(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        string[] placed = ["2026-02-10", "2026-02-13"];
        await using (var hub = await TestHub.StartAsync(provider, on: database))
        {
            var tenant = await Tenants.CreateAsync(hub);
            await tenant.Admin.PostAsync(Orders, new { styleNo = "D1", orderQuantity = 10, expectedShipDate = placed[0], plannedStartDate = "2026-02-01" });
            await tenant.Admin.PostAsync(Orders, new { styleNo = "D2", orderQuantity = 10, expectedShipDate = "2026-02-20", plannedEndDate = placed[1] });
            await tenant.Admin.PostAsync(Orders, new { styleNo = "D3", orderQuantity = 10 });
            await hub.AsPlatformAsync(async services =>
            {
                var context = services.GetRequiredService<HubDbContext>();
                context.Database.SetConnectionString(services.GetRequiredService<HubDatabase>().OwnerConnectionString);
                await context.GetService<IMigrator>().MigrateAsync("Figures");
                return await services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None);
            });
            var stored = await hub.AsPlatformAsync(services => services.GetRequiredService<HubDbContext>().AcrossTenants<ProductionOrder>("a test looks at the column")
                .OrderBy(o => o.StyleNo).Select(o => o.DueDate).ToListAsync());
            Assert.Equal([.. placed.Select(p => (DateOnly?)DateOnly.Parse(p, System.Globalization.CultureInfo.InvariantCulture)), null], stored);
        }
    }

    private static async Task<(int Late, int Soon)> DueAsync(TestTenant tenant)
    {
        var due = (await tenant.Admin.GetAsync("/api/dashboard/due")).Data;
        return (due.GetProperty("overdue").GetArrayLength(), due.GetProperty("soon").GetArrayLength());
    }
}
