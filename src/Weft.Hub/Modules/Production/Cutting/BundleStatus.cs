using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Where a bundle stands (production-domain 5).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BundleStatus>))]
internal enum BundleStatus
{
    [JsonStringEnumMemberName("created")]
    Created,

    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    [JsonStringEnumMemberName("qualified")]
    Qualified,

    [JsonStringEnumMemberName("unqualified")]
    Unqualified,

    [JsonStringEnumMemberName("repairing")]
    Repairing,

    [JsonStringEnumMemberName("repaired_waiting_qc")]
    RepairedWaitingQc,

    [JsonStringEnumMemberName("scrapped")]
    Scrapped,

    [JsonStringEnumMemberName("completed")]
    Completed,
}

internal static class BundleStatusWords
{
    private static readonly (BundleStatus Status, string Code, string Chinese)[] Words =
    [
        (BundleStatus.Created, "created", "已创建"), (BundleStatus.InProgress, "in_progress", "生产中"), (BundleStatus.Qualified, "qualified", "已质检"),
        (BundleStatus.Unqualified, "unqualified", "次品待返修"), (BundleStatus.Repairing, "repairing", "返修中"),
        (BundleStatus.RepairedWaitingQc, "repaired_waiting_qc", "返修待质检"), (BundleStatus.Scrapped, "scrapped", "已报废"), (BundleStatus.Completed, "completed", "已入库"),
    ];

    public static string[] Codes { get; } = [.. Words.Select(w => w.Code)];

    public static string ChineseName(this BundleStatus status) => Array.Find(Words, w => w.Status == status).Chinese;

    public static BundleStatus? Parse(string? code) => Array.FindIndex(Words, w => w.Code == code) is >= 0 and var at ? Words[at].Status : null;
}
