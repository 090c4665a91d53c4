using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>
/// The way of a document from draft to completed (scm-partner-api 11): 1. its accounting period is open; 2. where the tenant has its kind approved, it waits for that; 3. where a warehouse
/// asks for a logistics receipt, it is open until that is recorded; 4. its stock moves. Creating it, acting on it and approving it all go this way. <see cref="References"/> are loaded before.
/// </summary>
internal sealed class DocumentFlow(References references)
{
    /// <summary>The type of transfer whose both sides are confirmed, whatever the warehouses want.</summary>
    public const string ConfirmedTransfer = "移库单-确认";

    /// <summary>Kinds that partners create and that may be approved first.</summary>
    public static readonly IReadOnlyList<string> Approvable =
        ["010", "020", "030", "040", "050", "060", "070", "120", "130", "140", "150", "170", "180", "190", "200", "210", "220", "270"];

    private const string Transfer = "140";

    /// <summary>Kinds whose stock waits for the receipt of a warehouse that asks for one.</summary>
    private static readonly string[] Received = ["020", "050", "060", "070", "170"];

    /// <summary>
    /// 完成. The mover moves halves of the document, all or nothing, and says why not.
    /// </summary>
    /// <returns>Why it stays as it is; null when it went on.</returns>
    public string? Complete(PartnerDocument document, Func<StockHalf[], string?> move)
    {
        switch (document.Status)
        {
            case DocStatus.PendingApproval:
                return "单据待批，批准后才能完成";
            case DocStatus.Rejected:
                document.Move(DocStatus.PendingApproval);
                return null;
            case DocStatus.Draft when references.IsOpen(document.PostedOn) && references.NeedsApproval(document.Kind):
                document.Move(DocStatus.PendingApproval);
                return null;
            default:
                return GoOn(document, move);
        }
    }

    /// <summary>批准: open, and completed at once unless a logistics receipt is waited for. What can not go on is not approved.</summary>
    /// <returns>Why it stays as it is; null when it went on.</returns>
    public string? Approve(PartnerDocument document, Func<StockHalf[], string?> move) =>
        document.Status == DocStatus.PendingApproval ? GoOn(document, move) : "只有待批的单据可以批准";

    /// <summary>拒绝. Completed again, it is pending again.</summary>
    /// <returns>Why it stays as it is; null when it is rejected.</returns>
    public static string? Reject(PartnerDocument document, string reason)
    {
        if (document.Status != DocStatus.PendingApproval)
        {
            return "只有待批的单据可以拒绝";
        }
        document.Move(DocStatus.Rejected, reason);
        return null;
    }

    /// <summary>登记物流回执: what the partner did not report is taken as it was asked for, and the document is completed.</summary>
    /// <returns>Why it stays as it is; null when it is completed.</returns>
    public string? Receive(PartnerDocument document, Func<StockHalf[], string?> move)
    {
        if (document.Status != DocStatus.Open || !(Waits(document.ReceiptStatus) || Waits(document.ReceiptStatusTo)))
        {
            return "单据没有等待物流回执";
        }
        if (!references.IsOpen(document.PostedOn))
        {
            return Literals.PeriodClosed;
        }
        if (document.Kind == Transfer)
        {
            foreach (var line in document.Lines)
            {
                line.DoneQuantity ??= LineMore.Of(line).LeftQuantity ?? line.Quantity;
            }
        }
        var hasLeft = document.Kind == Transfer && !Waits(document.ReceiptStatus);
        if (move(hasLeft ? [StockHalf.Arrives] : [StockHalf.Leaves, StockHalf.Arrives]) is { } problem)
        {
            return problem;
        }
        document.ReceiptStatus = Waits(document.ReceiptStatus) ? ReceiptStatus.Done : document.ReceiptStatus;
        document.ReceiptStatusTo = Waits(document.ReceiptStatusTo) ? ReceiptStatus.Done : document.ReceiptStatusTo;
        document.Move(DocStatus.Completed);
        return null;
    }

    private string? GoOn(PartnerDocument document, Func<StockHalf[], string?> move)
    {
        if (!references.IsOpen(document.PostedOn))
        {
            return Literals.PeriodClosed;
        }
        if (document.Status == DocStatus.Open)
        {
            if (Waits(document.ReceiptStatus) || Waits(document.ReceiptStatusTo))
            {
                return document.Kind == Transfer ? "移库单等待物流回执，确认移出和移入后自动完成" : "单据等待物流回执，登记回执后才能完成";
            }
            return Completed(document, move([StockHalf.Leaves, StockHalf.Arrives]));
        }
        var (leaves, arrives) = Asked(document);
        if (!leaves && !arrives)
        {
            return Completed(document, move([StockHalf.Leaves, StockHalf.Arrives]));
        }
        // A side that a logistics partner confirms waits for him; the other side moves now.
        if (!leaves && document.Kind == Transfer && move([StockHalf.Leaves]) is { } problem)
        {
            return problem;
        }
        document.ReceiptStatus = leaves ? ReceiptStatus.Pending : ReceiptStatus.NotNeeded;
        document.ReceiptStatusTo = !arrives ? ReceiptStatus.NotNeeded : leaves ? ReceiptStatus.NotStarted : ReceiptStatus.Pending;
        document.Move(DocStatus.Open);
        return null;
    }

    private static string? Completed(PartnerDocument document, string? problem)
    {
        if (problem is null)
        {
            document.Move(DocStatus.Completed);
        }
        return problem;
    }

    /// <summary>Which sides are confirmed by a logistics partner; all but transfers have one.</summary>
    private (bool Leaves, bool Arrives) Asked(PartnerDocument document)
    {
        bool Needs(long? warehouse) => references.WarehouseOf(warehouse)?.Profile.NeedsLogisticsReceipt == true;
        if (document.Kind == Transfer)
        {
            var isConfirmed = document.DocType == ConfirmedTransfer;
            return (isConfirmed || Needs(document.WarehouseId), isConfirmed || Needs(document.WarehouseToId));
        }
        return (Received.Contains(document.Kind) && DocumentStock.HasMoves(document) && Needs(document.WarehouseId), false);
    }

    private static bool Waits(ReceiptStatus status) => status is ReceiptStatus.NotStarted or ReceiptStatus.Pending or ReceiptStatus.InProgress or ReceiptStatus.Error;
}
