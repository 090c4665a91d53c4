using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>Rows that stay as they are for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="Keys">The first of their numbers.</param>
internal sealed record LeftAlone(LeftReason Reason, int Count, IReadOnlyList<string> Keys);

internal sealed record HandedOutAgain(int SetBack, IReadOnlyList<LeftAlone> Left);

/// <summary>
/// 重新交付: what one query took and nobody has finished waits again, so that the partner's next poll gets it: its answer was lost on its way (scm-partner-api 11). What a later
/// query took, what is finished, and what waits already stay as they are, so that repeating it changes nothing.
/// </summary>
internal static class HandOutAgain
{
    private const int MostNamed = 20;

    public static async Task<Answer<HandedOutAgain>> HandleAsync(long id, ShipmentDocuments shipments, StockBook stock, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var result = await db.UnitAsync<Result<HandedOutAgain>>(async () =>
        {
            // Whoever confirms, takes transfers or sets back waits, or is waited for: what is in progress stays so until the unit ends.
            await stock.HoldAsync(ct);
            if (await db.Set<ExportRecord>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } export)
            {
                return PartnerApiErrors.ExportNotFound;
            }
            if (HandedRows.SideOf(export.FunctionCode) is not { } side)
            {
                return PartnerApiErrors.NothingHandedOut;
            }
            var rows = await HandedRows.OfAsync(export, side, shipments, db, ct);
            var count = await SetBackAsync([.. rows.Where(r => r.Left is null).Select(r => r.Id!.Value)], side, db, ct);
            LeftAlone[] left = [.. rows.Where(r => r.Left is not null).GroupBy(r => r.Left!.Value).OrderBy(g => g.Key).Select(g => new LeftAlone(g.Key, g.Count(), [.. g.Take(MostNamed).Select(r => r.Key)]))];
            if (count > 0)
            {
                audit.Record(new AuditEntry("PartnerApi", "HandOutAgain", "ExportRecord", id, export.RequestId) { After = new { setBack = count, left = left.Sum(l => l.Count) } });
            }
            return new HandedOutAgain(count, left);
        }, ct);
        return result.IsRefused(out var refused) ? refused : result.Value;
    }

    private static async Task<int> SetBackAsync(long[] ids, HandSide side, HubDbContext db, CancellationToken ct)
    {
        if (ids.Length == 0)
        {
            return 0;
        }
        var receipts = db.Set<LogisticsReceipt>().Where(r => EF.Parameter(ids).Contains(r.Id) && r.Status == ReceiptStatus.InProgress);
        var documents = db.Set<PartnerDocument>().Where(d => EF.Parameter(ids).Contains(d.Id));
        return side switch
        {
            HandSide.Shipment => await receipts.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReceiptStatus.Pending).SetProperty(r => r.Version, r => r.Version + 1), ct),
            HandSide.Out => await documents.Where(d => d.ReceiptStatus == ReceiptStatus.InProgress)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.ReceiptStatus, ReceiptStatus.Pending).SetProperty(d => d.Version, d => d.Version + 1), ct),
            _ => await documents.Where(d => d.ReceiptStatusTo == ReceiptStatus.InProgress)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.ReceiptStatusTo, ReceiptStatus.Pending).SetProperty(d => d.Version, d => d.Version + 1), ct),
        };
    }
}
