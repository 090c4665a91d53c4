using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Factories and styles of the demo's tenants, enough to place orders for (running 3).</summary>
internal sealed class DemoProduction(IServiceScopeFactory scopes) : IDemoStep
{
    private static readonly FactoryContent[] Factories =
    [
        new() { FactoryName = "本厂车间", FactoryType = FactoryType.Internal, ContactPerson = "王主任", DailyCapacity = 1200 },
        new() { FactoryName = "宏达制衣厂", ContactPerson = "李经理", Address = "东莞市虎门镇", DailyCapacity = 800 },
    ];

    private static readonly (string StyleNo, StyleContent Content)[] Styles =
    [
        ("FZ2024001", new StyleContent
        {
            StyleName = "春季连衣裙", Category = "连衣裙", Season = "春", Year = 2024, Color = "红,蓝,白", Size = "S,M,L,XL", Price = 128, Cycle = 30,
            Processes =
            [
                new("P01", "裁剪", "裁剪", "裁床", 60, 0.8m, 1), new("P02", "合缝", "车缝", "平车", 240, 3.5m, 2), new("P03", "锁边", "车缝", "锁边机", 90, 1.2m, 3),
                new("P04", "整烫", "尾部", "烫台", 60, 0.9m, 4), new("P05", "包装", "尾部", null, 30, 0.5m, 5),
            ],
        }),
        ("FZ2024002", new StyleContent { StyleName = "男士衬衫", Category = "衬衫", Season = "秋", Year = 2024, Color = "白,浅蓝", Size = "M,L,XL,2XL", Price = 96, Cycle = 25 }),
    ];

    public int Order => 300;

    public async Task RunAsync(DemoContext demo, CancellationToken ct)
    {
        foreach (var tenant in demo.Tenants)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Id);
            scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("demo");
            await FillAsync(tenant, scope.ServiceProvider, ct);
        }
    }

    private static async Task FillAsync(DemoTenant tenant, IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<HubDbContext>();
        var time = (await services.GetRequiredService<TenantDirectory>().FindAsync(tenant.Id, ct))!.Time;
        // What is there already is refused one by one, and stays as it is.
        await services.GetRequiredService<RegisterFactories>().ExecuteAsync(Factories, time, ct);
        await services.GetRequiredService<RegisterStyles>().ExecuteAsync(Styles, ct);
        await db.SaveChangesAsync(ct);
        foreach (var factory in await db.Set<Factory>().AsNoTracking().OrderBy(f => f.Id).Select(f => new { f.Id, f.FactoryName }).ToListAsync(ct))
        {
            tenant.Add("factories", new JsonObject { ["id"] = factory.Id, ["factoryName"] = factory.FactoryName });
        }
        foreach (var styleNo in await db.Set<Style>().AsNoTracking().OrderBy(s => s.StyleNo).Select(s => s.StyleNo).ToListAsync(ct))
        {
            tenant.Add("styles", JsonValue.Create(styleNo));
        }
    }
}
