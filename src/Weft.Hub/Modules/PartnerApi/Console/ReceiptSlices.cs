using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record ReceiptRow(long Id, string OutstockNo, string OrderNo, string PartnerName, long WarehouseId, DateOnly MovementDate, ReceiptStatus Status, int Version);

internal sealed record RotatedAnswer(string Kid);

/// <summary>Logistics receipts of shipments, and the platform's signing key.</summary>
internal static class ReceiptSlices
{
    public static async Task<Answer<PageOf<ReceiptRow>>> ListAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, number) = (PageRequest.Read(fields), fields.Text("outstockNo", 40));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<LogisticsReceipt>().AsNoTracking();
        rows = number is null ? rows : rows.Where(r => r.OutstockNo == number);
        return await rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).PageAsync(
            page, r => new ReceiptRow(r.Id, r.OutstockNo, r.OrderNo, r.PartnerName, r.WarehouseId, r.MovementDate, r.Status, r.Version), ct);
    }

    /// <summary>Back to 待处理, for an answer that was lost on its way (scm-partner-api 11).</summary>
    public static async Task<Answer<ReceiptRow>> PendingAsync(long id, HubDbContext db, Audit audit, CancellationToken ct)
    {
        if (await db.Set<LogisticsReceipt>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } receipt)
        {
            return PartnerApiErrors.RowNotFound.With("物流回执");
        }
        if (receipt.Status is not (ReceiptStatus.InProgress or ReceiptStatus.Error))
        {
            return PartnerApiErrors.NotTaken.With(receipt.Status == ReceiptStatus.Pending ? "待处理" : "其他状态");
        }
        receipt.Move(ReceiptStatus.Pending);
        audit.Record(new AuditEntry("PartnerApi", "ReceiptToPending", "LogisticsReceipt", id, receipt.OutstockNo));
        return await db.SavedAsync(() => new ReceiptRow(
            receipt.Id, receipt.OutstockNo, receipt.OrderNo, receipt.PartnerName, receipt.WarehouseId, receipt.MovementDate, receipt.Status, receipt.Version), receipt.OutstockNo, ct);
    }

    /// <summary>Every token that an older key than the last one signed is refused from now on.</summary>
    public static async Task<Answer<RotatedAnswer>> RotateKeyAsync(TokenKeys keys, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var kid = await keys.RotateAsync(ct);
        audit.Record(new AuditEntry("PartnerApi", "RotateSigningKey", "PartnerSigningKey", null, kid));
        await db.SaveChangesAsync(ct);
        return new RotatedAnswer(kid);
    }
}
