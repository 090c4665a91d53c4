using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record TransferPendingRequest(string Side);

public sealed record TransferRow(long Id, string DocumentNo, string? CallerDocNo, DateOnly Date, ReceiptStatus OutStatus, ReceiptStatus InStatus)
{
    public string? WarehouseName { get; init; }
    public string? WarehouseToName { get; init; }
    public DateTimeOffset CreateTime { get; init; }
}

/// <summary>Transfers that wait for a logistics partner or are with one: those that are open. Each has a receipt for its move-out and one for its move-in (scm-partner-api 11).</summary>
internal static class TransferSlices
{
    public const string Out = "移出";
    public const string In = "移入";

    public static async Task<Answer<PageOf<TransferRow>>> ListAsync(Fields fields, HttpContext context, References references, HubDbContext db, CancellationToken ct)
    {
        var (page, number, from, to) = (PageRequest.Read(fields), fields.Text("documentNo", 30), fields.Date("from"), fields.Date("to"));
        var (leaving, arriving) = (ReceiptSlices.StatusOf(fields, "outStatus"), ReceiptSlices.StatusOf(fields, "inStatus"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<PartnerDocument>().AsNoTracking().Where(d => d.Kind == "140" && d.Status == DocStatus.Open);
        rows = number is null ? rows : rows.Where(d => d.DocumentNo == number);
        rows = leaving is null ? rows : rows.Where(d => d.ReceiptStatus == leaving);
        rows = arriving is null ? rows : rows.Where(d => d.ReceiptStatusTo == arriving);
        rows = from is null ? rows : rows.Where(d => d.Date >= from);
        rows = to is null ? rows : rows.Where(d => d.Date <= to);
        var found = await rows.OrderByDescending(d => d.Date).ThenByDescending(d => d.Id).PageAsync(page, d => d, ct);
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id, w => w.Name);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<TransferRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(d => Of(d, time) with
        {
            WarehouseName = warehouses.GetValueOrDefault(d.WarehouseId ?? 0), WarehouseToName = warehouses.GetValueOrDefault(d.WarehouseToId ?? 0),
        })]);
    }

    /// <summary>One of the two receipts back to 待处理; the other one stays as it is.</summary>
    public static async Task<Answer<TransferRow>> PendingAsync(long id, Fields fields, HttpContext context, StockBook stock, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var side = fields.OneOf("side", required: true, Out, In);
        var result = await db.UnitAsync<Result<PartnerDocument>>(async () =>
        {
            await stock.HoldAsync(ct);
            if (await db.Set<PartnerDocument>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } transfer)
            {
                return PartnerApiErrors.DocumentNotFound;
            }
            if (fields.Rejected is { } rejected)
            {
                return rejected;
            }
            if (transfer.Kind != "140" || transfer.Status != DocStatus.Open)
            {
                return PartnerApiErrors.NoOpenTransfer;
            }
            var before = side == In ? transfer.ReceiptStatusTo : transfer.ReceiptStatus;
            if (!ReceiptSlices.CanWaitAgain(before))
            {
                return PartnerApiErrors.SideNotTaken.With(side, ReceiptSlices.NameOf(before));
            }
            (transfer.ReceiptStatus, transfer.ReceiptStatusTo) = side == In ? (transfer.ReceiptStatus, ReceiptStatus.Pending) : (ReceiptStatus.Pending, transfer.ReceiptStatusTo);
            audit.Record(new AuditEntry("PartnerApi", "TransferToPending", "PartnerDocument", id, transfer.DocumentNo)
            {
                Before = side + ReceiptSlices.NameOf(before), After = side + ReceiptSlices.NameOf(ReceiptStatus.Pending),
            });
            return transfer;
        }, ct);
        return result.IsRefused(out var refused) ? refused : Of(result.Value, TenantTime.For(context.User().TimeZone));
    }

    private static TransferRow Of(PartnerDocument d, TenantTime time) => new(d.Id, d.DocumentNo, d.CallerDocNo, d.Date, d.ReceiptStatus, d.ReceiptStatusTo) { CreateTime = time.Local(d.CreateTime) };
}
