using System.Text.Json.Serialization;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>What can be done with a document that is there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentAction>))]
public enum DocumentAction
{
    /// <summary>完成.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>批准.</summary>
    [JsonStringEnumMemberName("approve")]
    Approve,

    /// <summary>拒绝.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,

    /// <summary>登记物流回执.</summary>
    [JsonStringEnumMemberName("receive")]
    Receive,

    /// <summary>作废.</summary>
    [JsonStringEnumMemberName("void")]
    Void,

    /// <summary>关闭.</summary>
    [JsonStringEnumMemberName("close")]
    Close,

    /// <summary>冲销.</summary>
    [JsonStringEnumMemberName("reverse")]
    Reverse,
}

/// <summary>
/// Acts on documents, for partners (API290) and for the tenant's own people alike (scm-partner-api 11). The stock is held and <see cref="References"/> are loaded before; what moved is written by
/// <see cref="StockBook.ApplyAsync"/> afterwards.
/// </summary>
internal sealed class DocumentDesk(References references, DocumentStock documents, DocumentFlow flow)
{
    private const string LeftOnly = "已移出未移入的移库单不能";

    /// <summary>Kinds that only say what happened to another document: that one is acted on.</summary>
    private static readonly string[] Confirmations = ["16A", "16B", "160", "110", "111"];

    /// <summary>Loads what the documents move, and for reversing what they moved.</summary>
    public async Task LoadAsync(IReadOnlyList<PartnerDocument> acted, DocumentAction action, CancellationToken ct)
    {
        await documents.LoadAsync(acted, ct);
        if (action == DocumentAction.Reverse)
        {
            await documents.LoadMovedAsync(acted, ct);
        }
    }

    /// <summary>Does it, or says why not; then the document keeps its status and notes the reason.</summary>
    public string? Act(PartnerDocument document, DocumentAction action, string reason = "")
    {
        var problem = Try(document, action, reason);
        if (problem is not null)
        {
            document.Stay(problem);
        }
        return problem;
    }

    /// <summary>What the document's status allows; whether it succeeds is seen when it is done.</summary>
    public static IReadOnlyList<DocumentAction> Possible(PartnerDocument document) => Confirmations.Contains(document.Kind) ? [] : document.Status switch
    {
        DocStatus.Draft or DocStatus.Rejected => [DocumentAction.Complete, DocumentAction.Void],
        DocStatus.PendingApproval => [DocumentAction.Approve, DocumentAction.Reject, DocumentAction.Void],
        DocStatus.Open when HasLeft(document) => [DocumentAction.Receive],
        DocStatus.Open => [document.ReceiptStatus == ReceiptStatus.NotNeeded ? DocumentAction.Complete : DocumentAction.Receive, DocumentAction.Void, DocumentAction.Close],
        DocStatus.Completed => [DocumentAction.Reverse, DocumentAction.Close],
        _ => [],
    };

    private string? Try(PartnerDocument document, DocumentAction action, string reason)
    {
        if (Confirmations.Contains(document.Kind))
        {
            return "确认单不能单独操作，请操作原单据";
        }
        return (action, document.Status) switch
        {
            (DocumentAction.Complete, DocStatus.Draft or DocStatus.Open or DocStatus.PendingApproval or DocStatus.Rejected) =>
                IsUncounted(document) ? "还有未盘点的行" : flow.Complete(document, halves => documents.TryMove(document, halves)),
            (DocumentAction.Approve, DocStatus.PendingApproval) => flow.Approve(document, halves => documents.TryMove(document, halves)),
            (DocumentAction.Reject, DocStatus.PendingApproval) => DocumentFlow.Reject(document, reason),
            (DocumentAction.Receive, DocStatus.Open) => flow.Receive(document, halves => documents.TryMove(document, halves)),
            (DocumentAction.Void, DocStatus.Draft or DocStatus.Open or DocStatus.PendingApproval or DocStatus.Rejected) => HasLeft(document) ? LeftOnly + "作废" : Quiet(document, DocStatus.Voided),
            (DocumentAction.Close, DocStatus.Completed or DocStatus.Open) => !IsOpenPeriod(document) ? Literals.PeriodClosed : HasLeft(document) ? LeftOnly + "关闭" : Quiet(document, DocStatus.Closed),
            (DocumentAction.Reverse, DocStatus.Completed) => IsOpenPeriod(document) ? Reverse(document) : Literals.PeriodClosed,
            _ => $"单据状态为{DocStatus.NameOf(document.Status)}，不能{NameOf(action)}",
        };
    }

    private bool IsOpenPeriod(PartnerDocument document) => references.IsOpen(document.PostedOn);

    private static bool IsUncounted(PartnerDocument document) => document.Kind == "260" && document.Lines.Any(l => LineMore.Of(l).Counted is null);

    /// <summary>Back with what it moved; what is not there any more can not go back.</summary>
    private string? Reverse(PartnerDocument document)
    {
        var problem = documents.TryMoveBack(document);
        if (problem is null)
        {
            document.Move(DocStatus.Reversed);
        }
        return problem;
    }

    private static string? Quiet(PartnerDocument document, string status)
    {
        // Nobody is asked for it any more.
        document.ReceiptStatus = document.ReceiptStatus is ReceiptStatus.Done ? ReceiptStatus.Done : ReceiptStatus.NotNeeded;
        document.ReceiptStatusTo = document.ReceiptStatusTo is ReceiptStatus.Done ? ReceiptStatus.Done : ReceiptStatus.NotNeeded;
        document.Move(status);
        return null;
    }

    private static bool HasLeft(PartnerDocument document) =>
        document is { Kind: "140", Status: DocStatus.Open, ReceiptStatus: ReceiptStatus.Done or ReceiptStatus.NotNeeded };

    private static string NameOf(DocumentAction action) => action switch
    {
        DocumentAction.Complete => "完成",
        DocumentAction.Approve => "批准",
        DocumentAction.Reject => "拒绝",
        DocumentAction.Receive => "登记物流回执",
        DocumentAction.Void => "作废",
        DocumentAction.Close => "关闭",
        _ => "冲销",
    };
}
