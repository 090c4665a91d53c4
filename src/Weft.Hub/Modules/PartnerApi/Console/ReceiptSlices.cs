using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

public sealed record ReceiptRow(long Id, string OutstockNo, string OrderNo, string PartnerName, long WarehouseId, DateOnly MovementDate, ReceiptStatus Status, int Version)
{
    public string? WarehouseName { get; init; }
}

internal sealed record RotatedAnswer(string Kid);

/// <summary>Logistics receipts of shipments, and the platform's signing key.</summary>
internal static class ReceiptSlices
{
    /// <summary>The states by the words that the console and its answers use.</summary>
    public static readonly IReadOnlyDictionary<string, ReceiptStatus> Words =
        Enum.GetValues<ReceiptStatus>().ToDictionary(s => JsonSerializer.SerializeToElement(s).GetString()!, StringComparer.Ordinal);

    public static async Task<Answer<PageOf<ReceiptRow>>> ListAsync(Fields fields, References references, HubDbContext db, CancellationToken ct)
    {
        var (page, number, status) = (PageRequest.Read(fields), fields.Text("outstockNo", 40), StatusOf(fields, "status"));
        var (from, to) = (fields.Date("from"), fields.Date("to"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<LogisticsReceipt>().AsNoTracking();
        rows = number is null ? rows : rows.Where(r => r.OutstockNo == number);
        rows = status is null ? rows : rows.Where(r => r.Status == status);
        rows = from is null ? rows : rows.Where(r => r.MovementDate >= from);
        rows = to is null ? rows : rows.Where(r => r.MovementDate <= to);
        // Each of the two orders has its index.
        rows = status is null ? rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id) : rows.OrderByDescending(r => r.MovementDate).ThenByDescending(r => r.OutstockNo);
        var found = await rows.PageAsync(page, r => r, ct);
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id, w => w.Name);
        return new PageOf<ReceiptRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => Of(r, warehouses.GetValueOrDefault(r.WarehouseId)))]);
    }

    /// <summary>Back to 待处理, for an answer that was lost on its way (scm-partner-api 11).</summary>
    public static async Task<Answer<ReceiptRow>> PendingAsync(long id, ShipmentDocuments shipments, StockBook stock, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var result = await db.UnitAsync<Result<LogisticsReceipt>>(async () =>
        {
            await stock.HoldAsync(ct);
            if (await db.Set<LogisticsReceipt>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } receipt)
            {
                return PartnerApiErrors.RowNotFound.With("物流回执");
            }
            if (!CanWaitAgain(receipt.Status))
            {
                return PartnerApiErrors.NotTaken.With(NameOf(receipt.Status));
            }
            if (!(await shipments.FindAsync([receipt.OutstockNo], ct)).TryGetValue(receipt.OutstockNo, out var shipment) || shipment.Reversed)
            {
                return PartnerApiErrors.ShipmentReversed;
            }
            audit.Record(new AuditEntry("PartnerApi", "ReceiptToPending", "LogisticsReceipt", id, receipt.OutstockNo) { Before = NameOf(receipt.Status), After = NameOf(ReceiptStatus.Pending) });
            receipt.Move(ReceiptStatus.Pending);
            return receipt;
        }, ct);
        return result.IsRefused(out var refused) ? refused : Of(result.Value, null);
    }

    /// <summary>Every token that an older key than the last one signed is refused from now on.</summary>
    public static async Task<Answer<RotatedAnswer>> RotateKeyAsync(TokenKeys keys, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var kid = await keys.RotateAsync(ct);
        audit.Record(new AuditEntry("PartnerApi", "RotateSigningKey", "PartnerSigningKey", null, kid));
        await db.SaveChangesAsync(ct);
        return new RotatedAnswer(kid);
    }

    /// <summary>A logistics partner has taken it, and has not finished it well.</summary>
    public static bool CanWaitAgain(ReceiptStatus status) => status is ReceiptStatus.InProgress or ReceiptStatus.Error;

    public static ReceiptStatus? StatusOf(Fields fields, string name) => fields.OneOf(name, false, [.. Words.Keys]) is { } word ? Words[word] : null;

    public static string NameOf(ReceiptStatus status) => Words.First(w => w.Value == status).Key;

    private static ReceiptRow Of(LogisticsReceipt r, string? warehouse) =>
        new(r.Id, r.OutstockNo, r.OrderNo, r.PartnerName, r.WarehouseId, r.MovementDate, r.Status, r.Version) { WarehouseName = warehouse };
}
