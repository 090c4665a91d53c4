using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Tenancy;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>The factory's own business: styles, factories, production orders (production-domain).</summary>
internal sealed partial class ProductionModule : IModule
{
    private const string Orders = "/api/production/orders";
    private const string Styles = "/api/production/styles";
    private const string Factories = "/api/system/factories";
    private const string Tasks = "/api/production/cutting/tasks";
    private const string Bundles = "/api/production/cutting/bundles";
    private const string Scans = "/api/production/scans";
    private const string Inspections = "/api/warehousing/inspections";
    private const string Skus = "/api/warehousing/skus";
    private const string Goods = "/api/warehousing/goods";
    private const string Movements = "/api/warehousing/movements";
    private const string Outstocks = "/api/warehousing/outstocks";
    private const string Statements = "/api/finance/reconciliations";
    private const string Settlements = "/api/finance/settlements";
    private const string FactorySettlementList = "/api/finance/factory-settlements";

    public string Name => "Production";

    public IEnumerable<Permission> Permissions => ProductionPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RecentFigures>();
        services.AddScoped<PlaceOrder>();
        services.AddScoped<CompleteOrder>();
        services.AddScoped<CancelOrder>();
        services.AddScoped<ScrapOrder>();
        services.AddScoped<BeginProduction>();
        services.AddSingleton<OrderReads>();
        services.AddScoped(p => new OrderQueries(p.GetRequiredService<OrderReads>(), p.GetRequiredService<TenantScope>(), p.GetRequiredService<Func<HubDbContext>>()));
        services.AddScoped<StockLedger>();
        services.AddScoped<GoodsCatalogue>();
        services.AddScoped<GoodsMovements>();
        services.AddScoped<TradingParties>();
        services.AddScoped<ShipmentDocuments>();
        services.AddScoped<OrderStatements>();
        services.AddScoped<BookOutstock>();
        services.AddScoped<ReverseOutstock>();
        services.AddScoped<UpdateShipping>();
        services.AddScoped<ShipmentQueries>();
        services.AddScoped<ApproveReconciliation>();
        services.AddScoped<ChangeReconciliation>();
        services.AddScoped<ConfirmPayment>();
        services.AddScoped<StatementQueries>();
        services.AddScoped<OrderTrace>();
        services.AddScoped<PushAudience>();
        services.AddScoped<KeptLinks>();
        services.AddClockJob<StockCheckJob>(StockCheckJob.Name, TimeSpan.FromDays(1));
        services.AddClockJob<OverdueNoticeJob>(OverdueNoticeJob.Name, TimeSpan.FromHours(1));
        services.AddScoped<RegisterStyles>();
        services.AddScoped<RegisterFactories>();
        services.AddScoped<IFactoryDirectory, FactoryNames>();
        AddCuttingAndQuality(services);
        AddImports(services);
        AddSearch(services);
        services.AddSingleton(new Console.UserSettingName(Console.ColumnChoice.SettingOf(OrdersPage.ColumnsName)));
        services.AddSingleton(new Console.UserSettingName(Console.ColumnChoice.SettingOf(StylesPage.ColumnsName)));
        services.AddDemoStep<DemoProduction>();
        services.AddDemoStep<DemoSeason>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        MapOrders(routes);
        MapStyles(routes);
        MapFactories(routes);
        MapStock(routes);
        MapOutstocks(routes);
        MapReconciliations(routes);
        MapCutting(routes);
        MapScans(routes);
        MapInspections(routes);
        MapStyleParts(routes);
        MapCustomers(routes);
        MapSheets(routes);
        MapFloorExports(routes);
        MapPrinting(routes);
        MapDashboard(routes);
    }

    private static void MapOrders(IEndpointRouteBuilder routes)
    {
        const string Tag = "生产订单";
        routes.MapGet(Orders, ListOrders.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("订单列表：page, size, status（含 overdue）, orderNo, externalOrderNo, styleNo, keyword, factoryId, source, sourceAppId, merchandiser, createdFrom, createdTo, sort, orderNos（逗号分隔，最多 100 个）")
            .WithTags(Tag);
        routes.MapGet(Orders + "/summary", OrderSummary.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("订单统计：筛选条件与列表相同").WithTags(Tag);
        routes.MapGet(Orders + "/sources", ReadSources.HandleAsync).ForPermission(ProductionPermissions.Orders).WithSummary("下单的应用，供来源筛选").WithTags(Tag);
        routes.MapGet(Orders + "/{orderNo}", ReadOrder.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("订单详情：明细、工序、操作记录").WithTags(Tag);
        routes.MapPost(Orders, PlaceConsoleOrder.HandleAsync).ForPermission(ProductionPermissions.OrderCreate)
            .Accepts<PlaceConsoleOrderRequest>("application/json").WithSummary("新增订单").WithTags(Tag);
        routes.MapPut(Orders + "/{orderNo}", EditOrder.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<EditOrderRequest>("application/json").WithSummary("编辑订单").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/lines", AllocateLines.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<AllocateLinesRequest>("application/json").WithSummary("拆分颜色尺码：合计必须等于订单数量").WithTags(Tag);
        routes.MapPost(Orders + "/complete", CompleteOrders.HandleAsync).ForPermission(ProductionPermissions.OrderComplete)
            .Accepts<CompleteOrdersRequest>("application/json").WithSummary("批量关单：逐个处理，每个订单一条结果").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/complete", EndOrder.CompleteAsync).ForPermission(ProductionPermissions.OrderComplete)
            .Accepts<EndOrderRequest>("application/json").WithSummary("关单；force 为强制关单，需要管理员和原因").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/cancel", EndOrder.CancelAsync).ForPermission(ProductionPermissions.OrderCancel)
            .Accepts<EndOrderRequest>("application/json").WithSummary("取消订单，需要原因").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/transfer", TransferOrder.HandleAsync).ForPermission(ProductionPermissions.OrderTransfer)
            .Accepts<TransferOrderRequest>("application/json").WithSummary("转厂，需要原因").WithTags(Tag);
        routes.MapGet(Orders + "/{orderNo}/processes", ReadProcesses.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("工序详情：各环节和工序的数量、时间、操作人").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/processes/sync", SyncProcesses.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<SyncProcessesRequest>("application/json").WithSummary("从模板同步：工序和单价取自款式，仅待生产时").WithTags(Tag);
        routes.MapGet(Orders + "/{orderNo}/attachments", ReadOrderFiles.HandleAsync)
            .ForPermission(ProductionPermissions.Orders, ProductionPermissions.Cutting, ProductionPermissions.Warehousing, ProductionPermissions.FinishedGoods)
            .WithSummary("款式附件，链接十分钟有效").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/scrap", EndOrder.ScrapAsync).ForPermission(ProductionPermissions.OrderScrap)
            .Accepts<EndOrderRequest>("application/json").WithSummary("报废订单，需要原因").WithTags(Tag);
    }

    private static void MapStyles(IEndpointRouteBuilder routes)
    {
        const string Tag = "款式";
        routes.MapGet(Styles, ListStyles.HandleAsync).ForPermission(ProductionPermissions.Styles)
            .WithSummary("款式列表：page, size, styleNo, category, customer, status, progressNode, createdFrom, createdTo, keyword, sort").WithTags(Tag);
        routes.MapGet(Styles + "/summary", StyleSummary.HandleAsync).ForPermission(ProductionPermissions.Styles)
            .WithSummary("开发费统计：range（day, week, month），其余筛选条件与列表相同").WithTags(Tag);
        routes.MapGet(Styles + "/{id:long}", ListStyles.ReadAsync).ForPermission(ProductionPermissions.Styles).WithSummary("款式详情").WithTags(Tag);
        routes.MapPost(Styles, SaveStyle.CreateAsync).ForPermission(ProductionPermissions.StyleCreate)
            .Accepts<StyleRequest>("application/json").WithSummary("新建款式").WithTags(Tag);
        routes.MapPut(Styles + "/{id:long}", SaveStyle.UpdateAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleRequest>("application/json").WithSummary("编辑款式").WithTags(Tag);
        routes.MapPost(Styles + "/{id:long}/enable", SaveStyle.EnableAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("启用款式").WithTags(Tag);
        routes.MapPost(Styles + "/{id:long}/disable", SaveStyle.DisableAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("停用款式").WithTags(Tag);
    }

    private static void MapFactories(IEndpointRouteBuilder routes)
    {
        const string Tag = "供应商";
        // Whoever places orders chooses a factory.
        routes.MapGet(Factories, ListFactories.HandleAsync).ForPermission(ProductionPermissions.Factories, ProductionPermissions.Orders)
            .WithSummary("加工厂列表：page, size, keyword, factoryName, factoryType, supplierType, status").WithTags(Tag);
        routes.MapGet(Factories + "/{id:long}", ListFactories.ReadAsync).ForPermission(ProductionPermissions.Factories).WithSummary("加工厂详情").WithTags(Tag);
        routes.MapPost(Factories, SaveFactory.CreateAsync).ForPermission(ProductionPermissions.FactoryCreate)
            .Accepts<FactoryRequest>("application/json").WithSummary("新建加工厂").WithTags(Tag);
        routes.MapPut(Factories + "/{id:long}", SaveFactory.UpdateAsync).ForPermission(ProductionPermissions.FactoryEdit)
            .Accepts<FactoryRequest>("application/json").WithSummary("编辑加工厂").WithTags(Tag);
        routes.MapPost(Factories + "/{id:long}/activate", SaveFactory.ActivateAsync).ForPermission(ProductionPermissions.FactoryEdit).WithSummary("启用加工厂").WithTags(Tag);
        routes.MapPost(Factories + "/{id:long}/deactivate", SaveFactory.DeactivateAsync).ForPermission(ProductionPermissions.FactoryEdit).WithSummary("停用加工厂").WithTags(Tag);
        MapFactoryParts(routes, Factories + "/{id:long}");
    }

    private static void MapStock(IEndpointRouteBuilder routes)
    {
        const string Tag = "成品库存";
        routes.MapGet(Skus, ListSkus.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("库存列表：page, size, skuCode, styleNo, color, garmentSize, stock（available, defect, locked）, keyword").WithTags(Tag);
        routes.MapGet(Skus + "/summary", StockSummary.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods).WithSummary("库存统计：筛选条件与列表相同").WithTags(Tag);
        routes.MapGet(Goods, ListGoods.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("按订单和款式的库存：page, size, orderNo, styleNo, stock（available, defect）, warehouse, keyword, from, to（入库时间）").WithTags(Tag);
        routes.MapGet(Goods + "/summary", ListGoods.SummaryAsync).ForPermission(ProductionPermissions.FinishedGoods).WithSummary("库存统计：筛选条件与按订单的列表相同").WithTags(Tag);
        routes.MapGet(Movements, ListSkus.MovementsAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("库存变动：page, size, skuId, skuCode, refNo, type, from, to").WithTags(Tag);
        routes.MapPost(Skus + "/adjust", AdjustStock.HandleAsync).ForPermission(ProductionPermissions.StockAdjust)
            .Accepts<AdjustStockRequest>("application/json").WithSummary("库存调整，需要原因").WithTags(Tag);
        routes.MapPut(Skus + "/{id:long}/prices", AdjustStock.PriceAsync).ForPermission(ProductionPermissions.StockAdjust)
            .Accepts<PriceSkuRequest>("application/json").WithSummary("修改成本价、销售价").WithTags(Tag);
    }

    private static void MapOutstocks(IEndpointRouteBuilder routes)
    {
        const string Tag = "成品出库";
        routes.MapGet(Outstocks, ListOutstocks.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("出库记录：page, size, outstockNo, orderNo, styleNo, trackingNo, outstockType, warehouse, shippingFilled, receiveStatus, reversed, keyword, from, to").WithTags(Tag);
        routes.MapGet(Outstocks + "/{outstockNo}", ListOutstocks.ReadAsync).ForPermission(ProductionPermissions.FinishedGoods).WithSummary("出库单详情").WithTags(Tag);
        routes.MapPost(Outstocks, CreateOutstock.HandleAsync).ForPermission(ProductionPermissions.OutstockCreate)
            .Accepts<CreateOutstockRequest>("application/json").WithSummary("出库：销售、调拨、报废；全部成功或全部不出库").WithTags(Tag);
        routes.MapPut(Outstocks + "/{outstockNo}/shipping", EditShipping.HandleAsync).ForPermission(ProductionPermissions.OutstockEdit)
            .Accepts<EditShippingRequest>("application/json").WithSummary("填写物流").WithTags(Tag);
        routes.MapPost(Outstocks + "/{outstockNo}/receive", EditShipping.ReceiveAsync).ForPermission(ProductionPermissions.OutstockEdit)
            .Accepts<ReceiveRequest>("application/json").WithSummary("签收").WithTags(Tag);
        routes.MapPost(Outstocks + "/{outstockNo}/reverse", EditShipping.ReverseAsync).ForPermission(ProductionPermissions.OutstockReverse)
            .Accepts<ReverseRequest>("application/json").WithSummary("冲销，需要原因").WithTags(Tag);
    }

    private static void MapReconciliations(IEndpointRouteBuilder routes)
    {
        const string Tag = "对账单";
        routes.MapGet(Statements, ListReconciliations.HandleAsync).ForPermission(ProductionPermissions.Finance)
            .WithSummary("对账单列表与合计：page, size, status, reconciliationNo, orderNo, styleNo, customerId, customerName, keyword, from, to").WithTags(Tag);
        routes.MapGet(Statements + "/{reconciliationNo}", ListReconciliations.ReadAsync).ForPermission(ProductionPermissions.Finance).WithSummary("对账单详情：扣款、出库、操作记录").WithTags(Tag);
        routes.MapPut(Statements + "/{reconciliationNo}", EditReconciliation.HandleAsync).ForPermission(ProductionPermissions.ReconciliationEdit)
            .Accepts<EditReconciliationRequest>("application/json").WithSummary("扣款明细、单价、备注；只在待对账时").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/verify", StepReconciliation.VerifyAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<StepRequest>("application/json").WithSummary("核实").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/approve", StepReconciliation.ApproveAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<StepRequest>("application/json").WithSummary("审批；总金额为 0 时需要 confirm").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/pay", StepReconciliation.PayAsync).ForPermission(ProductionPermissions.ReconciliationPay)
            .Accepts<PayRequest>("application/json").WithSummary("确认付款").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/reject", StepReconciliation.RejectAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<StepRequest>("application/json").WithSummary("驳回，需要原因").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/resubmit", StepReconciliation.ResubmitAsync).ForPermission(ProductionPermissions.ReconciliationEdit)
            .Accepts<StepRequest>("application/json").WithSummary("重新提交").WithTags(Tag);
        routes.MapPost(Statements + "/{reconciliationNo}/return", StepReconciliation.ReturnAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<StepRequest>("application/json").WithSummary("退回上一状态，需要原因；客户系统确认的付款只有管理员可以退回").WithTags(Tag);
        routes.MapGet(Settlements, ReadSettlements.OrdersAsync).ForPermission(ProductionPermissions.Finance)
            .WithSummary("订单汇总：筛选条件与订单列表相同").WithTags(Tag);
        routes.MapGet(Settlements + "/{orderNo}/log", ReadSettlements.LogAsync).ForPermission(ProductionPermissions.Finance)
            .WithSummary("订单与对账单的操作记录").WithTags(Tag);
        routes.MapPut(Settlements + "/{orderNo}/remark", NoteSettlement.HandleAsync).ForPermission(ProductionPermissions.ReconciliationEdit)
            .Accepts<NoteSettlementRequest>("application/json").WithSummary("订单汇总的备注：最多 500 字，记在最新的对账单上").WithTags(Tag);
        routes.MapGet("/api/finance/dashboard", FinanceDashboard.HandleAsync).ForPermission(ProductionPermissions.Finance)
            .WithSummary("财务数据看板：range=day|week|month|year, factoryId；本期、上期、趋势、工厂").WithTags(Tag);
        routes.MapGet(FactorySettlementList, FactorySettlements.HandleAsync).ForPermission(ProductionPermissions.Finance)
            .WithSummary("工厂订单汇总：筛选条件与订单列表相同").WithTags(Tag);
        routes.MapPost(Statements + "/verify", BatchApprove.VerifyAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<BatchRequest>("application/json").WithSummary("批量核实，每张一行结果").WithTags(Tag);
        routes.MapPost(Statements + "/approve", BatchApprove.ApproveAsync).ForPermission(ProductionPermissions.ReconciliationApprove)
            .Accepts<BatchRequest>("application/json").WithSummary("批量审批，每张一行结果").WithTags(Tag);
    }

    private static void AddCuttingAndQuality(IServiceCollection services)
    {
        services.AddScoped<OrderProgress>();
        services.AddScoped<BundleLabels>();
        services.AddScoped<CutOrder>();
        services.AddScoped<RecordScan>();
        services.AddScoped<InspectionWork>();
        services.AddScoped(provider => new SubmitInspection(provider.GetRequiredService<HubDbContext>(), provider.GetRequiredService<InspectionWork>()));
        services.AddScoped<WarehouseWork>();
        services.AddScoped<ReversalWork>();
        services.AddScoped<QualityQueries>();
        services.AddClockJob<RewrapLabelKeysJob>(RewrapLabelKeysJob.Name, TimeSpan.FromHours(1));
    }

    private static void MapCutting(IEndpointRouteBuilder routes)
    {
        const string Tag = "裁剪";
        routes.MapPut(Orders + "/{orderNo}/material", ReceiveMaterial.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<ReceiveMaterialRequest>("application/json").WithSummary("登记到料率，或人工确认采购").WithTags(Tag);
        routes.MapGet(Tasks, ListCutting.TasksAsync).ForPermission(ProductionPermissions.Cutting)
            .WithSummary("裁剪任务：page, size, status, factoryType（INTERNAL/EXTERNAL）, orderNo, styleNo, receiverName, keyword, createdFrom, createdTo, sort").WithTags(Tag);
        routes.MapPost(Tasks, NewTask.HandleAsync).ForPermission(ProductionPermissions.CuttingCreate)
            .Accepts<NewTaskRequest>("application/json").WithSummary("新建裁剪任务：生成后台订单和它的任务；给出 orderNo 时拆分该订单的颜色尺码").WithTags(Tag);
        routes.MapGet("/api/production/cutting/summary", ListCutting.SummaryAsync).ForPermission(ProductionPermissions.Cutting).WithSummary("裁剪任务统计：筛选条件与列表相同，状态除外").WithTags(Tag);
        routes.MapGet(Tasks + "/{orderNo}", ListCutting.TaskAsync).ForPermission(ProductionPermissions.Cutting).WithSummary("裁剪任务详情：颜色尺码、可裁上限").WithTags(Tag);
        routes.MapGet(Tasks + "/{orderNo}/suggestion", ListCutting.SuggestAsync).ForPermission(ProductionPermissions.Cutting)
            .WithSummary("按扎自动生成行：piecesPerBundle，默认 20").WithTags(Tag);
        routes.MapPut(Tasks + "/{orderNo}", EditTask.HandleAsync).ForPermission(ProductionPermissions.CuttingEdit)
            .Accepts<EditTaskRequest>("application/json").WithSummary("编辑备注、预计出货").WithTags(Tag);
        routes.MapPost(Tasks + "/{orderNo}/receive", TakeTask.HandleAsync).ForPermission(ProductionPermissions.CuttingEdit).WithSummary("领取裁剪任务").WithTags(Tag);
        routes.MapPost(Tasks + "/{orderNo}/return", ReturnTask.HandleAsync).ForPermission(ProductionPermissions.CuttingEdit, ProductionPermissions.CuttingDelete)
            .Accepts<ReturnTaskRequest>("application/json").WithSummary("退回裁剪任务，需要原因；菲号被删除").WithTags(Tag);
        routes.MapPost(Tasks + "/{orderNo}/bundles", GenerateBundles.HandleAsync).ForPermission(ProductionPermissions.CuttingCreate)
            .Accepts<GenerateBundlesRequest>("application/json").WithSummary("生成菲号：每行一扎").WithTags(Tag);
        routes.MapGet(Bundles, ListCutting.BundlesAsync).ForPermission(ProductionPermissions.Cutting, ProductionPermissions.Warehousing)
            .WithSummary("菲号列表：page, size, orderNo, styleNo, color, garmentSize, bundleNo, status, stage（inspect/recheck/pack/warehouse）").WithTags(Tag);
        routes.MapGet(Bundles + "/by-code", ListCutting.BundleAsync)
            .ForPermission(ProductionPermissions.CuttingScan, ProductionPermissions.ProgressScan, ProductionPermissions.WarehousingCreate)
            .WithSummary("按二维码查菲号：qrCode").WithTags(Tag);
    }

    private static void MapScans(IEndpointRouteBuilder routes)
    {
        const string Tag = "扫菲";
        routes.MapPost(Scans, ScanProcess.HandleAsync).ForPermission(ProductionPermissions.ProgressScan)
            .Accepts<ScanProcessRequest>("application/json").WithSummary("工序扫菲；重复扫同一工序返回原记录（duplicated=true）").WithTags(Tag);
        routes.MapGet(Scans, ListScans.HandleAsync).ForPermission(ProductionPermissions.Orders, ProductionPermissions.ProgressScan)
            .WithSummary("扫菲记录：page, size, orderNo, bundleId, processName, operatorName, from, to").WithTags(Tag);
        routes.MapPost(Scans + "/{id:long}/undo", UndoScan.HandleAsync).ForPermission(ProductionPermissions.UndoScan)
            .Accepts<UndoScanRequest>("application/json").WithSummary("撤销扫菲，需要原因").WithTags(Tag);
    }

    private static void MapInspections(IEndpointRouteBuilder routes)
    {
        const string Tag = "质检入库";
        routes.MapPost(Inspections, PostInspection.HandleAsync).ForPermission(ProductionPermissions.WarehousingCreate)
            .Accepts<PostInspectionRequest>("application/json").WithSummary("提交质检：一扎或多扎；recheck 为返修复检；给出 warehouse 则质检即入库").WithTags(Tag);
        routes.MapPost("/api/warehousing/images", InspectionImages.UploadAsync).ForPermission(ProductionPermissions.WarehousingCreate)
            .Accepts<Stream>("application/octet-stream").WithSummary("上传质检图片：请求体为图片，最大 5 MiB；质检时在 imageUrls 中填写返回的 image").WithTags(Tag);
        routes.MapGet(Inspections, ListInspections.HandleAsync).ForPermission(ProductionPermissions.Warehousing)
            .WithSummary("质检入库记录：page, size, orderNo, warehousingNo, styleNo, result, inspector, warehouse, status（waiting 待入库/warehoused/unqualified/reversed/reversal）, source, keyword, from, to")
            .WithTags(Tag);
        routes.MapPost(Inspections + "/warehouse", AssignWarehouse.HandleAsync).ForPermission(ProductionPermissions.WarehousingEdit)
            .Accepts<AssignWarehouseRequest>("application/json").WithSummary("入库：多条一次提交，全部成功或全部不变").WithTags(Tag);
        routes.MapPost(Inspections + "/{id:long}/reverse", ReverseInspection.HandleAsync).ForPermission(ProductionPermissions.WarehousingRollback)
            .Accepts<ReverseInspectionRequest>("application/json").WithSummary("冲销，需要原因").WithTags(Tag);
        routes.MapPost("/api/warehousing/repairs/start", Repairs.StartAsync).ForPermission(ProductionPermissions.WarehousingEdit)
            .Accepts<RepairRequest>("application/json").WithSummary("开始返修").WithTags(Tag);
        routes.MapPost("/api/warehousing/repairs/declare", Repairs.DeclareAsync).ForPermission(ProductionPermissions.WarehousingEdit)
            .Accepts<RepairRequest>("application/json").WithSummary("返修完成申报，之后以 recheck 复检").WithTags(Tag);
        routes.MapGet("/api/warehousing/board", ListInspections.BoardAsync).ForPermission(ProductionPermissions.Warehousing).WithSummary("待质检、待包装、待入库、已完成").WithTags(Tag);
    }
}
