using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>The columns of the exports. Where a list can be imported, its titles are those of the import.</summary>
internal static partial class SheetColumns
{
    public static readonly IReadOnlyList<ExportColumn<StyleRow>> Styles =
    [
        new("款号", s => s.StyleNo), new("款名", s => s.StyleName), new("品类", s => s.Category), new("季节", s => s.Season), new("年份", s => s.Year), new("月份", s => s.Month),
        new("颜色", s => s.Color), new("尺码", s => s.Size), new("客户", s => s.Customer), new("单价", s => s.Price), new("生产周期(天)", s => s.Cycle), new("板类", s => s.PlateType),
        new("纸样号", s => s.PatternNo), new("设计师", s => s.Designer), new("纸样师", s => s.PatternMaker), new("车板师", s => s.PlateWorker), new("跟单员", s => s.Merchandiser),
        new("样板数量", s => s.SampleQuantity), new("交板日期", s => s.DeliveryDate), new("描述", s => s.Description), new("备注", s => s.Remark),
        new("进度节点", s => s.ProgressNode), new("状态", s => s.Status == "ENABLED" ? "启用" : "停用"), new("创建时间", s => s.CreateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<OrderRow>> Orders =
    [
        new("订单号", o => o.OrderNo), new("外部订单号", o => o.ExternalOrderNo), new("来源", o => o.CreatedByName), new("款号", o => o.StyleNo), new("款名", o => o.StyleName),
        new("品类", o => o.ProductCategory), new("颜色", o => string.Join(",", o.Colors)), new("尺码", o => string.Join(",", o.Sizes)), new("数量", o => o.OrderQuantity),
        new("裁剪数量", o => o.CuttingQuantity), new("合格数量", o => o.CompletedQuantity), new("出库数量", o => o.ShippedQuantity), new("进度(%)", o => o.ProductionProgress),
        new("加工厂", o => o.FactoryName), new("客户", o => o.CustomerName), new("公司", o => o.Company), new("跟单员", o => o.Merchandiser), new("纸样师", o => o.PatternMaker),
        new("客户单价", o => o.OrderUnitPrice), new("加工单价", o => o.FactoryUnitPrice), new("计划开始", o => o.PlannedStartDate), new("计划完成", o => o.PlannedEndDate),
        new("预计出货", o => o.ExpectedShipDate), new("状态", o => o.StatusName), new("逾期", o => o.Overdue), new("备注", o => o.Remarks), new("创建时间", o => o.CreateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<FactoryRow>> Factories =
    [
        new("名称", f => f.FactoryName), new("编码", f => f.FactoryCode), new("类型", f => f.FactoryType == FactoryType.Internal ? "本厂" : "外发"),
        new("供应类型", f => f.SupplierType switch { "OUTSOURCE" => "加工", "MATERIAL" => "面辅料", _ => null }), new("联系人", f => f.ContactPerson), new("联系电话", f => f.ContactPhone),
        new("地址", f => f.Address), new("日产能", f => f.DailyCapacity), new("状态", f => f.Status == "active" ? "启用" : "停用"), new("创建时间", f => f.CreateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<CustomerRow>> Customers =
    [
        new("客户名称", c => c.CustomerName), new("联系人", c => c.ContactPerson), new("联系电话", c => c.ContactPhone), new("地址", c => c.Address), new("备注", c => c.Remark),
        new("创建时间", c => c.CreateTime),
    ];
}
