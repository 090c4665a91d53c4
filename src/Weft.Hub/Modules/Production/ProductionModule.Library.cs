using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production;

/// <summary>The parts of a style, and customers (production-domain 3).</summary>
internal sealed partial class ProductionModule
{
    private const string Customers = "/api/production/customers";

    private static void MapStyleParts(IEndpointRouteBuilder routes)
    {
        const string Tag = "款式";
        var style = Styles + "/{id:long}";
        routes.MapPut(style + "/bom", SaveStyleParts.BomAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleBomRequest>("application/json").WithSummary("BOM 清单：整体替换").WithTags(Tag);
        routes.MapPut(style + "/sizes", SaveStyleParts.SizesAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleSizesRequest>("application/json").WithSummary("尺寸表：整体替换").WithTags(Tag);
        routes.MapPut(style + "/processes", SaveStyleParts.ProcessesAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleProcessesRequest>("application/json").WithSummary("工序单价：整体替换").WithTags(Tag);
        routes.MapPost(style + "/maintain", MaintainStyle.HandleAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<MaintainStyleRequest>("application/json").WithSummary("维护，需要原因").WithTags(Tag);
        routes.MapPost(style + "/link-orders", LinkOrders.HandleAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("关联待关联订单，一次最多 500 个").WithTags(Tag);
        routes.MapPut(style + "/quotation", SaveStyleParts.QuotationAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleQuotationRequest>("application/json").WithSummary("报价单：其他成本和目标利润率，合计自动计算").WithTags(Tag);
        routes.MapPost(style + "/progress", MoveStyle.HandleAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<MoveStyleRequest>("application/json").WithSummary("进度节点：一次一步，后退需要原因").WithTags(Tag);
        routes.MapPost(style + "/copy", CopyStyle.HandleAsync).ForPermission(ProductionPermissions.StyleCreate)
            .Accepts<CopyStyleRequest>("application/json").WithSummary("复制款式").WithTags(Tag);
        routes.MapDelete(style, DeleteStyle.HandleAsync).ForPermission(ProductionPermissions.StyleDelete)
            .Accepts<DeleteStyleRequest>("application/json").WithSummary("删除款式：有订单时不能删除").WithTags(Tag);
        routes.MapPost(style + "/attachments", Attachments.UploadAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<Stream>("application/octet-stream").WithSummary("上传附件：请求体为文件内容，?fileName=&kind=，最大 10 MiB").WithTags(Tag);
        routes.MapDelete(style + "/attachments/{attachmentId:long}", Attachments.DeleteAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("删除附件").WithTags(Tag);
        routes.MapDelete(Factories + "/{id:long}", SaveFactory.DeleteAsync).ForPermission(ProductionPermissions.FactoryDelete).WithSummary("删除加工厂").WithTags("供应商");
    }

    private static void MapFactoryParts(IEndpointRouteBuilder routes, string factory)
    {
        const string Tag = "供应商";
        // Whoever pays needs the account as well.
        routes.MapGet(factory + "/accounts", FactoryAccounts.ReadAsync).ForPermission(ProductionPermissions.FactoryEdit, ProductionPermissions.Finance).WithSummary("收款账户").WithTags(Tag);
        routes.MapPut(factory + "/accounts", FactoryAccounts.SaveAsync).ForPermission(ProductionPermissions.FactoryEdit)
            .Accepts<FactoryAccountsRequest>("application/json").WithSummary("收款账户：整体替换，第一个为默认").WithTags(Tag);
        routes.MapGet(factory + "/license", FactoryLicense.ReadAsync).ForPermission(ProductionPermissions.Factories).WithSummary("营业执照").WithTags(Tag);
        routes.MapPost(factory + "/license", FactoryLicense.UploadAsync).ForPermission(ProductionPermissions.FactoryEdit)
            .Accepts<Stream>("application/octet-stream").WithSummary("上传营业执照：请求体为图片或 PDF，?fileName=，最大 5 MiB").WithTags(Tag);
        routes.MapDelete(factory + "/license", FactoryLicense.DeleteAsync).ForPermission(ProductionPermissions.FactoryEdit).WithSummary("删除营业执照").WithTags(Tag);
        routes.MapGet(factory + "/log", FactoryLog.ReadAsync).ForPermission(ProductionPermissions.Factories).WithSummary("供应商日志").WithTags(Tag);
    }

    private static void MapCustomers(IEndpointRouteBuilder routes)
    {
        const string Tag = "客户";
        // Whoever places orders or makes styles chooses a customer.
        routes.MapGet(Customers, ListCustomers.HandleAsync).ForPermission(ProductionPermissions.Customers, ProductionPermissions.Orders, ProductionPermissions.Styles)
            .WithSummary("客户列表：page, size, keyword, sort").WithTags(Tag);
        routes.MapGet(Customers + "/{id:long}", ListCustomers.ReadAsync).ForPermission(ProductionPermissions.Customers).WithSummary("客户详情").WithTags(Tag);
        routes.MapPost(Customers, SaveCustomer.CreateAsync).ForPermission(ProductionPermissions.CustomerCreate)
            .Accepts<CustomerRequest>("application/json").WithSummary("新建客户").WithTags(Tag);
        routes.MapPut(Customers + "/{id:long}", SaveCustomer.UpdateAsync).ForPermission(ProductionPermissions.CustomerEdit)
            .Accepts<CustomerRequest>("application/json").WithSummary("编辑客户").WithTags(Tag);
        routes.MapDelete(Customers + "/{id:long}", SaveCustomer.DeleteAsync).ForPermission(ProductionPermissions.CustomerDelete)
            .WithSummary("删除客户：已使用时不能删除").WithTags(Tag);
    }
}
