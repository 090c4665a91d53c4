using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production;

/// <summary>Where a production order stands (production-domain 4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("production")]
    Production,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("scrapped")]
    Scrapped,
}

/// <summary>The words for a status.</summary>
public static class OrderStatusWords
{
    /// <summary>The word that goes over the wire: <c>pending</c>.</summary>
    public static string Code(this OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Production => "production",
        OrderStatus.Completed => "completed",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.Scrapped => "scrapped",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The word that people read: 待生产.</summary>
    public static string ChineseName(this OrderStatus status) => status switch
    {
        OrderStatus.Pending => "待生产",
        OrderStatus.Production => "生产中",
        OrderStatus.Completed => "已完成",
        OrderStatus.Cancelled => "已取消",
        OrderStatus.Scrapped => "已报废",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The status of that wire word, or null when there is none.</summary>
    public static OrderStatus? Parse(string? code) => code switch
    {
        "pending" => OrderStatus.Pending,
        "production" => OrderStatus.Production,
        "completed" => OrderStatus.Completed,
        "cancelled" => OrderStatus.Cancelled,
        "scrapped" => OrderStatus.Scrapped,
        _ => null,
    };

    /// <summary>True when nothing of the order changes any more, except what is shipped of a completed one.</summary>
    public static bool IsFinal(this OrderStatus status) => status is OrderStatus.Completed or OrderStatus.Cancelled or OrderStatus.Scrapped;
}
