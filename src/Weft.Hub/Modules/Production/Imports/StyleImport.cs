using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>Styles, one a row. Existing ones are never changed.</summary>
internal sealed class StyleImport(HubDbContext db, RegisterStyles register, TimeProvider clock) : ImportKind
{
    public override string Code => "STYLE";

    public override string Name => "款式";

    public override string Permission => ProductionPermissions.StyleImport;

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("款号", true, "styleNo"), new("款名", true, "styleName", "款式名称"), new("品类", true, "category"), new("季节"), new("年份"), new("月份"), new("颜色", Aliases: "color"),
        new("尺码", Aliases: "size"), new("客户", Aliases: "客户名称"), new("单价", Aliases: ["打板价", "价格"]), new("生产周期(天)", Aliases: ["生产周期", "周期", "生产周期（天）"]),
        new("板类"), new("纸样号"), new("设计师"), new("纸样师"), new("车板师"), new("跟单员"), new("样板数量"), new("交板日期"), new("描述"), new("备注"),
    ];

    public override ImportContent Read(IReadOnlyList<SheetData> sheets, TenantTime time) => ReadRows(sheets[0], "款号", row => (row.Text("款号", 64, required: true) ?? "", new StyleContent
    {
        StyleName = row.Text("款名", 128, required: true),
        Category = row.Text("品类", 64, required: true),
        Season = row.Text("季节", 32),
        Year = row.Integer("年份", 1990, 2100),
        Month = row.Integer("月份", 1, 12),
        Color = row.Text("颜色", 500)?.Replace('，', ',').Replace('、', ','),
        Size = row.Text("尺码", 500)?.Replace('，', ',').Replace('、', ','),
        Customer = row.Text("客户", 100),
        Price = row.Number("单价", 2),
        Cycle = row.Integer("生产周期(天)", 0, 3650),
        PlateType = row.Text("板类", 32),
        PatternNo = row.Text("纸样号", 64),
        Designer = row.Text("设计师", 64),
        PatternMaker = row.Text("纸样师", 64),
        PlateWorker = row.Text("车板师", 64),
        Merchandiser = row.Text("跟单员", 64),
        SampleQuantity = row.Integer("样板数量", 0, 100_000),
        DeliveryDate = row.Date("交板日期"),
        Description = row.Text("描述", 2000),
        Remark = row.Text("备注", 500),
    }));

    public override Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, TenantTime time, CancellationToken ct) =>
        register.ExecuteAsync([.. commands.Cast<(string, StyleContent)>()], ct);

    public override async Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var styles = db.Set<Style>().Where(s => ids.Contains(s.Id));
        var used = await styles.Where(s => db.Set<ProductionOrder>().Any(o => o.StyleNo == s.StyleNo)).OrderBy(s => s.Id).Select(s => s.StyleNo).Take(5).ToListAsync(ct);
        if (used.Count > 0)
        {
            return ImportErrors.InUse.With("款式", string.Join("、", used), "已有生产订单");
        }
        var now = clock.UtcNow();
        return await styles.Where(s => s.Version == 0).ExecuteUpdateAsync(set => set.SetProperty(s => s.DeletedAt, now).SetProperty(s => s.Version, 1), ct) == ids.Count
            ? null
            : ImportErrors.Changed.With("款式");
    }
}
