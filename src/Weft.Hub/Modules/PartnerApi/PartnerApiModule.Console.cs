using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>The console's routes.</summary>
internal sealed partial class PartnerApiModule
{
    private const string Json = "application/json";

    private static void MapConsole(IEndpointRouteBuilder routes)
    {
        var systems = routes.MapGroup("/api/partner/systems").WithTags("协同平台");
        systems.MapGet("", SystemSlices.ListAsync).ForPermission(PartnerPermissions.Systems).WithSummary("协同平台列表：page, size, keyword");
        systems.MapPost("", SystemSlices.CreateAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<SystemRequest>(Json).WithSummary("新增协同平台，返回一次识别码");
        systems.MapPut("/{id:long}", SystemSlices.UpdateAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<SystemRequest>(Json).WithSummary("编辑协同平台");
        systems.MapPost("/{id:long}/enable", SystemSlices.EnableAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("启用协同平台");
        systems.MapPost("/{id:long}/disable", SystemSlices.DisableAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("停用协同平台，令牌立即失效");
        systems.MapPost("/{id:long}/code", SystemSlices.RenewCodeAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("重置识别码");
        systems.MapPut("/{id:long}/notification", NotificationSlices.SetAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<NotificationRequest>(Json)
            .WithSummary("结果通知地址：异步请求处理结束后推送，返回一次签名密钥；地址为空则关闭");

        var users = routes.MapGroup("/api/partner/users").WithTags("协同平台");
        users.MapGet("", PartnerUserSlices.ListAsync).ForPermission(PartnerPermissions.Systems).WithSummary("协同平台用户：page, size, systemId, keyword, isActive");
        users.MapGet("/choices", PartnerUserSlices.ChoicesAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("可选的协同平台、用户、角色、组织");
        users.MapPost("", PartnerUserSlices.CreateAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<PartnerUserRequest>(Json).WithSummary("新增协同平台用户");
        users.MapPut("/{id:long}", PartnerUserSlices.UpdateAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<PartnerUserRequest>(Json).WithSummary("编辑协同平台用户");
        users.MapPost("/{id:long}/enable", PartnerUserSlices.EnableAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("启用协同平台用户");
        users.MapPost("/{id:long}/disable", PartnerUserSlices.DisableAsync).ForPermission(PartnerPermissions.SystemEdit).WithSummary("停用协同平台用户");

        MapMaster(routes.MapGroup("/api/partner").WithTags("协同基础数据"));
        MapTradeMaster(routes.MapGroup("/api/partner").WithTags("协同基础数据"));
        MapRequests(routes.MapGroup("/api/partner").WithTags("API请求"));
        routes.MapPost("/api/platform/partner-api/rotate-key", ReceiptSlices.RotateKeyAsync).ForOperator().WithTags("平台").WithSummary("更换令牌签名密钥，上一个密钥继续有效");
    }

    private static void MapMaster(RouteGroupBuilder master)
    {
        master.MapGet("/organisations", MasterSlices.OrganisationsAsync).ForPermission(PartnerPermissions.Master, PartnerPermissions.Systems).WithSummary("组织：page, size, keyword");
        master.MapPost("/organisations", (Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveOrganisationAsync(null, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<OrganisationRequest>(Json).WithSummary("新增组织");
        master.MapPut("/organisations/{id:long}", (long id, Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveOrganisationAsync(id, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<OrganisationRequest>(Json).WithSummary("编辑组织");
        master.MapGet("/warehouses", WarehouseSlices.ListAsync).ForPermission(PartnerPermissions.Master).WithSummary("仓库属性：page, size, keyword");
        master.MapPost("/warehouses", (Fields fields, HubDbContext db, DictEntries dicts, CancellationToken ct) => WarehouseSlices.SaveAsync(null, fields, db, dicts, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<WarehouseRequest>(Json).WithSummary("开放仓库：字典中没有的编码会加入字典");
        master.MapPut("/warehouses/{id:long}", (long id, Fields fields, HubDbContext db, DictEntries dicts, CancellationToken ct) => WarehouseSlices.SaveAsync(id, fields, db, dicts, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<WarehouseRequest>(Json).WithSummary("编辑仓库属性");
        master.MapGet("/bins", MasterSlices.BinsAsync).ForPermission(PartnerPermissions.Master).WithSummary("库位：page, size, warehouseId, keyword");
        master.MapPost("/bins", (Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveBinAsync(null, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<BinRequest>(Json).WithSummary("新增库位");
        master.MapPut("/bins/{id:long}", (long id, Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveBinAsync(id, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<BinRequest>(Json).WithSummary("编辑库位");
        master.MapGet("/materials", MasterSlices.MaterialsAsync).ForPermission(PartnerPermissions.Master).WithSummary("物料：page, size, keyword");
        master.MapPost("/materials", (Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveMaterialAsync(null, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<MaterialRequest>(Json).WithSummary("新增物料");
        master.MapPut("/materials/{id:long}", (long id, Fields fields, HubDbContext db, CancellationToken ct) => MasterSlices.SaveMaterialAsync(id, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<MaterialRequest>(Json).WithSummary("编辑物料");
        master.MapGet("/periods", WarehouseSlices.PeriodsAsync).ForPermission(PartnerPermissions.Master).WithSummary("记账期间：page, size, isOpen；没有记录的月份为打开");
        master.MapPut("/periods", WarehouseSlices.SavePeriodAsync).ForPermission(PartnerPermissions.MasterEdit).Accepts<PeriodRequest>(Json).WithSummary("打开或关闭记账期间");
    }

    private static void MapTradeMaster(RouteGroupBuilder master)
    {
        master.MapGet("/entries", EntrySlices.ListAsync).ForPermission(PartnerPermissions.Master).WithSummary("税率、币种、价格表等：page, size, kind, keyword");
        master.MapPost("/entries", (Fields fields, HubDbContext db, CancellationToken ct) => EntrySlices.SaveAsync(null, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<EntryRequest>(Json).WithSummary("新增税率、币种、价格表等");
        master.MapPut("/entries/{id:long}", (long id, Fields fields, HubDbContext db, CancellationToken ct) => EntrySlices.SaveAsync(id, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<EntryRequest>(Json).WithSummary("编辑税率、币种、价格表等");
        master.MapGet("/prices", EntrySlices.PricesAsync).ForPermission(PartnerPermissions.Master).WithSummary("价格：page, size, priceListId, keyword");
        master.MapPut("/prices", EntrySlices.SavePriceAsync).ForPermission(PartnerPermissions.MasterEdit).Accepts<PriceRequest>(Json).WithSummary("设置产品在价格表中的单价");
        master.MapGet("/business-partners", BusinessPartnerSlices.ListAsync).ForPermission(PartnerPermissions.Master).WithSummary("业务伙伴属性：page, size, keyword");
        master.MapPost("/business-partners", (Fields fields, HubDbContext db, TradingParties trading, CancellationToken ct) => BusinessPartnerSlices.SaveAsync(null, fields, db, trading, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<BusinessPartnerRequest>(Json).WithSummary("新增业务伙伴：客户、加工厂的属性，或其他伙伴");
        master.MapPut("/business-partners/{id:long}", (long id, Fields fields, HubDbContext db, TradingParties trading, CancellationToken ct) => BusinessPartnerSlices.SaveAsync(id, fields, db, trading, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<BusinessPartnerRequest>(Json).WithSummary("编辑业务伙伴");
        master.MapGet("/locations", BusinessPartnerSlices.LocationsAsync).ForPermission(PartnerPermissions.Master).WithSummary("业务伙伴地址：page, size, partnerId, keyword");
        master.MapPost("/locations", (Fields fields, HubDbContext db, CancellationToken ct) => BusinessPartnerSlices.SaveLocationAsync(null, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<LocationRequest>(Json).WithSummary("新增业务伙伴地址");
        master.MapPut("/locations/{id:long}", (long id, Fields fields, HubDbContext db, CancellationToken ct) => BusinessPartnerSlices.SaveLocationAsync(id, fields, db, ct))
            .ForPermission(PartnerPermissions.MasterEdit).Accepts<LocationRequest>(Json).WithSummary("编辑业务伙伴地址");
    }

    private static void MapActions(RouteGroupBuilder requests)
    {
        void Map(DocumentAction action, string summary) => requests.MapPost(
            $"/documents/{{id:long}}/{DocumentActionSlices.Words[action]}",
            (long id, Fields fields, HttpContext context, DocumentDesk desk, References references, StockBook stock, Audit audit, HubDbContext db, CancellationToken ct) =>
                DocumentActionSlices.ActAsync(id, action, fields, context, desk, references, stock, audit, db, ct))
            .ForPermission(DocumentActionSlices.RightFor(action)).Accepts<DocumentActionRequest>(Json).WithSummary(summary);
        Map(DocumentAction.Complete, "完成单据：需要审批的转为待批，需要物流回执的转为开放");
        Map(DocumentAction.Approve, "批准单据：不需要物流回执的随即完成");
        Map(DocumentAction.Reject, "拒绝单据");
        Map(DocumentAction.Receive, "登记物流回执并完成单据");
        Map(DocumentAction.Void, "作废单据");
        Map(DocumentAction.Close, "关闭单据");
        Map(DocumentAction.Reverse, "冲销单据，退回库存");
        requests.MapGet("/approvals", DocumentActionSlices.ApprovalsAsync).ForPermission(PartnerPermissions.Requests).WithSummary("需要审批的单据类型");
        requests.MapPut("/approvals", DocumentActionSlices.SetApprovalsAsync).ForPermission(PartnerPermissions.SystemEdit).Accepts<ApprovalsRequest>(Json).WithSummary("设置需要审批的单据类型");
    }

    private static void MapRequests(RouteGroupBuilder requests)
    {
        requests.MapGet("/requests", RequestSlices.ListAsync).ForPermission(PartnerPermissions.Requests)
            .WithSummary("API请求：page, size, state, resultCode, functionCode, requestId, systemId, from, to, attention");
        requests.MapGet("/requests/attention", RequestSlices.AttentionAsync).ForPermission(PartnerPermissions.Requests).WithSummary("单据-待确认API：数量");
        requests.MapGet("/requests/{id:long}", ReadRequest.HandleAsync).ForPermission(PartnerPermissions.Requests).WithSummary("API请求详情");
        requests.MapPost("/requests/{id:long}/state", RequestSlices.MoveAsync).ForPermission(PartnerPermissions.RequestEdit)
            .Accepts<RequestStateRequest>(Json).WithSummary("修改请求状态：未处理、已处理、处理异常");
        requests.MapPost("/requests/{id:long}/process", RequestSlices.ProcessAsync).ForPermission(PartnerPermissions.RequestEdit).WithSummary("立即处理");
        requests.MapPost("/notifications/{id:long}/resend", NotificationSlices.ResendAsync).ForPermission(PartnerPermissions.RequestEdit).WithSummary("重新推送结果通知");
        requests.MapGet("/exports", ExportSlices.ListAsync).ForPermission(PartnerPermissions.Requests)
            .WithSummary("导出履历：page, size, functionCode, systemId, requestId, from, to, withRows");
        requests.MapGet("/exports/{id:long}", ExportSlices.ReadAsync).ForPermission(PartnerPermissions.Requests).WithSummary("导出履历明细：交付的单据及其现状");
        requests.MapPost("/exports/{id:long}/pending", HandOutAgain.HandleAsync).ForPermission(PartnerPermissions.RequestEdit)
            .WithSummary("重新交付：这次查询领取后仍在处理中的单据退回待处理");
        requests.MapGet("/runs/jobs", RunSlices.JobsAsync).ForPermission(PartnerPermissions.Requests).WithSummary("计划任务：间隔、上次和下次运行、等待处理的请求数");
        requests.MapPost("/runs", RunSlices.RunAsync).ForPermission(PartnerPermissions.RequestEdit).WithSummary("立即运行：处理等待的请求，一次最多约十秒");
        requests.MapGet("/runs", RequestSlices.RunsAsync).ForPermission(PartnerPermissions.Requests).WithSummary("计划任务日志");
        requests.MapGet("/documents", DocumentSlices.ListAsync).ForPermission(PartnerPermissions.Requests)
            .WithSummary("协同单据：page, size, kind, documentNo, callerDocNo, status, from, to, requestId");
        requests.MapGet("/documents/{id:long}", DocumentSlices.ReadAsync).ForPermission(PartnerPermissions.Requests).WithSummary("协同单据详情：表头、行、来源请求、库存变动");
        MapActions(requests);
        requests.MapPost("/counts", CountSlices.CreateAsync).ForPermission(PartnerPermissions.RequestEdit).Accepts<CountRequest>(Json).WithSummary("发起盘点：生成盘点单，由协同平台上传盘点结果");
        requests.MapGet("/receipts", ReceiptSlices.ListAsync).ForPermission(PartnerPermissions.Requests).WithSummary("发货单物流回执：page, size, outstockNo, status, from, to");
        requests.MapPost("/receipts/{id:long}/pending", ReceiptSlices.PendingAsync).ForPermission(PartnerPermissions.RequestEdit).WithSummary("退回待处理");
        requests.MapGet("/transfers", TransferSlices.ListAsync).ForPermission(PartnerPermissions.Requests)
            .WithSummary("等待物流回执的移库单：page, size, documentNo, outStatus, inStatus, from, to");
        requests.MapPost("/transfers/{id:long}/pending", TransferSlices.PendingAsync).ForPermission(PartnerPermissions.RequestEdit)
            .Accepts<TransferPendingRequest>(Json).WithSummary("移出或移入的物流回执退回待处理");
    }
}
