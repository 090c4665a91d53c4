using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Imports;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Imports and exports of the lists.</summary>
internal sealed partial class ProductionModule
{
    private static void AddImports(IServiceCollection services)
    {
        services.AddScoped<RunImport>();
        services.AddScoped<OrderRecords>();
        AddKind<StyleImport>(services);
        AddKind<FactoryImport>(services);
        AddKind<OrderImport>(services);
        AddKind<MatrixImport>(services);
    }

    private static void MapSheets(IEndpointRouteBuilder routes)
    {
        routes.MapImport<StyleImport>(Styles, "import", ProductionPermissions.StyleImport, "款式");
        routes.MapImport<FactoryImport>(Factories, "import", ProductionPermissions.FactoryImport, "加工厂");
        routes.MapImport<OrderImport>(Orders, "import", ProductionPermissions.OrderImport, "订单（每行一个颜色尺码）");
        routes.MapImport<MatrixImport>(Orders, "import-matrix", ProductionPermissions.OrderImport, "颜色尺码表（每个工作表一个订单）");
        var imports = routes.MapGroup("/api/production/imports").WithTags("导入导出")
            .ForPermission(ProductionPermissions.StyleImport, ProductionPermissions.OrderImport, ProductionPermissions.FactoryImport);
        imports.MapGet("", ImportSlices.ListAsync).WithSummary("导入记录：page, size");
        imports.MapPost("/{id:long}/undo", ImportSlices.UndoAsync).WithSummary("撤销导入：没有被使用时全部撤销");

        routes.MapExport(Styles, "款式", [ProductionPermissions.Styles], SheetColumns.Styles, (fields, context, db) =>
            ListStyles.Matching(fields, Time(context), db).AsAsyncEnumerable().Select(s => StyleRow.Of(s, Time(context)))).WithTags("导入导出");
        routes.MapExport(Orders, "生产订单", [ProductionPermissions.Orders], SheetColumns.Orders, OrderRows).WithTags("导入导出");
        routes.MapExport(Factories, "加工厂", [ProductionPermissions.Factories], SheetColumns.Factories, (fields, context, db) =>
            ListFactories.Matching(fields, context.User(), db).AsAsyncEnumerable().Select(f => FactoryRow.Of(f, Time(context)))).WithTags("导入导出");
        routes.MapExport(Customers, "客户", [ProductionPermissions.Customers], SheetColumns.Customers, (fields, context, db) =>
            ListCustomers.Matching(fields, db).AsAsyncEnumerable().Select(c => CustomerRow.Of(c, Time(context)))).WithTags("导入导出");
    }

    private static void MapFloorExports(IEndpointRouteBuilder routes)
    {
        const string Tag = "导入导出";
        routes.MapExport(Tasks, "裁剪任务", [ProductionPermissions.Cutting], SheetColumns.Tasks, (fields, context, db) =>
            ListCutting.Matching(fields, context.User(), Time(context), db).AsAsyncEnumerable().Select(t => CuttingTaskRow.Of(t, t.Order, Time(context)))).WithTags(Tag);
        routes.MapExport(Bundles, "菲号", [ProductionPermissions.Cutting, ProductionPermissions.Warehousing], SheetColumns.Bundles, BundleRows).WithTags(Tag);
        routes.MapExport(Scans, "扫菲记录", [ProductionPermissions.Orders, ProductionPermissions.ProgressScan], SheetColumns.Scans, (fields, context, db) =>
            ListScans.Matching(fields, context.User(), Time(context), db).AsAsyncEnumerable().Select(s => ScanProcess.Row(s.Scan, s.OrderNo, Time(context)))).WithTags(Tag);
        routes.MapExport(Inspections, "质检入库", [ProductionPermissions.Warehousing], SheetColumns.Inspections, (fields, context, db) =>
            ListInspections.Matching(fields, context.User(), Time(context), db).AsAsyncEnumerable().Select(w => ListInspections.Row(w, Time(context)))).WithTags(Tag);
        routes.MapExport(Skus, "成品库存", [ProductionPermissions.FinishedGoods], SheetColumns.Skus, (fields, context, db) =>
            ListSkus.Matching(fields, db).AsAsyncEnumerable().Select(s => ListSkus.Of(s.Sku, s.StyleName, Time(context))), ListSkus.Refused).WithTags(Tag);
        routes.MapExport(Goods, "成品", [ProductionPermissions.FinishedGoods], SheetColumns.Goods, GoodsRows, ListSkus.Refused).WithTags(Tag);
        routes.MapExport(Movements, "库存变动", [ProductionPermissions.FinishedGoods], SheetColumns.Movements, (fields, context, db) =>
            ListSkus.MatchingMovements(fields, Time(context), db).AsAsyncEnumerable().Select(m => ListSkus.Of(m, Time(context))), ListSkus.Refused).WithTags(Tag);
        // A row for each SKU of a document: that is what people add up.
        routes.MapExport(Outstocks, "出库记录", [ProductionPermissions.FinishedGoods], SheetColumns.Outstocks, (fields, context, db) =>
            ListOutstocks.Matching(fields, context.User(), db).AsAsyncEnumerable().Select(o => OutstockRow.Of(o, context.User()))
                .SelectMany(o => o.Items.Select(item => new ShippedRow(o, item)))).WithTags(Tag);
        routes.MapExport(Statements, "对账单", [ProductionPermissions.Finance], SheetColumns.Statements, (fields, context, db) =>
            ListReconciliations.Matching(fields, context.User(), db).AsAsyncEnumerable().Select(r => ReconciliationRow.Of(r, context.User())), ListReconciliations.Refused).WithTags(Tag);
        routes.MapExport(Settlements, "订单汇总", [ProductionPermissions.Finance], SheetColumns.Settlements, ReadSettlements.Export, ListReconciliations.Refused).WithTags(Tag);
        routes.MapExport(FactorySettlementList, "工厂订单汇总", [ProductionPermissions.Finance], SheetColumns.FactorySettlements, FactorySettlements.Export, ListReconciliations.Refused).WithTags(Tag);
    }

