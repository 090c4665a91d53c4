using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production;

/// <summary>Where a statement stands (production-domain 9).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReconciliationStatus>))]
public enum ReconciliationStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("verified")]
    Verified,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("paid")]
    Paid,

    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>Why an amount is taken off a statement, or added to it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeductionType>))]
public enum DeductionType
{
    [JsonStringEnumMemberName("QUALITY_DEFECT")]
    QualityDefect,

    [JsonStringEnumMemberName("PRODUCT_SCRAP")]
    ProductScrap,

    [JsonStringEnumMemberName("MATERIAL_PICKUP")]
    MaterialPickup,

    /// <summary>Adds to what is owed.</summary>
    [JsonStringEnumMemberName("SUPPLEMENT")]
    Supplement,

    [JsonStringEnumMemberName("OTHER")]
    Other,
}

/// <summary>One deduction or supplement.</summary>
/// <param name="Type">Which; <see cref="DeductionType.Supplement"/> adds.</param>
/// <param name="Amount">Never negative, at most two decimals.</param>
/// <param name="Description">In words.</param>
public sealed record DeductionItem(DeductionType Type, decimal Amount, string? Description);

/// <summary>The words for statements.</summary>
public static class ReconciliationWords
{
    /// <summary>The ways of paying that are known (openapi-gateway 6.6).</summary>
    public static readonly IReadOnlyList<string> PaymentMethods = ["bank_transfer", "alipay", "wechat", "cash", "other"];

    public const string OtherMethod = "other";

    /// <summary>The word that goes over the wire: <c>pending</c>.</summary>
    public static string Code(this ReconciliationStatus status) => status switch
    {
        ReconciliationStatus.Pending => "pending",
        ReconciliationStatus.Verified => "verified",
        ReconciliationStatus.Approved => "approved",
        ReconciliationStatus.Paid => "paid",
        ReconciliationStatus.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The word that people read: 待对账.</summary>
    public static string ChineseName(this ReconciliationStatus status) => status switch
    {
        ReconciliationStatus.Pending => "待对账",
        ReconciliationStatus.Verified => "已核实",
        ReconciliationStatus.Approved => "已审批",
        ReconciliationStatus.Paid => "已付款",
        ReconciliationStatus.Rejected => "已驳回",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The status of that wire word, or null when there is none.</summary>
    public static ReconciliationStatus? ParseStatus(string? code) => code switch
    {
        "pending" => ReconciliationStatus.Pending,
        "verified" => ReconciliationStatus.Verified,
        "approved" => ReconciliationStatus.Approved,
        "paid" => ReconciliationStatus.Paid,
        "rejected" => ReconciliationStatus.Rejected,
        _ => null,
    };

    /// <summary>The word that people read: 次品扣款.</summary>
    public static string ChineseName(this DeductionType type) => type switch
    {
        DeductionType.QualityDefect => "次品扣款",
        DeductionType.ProductScrap => "报废扣款",
        DeductionType.MaterialPickup => "领料扣款",
        DeductionType.Supplement => "补款",
        DeductionType.Other => "其他",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type of that wire word, or null when there is none.</summary>
    public static DeductionType? ParseType(string? code) => code switch
    {
        "QUALITY_DEFECT" => DeductionType.QualityDefect,
        "PRODUCT_SCRAP" => DeductionType.ProductScrap,
        "MATERIAL_PICKUP" => DeductionType.MaterialPickup,
        "SUPPLEMENT" => DeductionType.Supplement,
        "OTHER" => DeductionType.Other,
        _ => null,
    };
}
