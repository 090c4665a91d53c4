using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>待领取, 已领取, 已完成.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CuttingTaskStatus>))]
public enum CuttingTaskStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("received")]
    Received,

    [JsonStringEnumMemberName("bundled")]
    Bundled,
}

internal static class CuttingTaskWords
{
    public static string ChineseName(this CuttingTaskStatus status) => status switch
    {
        CuttingTaskStatus.Pending => "待领取",
        CuttingTaskStatus.Received => "已领取",
        CuttingTaskStatus.Bundled => "已完成",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static CuttingTaskStatus? Parse(string? code) => code switch
    {
        "pending" => CuttingTaskStatus.Pending,
        "received" => CuttingTaskStatus.Received,
        "bundled" => CuttingTaskStatus.Bundled,
        _ => null,
    };
}
