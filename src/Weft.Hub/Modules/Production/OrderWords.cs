using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production;

/// <summary>How pressing an order is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency
{
    [JsonStringEnumMemberName("normal")]
    Normal,

    [JsonStringEnumMemberName("urgent")]
    Urgent,
}

/// <summary>First order of a style, or a repeat (首单, 翻单).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlateType>))]
public enum PlateType
{
    [JsonStringEnumMemberName("FIRST")]
    First,

    [JsonStringEnumMemberName("REORDER")]
    Reorder,
}

/// <summary>By which door an order came.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderSourceType>))]
public enum OrderSourceType
{
    [JsonStringEnumMemberName("CONSOLE")]
    Console,

    [JsonStringEnumMemberName("OPENAPI")]
    OpenApi,
}

/// <summary>The own factory (本厂) is told by this and never by a name (production-domain 3).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactoryType>))]
public enum FactoryType
{
    [JsonStringEnumMemberName("INTERNAL")]
    Internal,

    [JsonStringEnumMemberName("EXTERNAL")]
    External,
}
