using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production;

/// <summary>Why goods leave the warehouse (production-domain 7); one enumeration for page and server (D5).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutstockType>))]
public enum OutstockType
{
    /// <summary>销售出库: to the customer, who hears of it.</summary>
    [JsonStringEnumMemberName("shipment")]
    Shipment,

    /// <summary>调拨出库.</summary>
    [JsonStringEnumMemberName("transfer")]
    Transfer,

    /// <summary>报废出库, with a reason.</summary>
    [JsonStringEnumMemberName("scrap")]
    Scrap,
}

/// <summary>The words for a type.</summary>
public static class OutstockTypeWords
{
    /// <summary>The word that people read: 销售出库.</summary>
    public static string ChineseName(this OutstockType type) => type switch
    {
        OutstockType.Shipment => "销售出库",
        OutstockType.Transfer => "调拨出库",
        OutstockType.Scrap => "报废出库",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type of that wire word, or null when there is none.</summary>
    public static OutstockType? Parse(string? code) => code switch
    {
        "shipment" => OutstockType.Shipment,
        "transfer" => OutstockType.Transfer,
        "scrap" => OutstockType.Scrap,
        _ => null,
    };
}
