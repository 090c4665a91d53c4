using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>Factories and suppliers, one a row.</summary>
internal sealed class FactoryImport(HubDbContext db, RegisterFactories register, TimeProvider clock) : ImportKind
{
    public override string Code => "FACTORY";

    public override string Name => "加工厂";

    public override string Permission => ProductionPermissions.FactoryImport;

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("名称", true, "供应商名称", "加工厂名称", "加工厂", "factoryName"), new("编码", Aliases: ["供应商编码", "加工厂编码", "factoryCode"]), new("类型", Aliases: "工厂类型"), new("供应类型"),
        new("联系人"), new("联系电话", Aliases: ["电话", "手机"]), new("地址"), new("日产能"),
    ];

    public override ImportContent Read(IReadOnlyList<SheetData> sheets, TenantTime time) => ReadRows(sheets[0], "名称", row => new FactoryContent
    {
        FactoryName = row.Text("名称", 100, required: true) ?? "",
        FactoryCode = row.Text("编码", 32),
        FactoryType = row.Choice("类型", ("本厂", FactoryType.Internal), ("外发", FactoryType.External)) ?? FactoryType.External,
        SupplierType = row.Choice("供应类型", ("加工", true), ("面辅料", false)) is { } makes ? makes ? "OUTSOURCE" : "MATERIAL" : null,
        ContactPerson = row.Text("联系人", 64),
        ContactPhone = row.Text("联系电话", 32),
        Address = row.Text("地址", 200),
        DailyCapacity = row.Integer("日产能", 0, 10_000_000),
    });

    public override Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, TenantTime time, CancellationToken ct) =>
        register.ExecuteAsync([.. commands.Cast<FactoryContent>()], time, ct);

    public override async Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var factories = db.Set<Factory>().Where(f => ids.Contains(f.Id));
        var used = await factories.Where(f => db.Set<ProductionOrder>().Any(o => o.FactoryId == f.Id)).OrderBy(f => f.Id).Select(f => f.FactoryName).Take(5).ToListAsync(ct);
        if (used.Count > 0)
        {
            return ImportErrors.InUse.With("加工厂", string.Join("、", used), "已有生产订单");
        }
        var now = clock.UtcNow();
        return await factories.Where(f => f.Version == 0).ExecuteUpdateAsync(set => set.SetProperty(f => f.DeletedAt, now).SetProperty(f => f.Version, 1), ct) == ids.Count
            ? null
            : ImportErrors.Changed.With("加工厂");
    }
}