    private static IAsyncEnumerable<OrderRow> OrderRows(Fields fields, HttpContext context, Platform.Persistence.HubDbContext db)
    {
        var (user, time) = (context.User(), Time(context));
        var today = time.Day(context.RequestServices.GetRequiredService<TimeProvider>().UtcNow());
        return ListOrders.Matching(fields, user, time, today, db).AsAsyncEnumerable().Select(o => OrderRow.Of(o, user, time, today));
    }

    private static IAsyncEnumerable<BundleAnswer> BundleRows(Fields fields, HttpContext context, Platform.Persistence.HubDbContext db)
    {
        // The filter is read now, so that what is wrong with it is known before anything is written.
        var filter = BundleFilter.Read(fields);
        return ReadAsync(context.RequestAborted);
        async IAsyncEnumerable<BundleAnswer> ReadAsync([EnumeratorCancellation] CancellationToken ct)
        {
            var settings = await context.RequestServices.GetRequiredService<TenantSettings>().ProductionAsync(db.FilterTenant, ct);
            var bundles = await filter.ApplyAsync(db, OrderReach.Of(context.User()), settings.RequiresScans, ct);
            await foreach (var bundle in bundles.AsAsyncEnumerable().WithCancellation(ct))
            {
                yield return bundle;
            }
        }
    }

    /// <summary>A row for each colour and size of an order; the orders are read in pages, and each page's goods with it.</summary>
    private static IAsyncEnumerable<StoredRow> GoodsRows(Fields fields, HttpContext context, Platform.Persistence.HubDbContext db)
    {
        // The filter is read now, so that what is wrong with it is known before anything is written.
        var orders = ListGoods.Matching(fields, context.User(), Time(context), db);
        return ReadAsync(context.RequestAborted);
        async IAsyncEnumerable<StoredRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
        {
            var links = context.RequestServices.GetRequiredService<FileLinks>();
            for (var (skip, more) = (0, true); more; skip += PageRequest.MaxSize)
            {
                var page = await orders.Skip(skip).Take(PageRequest.MaxSize).ToListAsync(ct);
                more = page.Count == PageRequest.MaxSize;
                foreach (var row in await ListGoods.RowsAsync(page, Time(context), db, links, ct))
                {
                    foreach (var size in row.Sizes)
                    {
                        yield return new StoredRow(row, size);
                    }
                }
            }
        }
    }

    private static TenantTime Time(HttpContext context) => TenantTime.For(context.User().TimeZone);

    private static void AddKind<TKind>(IServiceCollection services) where TKind : ImportKind
    {
        services.AddScoped<TKind>();
        services.AddScoped<ImportKind>(provider => provider.GetRequiredService<TKind>());
    }
}
