using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>A bundle by id or label, or without bundles an inspection. Left out, the quantity is all that waits for repair.</summary>
internal sealed record RepairRequest(long? BundleId, string? QrCode, long? InspectionId, int? Quantity);

/// <summary>The repair pool after the command; the status is the bundle's.</summary>
internal sealed record RepairAnswer(long? BundleId, long? InspectionId, BundleStatus? Status, int RepairQuantity, int RepairedWaitingQuantity);

/// <summary>返修, production-domain 5 and 6: the pieces of a repair pool are repaired, then declared, then inspected again.</summary>
internal static class Repairs
{
    /// <summary>POST /api/warehousing/repairs/start: 次品待返修 becomes 返修中.</summary>
    public static Task<Answer<RepairAnswer>> StartAsync(Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        RunAsync(fields, context, db, actor, clock, "START_REPAIR", static (bundle, _, _) => bundle?.StartRepair(), ct);

    /// <summary>POST /api/warehousing/repairs/declare (返修完成申报): so many may be inspected again.</summary>
    public static Task<Answer<RepairAnswer>> DeclareAsync(Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        RunAsync(fields, context, db, actor, clock, "DECLARE_REPAIRED", Declare, ct);

    private static void Declare(CuttingBundle? bundle, Warehousing? record, int pieces)
    {
        bundle?.DeclareRepaired(pieces);
        if (record is not null)
        {
            record.Pool = record.Pool.Declare(pieces);
        }
    }

    private static async Task<Answer<RepairAnswer>> RunAsync(
        Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, string action, Action<CuttingBundle?, Warehousing?, int> run, CancellationToken ct)
    {
        var request = new RepairRequest(
            fields.Integer("bundleId", min: 1), fields.Text("qrCode", 200), fields.Integer("inspectionId", min: 1), (int?)fields.Integer("quantity", 1, 1_000_000));
        if ((fields.Gives("bundleId") || fields.Gives("qrCode")) == fields.Gives("inspectionId"))
        {
            fields.Fail("bundleId", "bundleId（或 qrCode）和 inspectionId 必填其一");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var reach = OrderReach.Of(context.User());
        return await db.CommitAsync<RepairAnswer>(async () =>
        {
            var found = await FindAsync(db, request, reach, ct);
            if (found.IsRefused(out var missing))
            {
                return missing;
            }
            var (order, bundle, record) = found.Value;
            var waiting = (bundle?.Pool ?? record!.Pool).Waiting;
            if (Refused(order, bundle, waiting, request.Quantity) is { } refusal)
            {
                return refusal;
            }
            var pieces = request.Quantity ?? waiting;
            run(bundle, record, pieces);
            db.Note(order, action, actor, clock.UtcNow(), $"{(bundle is null ? record!.WarehousingNo : $"{bundle.BundleNo} 号菲")}：{pieces} 件");
            var pool = bundle?.Pool ?? record!.Pool;
            return new RepairAnswer(bundle?.Id, record?.Id, bundle?.Status, pool.Waiting, pool.Declared);
        }, ct);
    }

    private static async Task<Result<(ProductionOrder Order, CuttingBundle? Bundle, Warehousing? Record)>> FindAsync(
        HubDbContext db, RepairRequest request, OrderReach reach, CancellationToken ct)
    {
        if (request.InspectionId is not { } id)
        {
            var locked = await BundleFinder.LockAsync(db, request.BundleId, request.QrCode, reach, ct);
            return locked.IsRefused(out var refusal) ? refusal : (locked.Value.Order, locked.Value.Bundle, null);
        }
        // Only the first inspection of loose pieces has a pool.
        var orderId = await db.Set<Warehousing>().Where(w => w.Id == id && w.BundleId == null && w.RecheckOfId == null && w.ReversalOfId == null)
            .Select(w => (long?)w.OrderId).FirstOrDefaultAsync(ct);
        return orderId is null || (await db.LockAsync(orderId.Value, reach, ct)) is not { Refusal: null } found
            ? QualityErrors.RecordNotFound
            : (found.Value, null, await db.Set<Warehousing>().FirstAsync(w => w.Id == id, ct));
    }

    private static Refusal? Refused(ProductionOrder order, CuttingBundle? bundle, int waiting, int? quantity) =>
        order.RefusesAs("返修") is { } final ? final
        : waiting == 0 ? QualityErrors.NothingToRepair.With(bundle is null ? "该质检记录" : $"菲号 {bundle.BundleNo} ")
        : quantity > waiting ? Refusal.Invalid("quantity", $"最多 {waiting} 件（待返修）")
        : null;
}
