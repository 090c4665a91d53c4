using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>Whose logistics receipt a query takes: a shipment's, or one of the two that a transfer has.</summary>
internal enum HandSide
{
    Shipment,
    Out,
    In,
}

/// <summary>Why something that was handed out is not set back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftReason>))]
internal enum LeftReason
{
    [JsonStringEnumMemberName("已是待处理")]
    Waiting,

    [JsonStringEnumMemberName("处理完成")]
    Done,

    [JsonStringEnumMemberName("处理错误")]
    Error,

    [JsonStringEnumMemberName("无需处理")]
    NotNeeded,

    /// <summary>A later query took it: whoever made that one works on it.</summary>
    [JsonStringEnumMemberName("之后的查询已领取")]
    TakenAgain,

    /// <summary>The shipment was taken back, or the transfer is not open any more.</summary>
    [JsonStringEnumMemberName("单据已冲销或结束")]
    Ended,

    [JsonStringEnumMemberName("单据不存在")]
    Gone,
}

/// <summary>A row that a query took, how far it is now, and why it is left alone; null where it would be set back.</summary>
internal sealed record HandedRow(string Key, long? Id, ReceiptStatus? Status, LeftReason? Left);

/// <summary>What became of what one query took (scm-partner-api 11).</summary>
internal static class HandedRows
{
    /// <summary>How long before another one a query may have begun that took its rows after it: it waited for them.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Null for a query that takes nothing.</summary>
    public static HandSide? SideOf(string functionCode) => functionCode switch
    {
        "API09APDF" => HandSide.Shipment,
        "API14APDF" or "API160DLF" => HandSide.Out,
        "API14BPDF" => HandSide.In,
        _ => null,
    };

    public static async Task<IReadOnlyList<HandedRow>> OfAsync(ExportRecord export, HandSide side, ShipmentDocuments shipments, HubDbContext db, CancellationToken ct)
    {
        string[] keys = [.. export.Keys.Distinct(StringComparer.Ordinal)];
        var found = (side == HandSide.Shipment ? await ShipmentsAsync(keys, shipments, db, ct) : await TransfersAsync(keys, side, db, ct)).ToDictionary(r => r.Key, StringComparer.Ordinal);
        var open = found.Values.Where(r => r.Left is null).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var again = open.Count == 0 ? [] : await TakenAgainAsync(export, side, open, db, ct);
        return [.. keys.Select(key => !found.TryGetValue(key, out var row) ? new HandedRow(key, null, null, LeftReason.Gone) : again.Contains(key) ? row with { Left = LeftReason.TakenAgain } : row)];
    }

    private static async Task<IEnumerable<HandedRow>> ShipmentsAsync(string[] keys, ShipmentDocuments shipments, HubDbContext db, CancellationToken ct)
    {
        var receipts = await db.Set<LogisticsReceipt>().AsNoTracking().Where(r => EF.Parameter(keys).Contains(r.OutstockNo)).Select(r => new { r.Id, r.OutstockNo, r.Status }).ToListAsync(ct);
        var documents = await shipments.FindAsync([.. receipts.Where(r => r.Status == ReceiptStatus.InProgress).Select(r => r.OutstockNo)], ct);
        return receipts.Select(r => new HandedRow(r.OutstockNo, r.Id, r.Status, Left(r.Status, documents.TryGetValue(r.OutstockNo, out var shipment) && !shipment.Reversed)));
    }

    private static async Task<IEnumerable<HandedRow>> TransfersAsync(string[] keys, HandSide side, HubDbContext db, CancellationToken ct)
    {
        var documents = await db.Set<PartnerDocument>().AsNoTracking().Where(d => d.Kind == "140" && EF.Parameter(keys).Contains(d.DocumentNo))
            .Select(d => new { d.Id, d.DocumentNo, d.Status, d.ReceiptStatus, d.ReceiptStatusTo }).ToListAsync(ct);
        return documents.Select(d => (Document: d, Receipt: side == HandSide.In ? d.ReceiptStatusTo : d.ReceiptStatus))
            .Select(d => new HandedRow(d.Document.DocumentNo, d.Document.Id, d.Receipt, Left(d.Receipt, d.Document.Status == DocStatus.Open)));
    }

    private static LeftReason? Left(ReceiptStatus status, bool isOpen) => status switch
    {
        ReceiptStatus.InProgress => isOpen ? null : LeftReason.Ended,
        ReceiptStatus.Done => LeftReason.Done,
        ReceiptStatus.Error => LeftReason.Error,
        ReceiptStatus.NotNeeded => LeftReason.NotNeeded,
        _ => LeftReason.Waiting,
    };

    /// <summary>Those that a later query of the same kind has in its history.</summary>
    private static async Task<HashSet<string>> TakenAgainAsync(ExportRecord export, HandSide side, HashSet<string> open, HubDbContext db, CancellationToken ct)
    {
        string[] codes = side switch { HandSide.Shipment => ["API09APDF"], HandSide.Out => ["API14APDF", "API160DLF"], _ => ["API14BPDF"] };
        var (id, ended, begun) = (export.Id, export.EndedAt, export.StartedAt - LongestWait);
        var later = db.Set<ExportRecord>().AsNoTracking()
            .Where(e => e.StartedAt >= begun && e.Rows > 0 && EF.Parameter(codes).Contains(e.FunctionCode) && (e.EndedAt > ended || (e.EndedAt == ended && e.Id > id)))
            .OrderBy(e => e.StartedAt).ThenBy(e => e.Id).Select(e => e.Keys);
        HashSet<string> again = new(StringComparer.Ordinal);
        await foreach (var keys in later.AsAsyncEnumerable().WithCancellation(ct))
        {
            again.UnionWith(keys.Where(open.Contains));
            if (again.Count == open.Count)
            {
                break;
            }
        }
        return again;
    }
}
