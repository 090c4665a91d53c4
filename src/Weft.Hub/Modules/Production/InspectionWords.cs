using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production;

/// <summary>What one inspection found (production-domain 6).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityStatus>))]
public enum QualityStatus
{
    [JsonStringEnumMemberName("qualified")]
    Qualified,

    [JsonStringEnumMemberName("unqualified")]
    Unqualified,

    /// <summary>A re-inspection after repair that found nothing more.</summary>
    [JsonStringEnumMemberName("repaired")]
    Repaired,
}

/// <summary>What is wrong with unqualified pieces.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DefectCategory>))]
public enum DefectCategory
{
    [JsonStringEnumMemberName("appearance_integrity")]
    AppearanceIntegrity,

    [JsonStringEnumMemberName("size_accuracy")]
    SizeAccuracy,

    [JsonStringEnumMemberName("process_compliance")]
    ProcessCompliance,

    [JsonStringEnumMemberName("functional_effectiveness")]
    FunctionalEffectiveness,

    [JsonStringEnumMemberName("other")]
    Other,
}

/// <summary>What becomes of unqualified pieces.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DefectHandling>))]
public enum DefectHandling
{
    [JsonStringEnumMemberName("返修")]
    Repair,

    [JsonStringEnumMemberName("报废")]
    Scrap,
}

/// <summary>The words of an inspection.</summary>
public static class InspectionWords
{
    /// <summary>外观完整性问题 and so on.</summary>
    public static string ChineseName(this DefectCategory category) => category switch
    {
        DefectCategory.AppearanceIntegrity => "外观完整性问题",
        DefectCategory.SizeAccuracy => "尺寸精度问题",
        DefectCategory.ProcessCompliance => "工艺规范性问题",
        DefectCategory.FunctionalEffectiveness => "功能有效性问题",
        DefectCategory.Other => "其他问题",
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>The category of that wire word, or null when there is none.</summary>
    public static DefectCategory? ParseCategory(string? code) => code switch
    {
        "appearance_integrity" => DefectCategory.AppearanceIntegrity,
        "size_accuracy" => DefectCategory.SizeAccuracy,
        "process_compliance" => DefectCategory.ProcessCompliance,
        "functional_effectiveness" => DefectCategory.FunctionalEffectiveness,
        "other" => DefectCategory.Other,
        _ => null,
    };

    /// <summary>The handling of that wire word, or null when there is none.</summary>
    public static DefectHandling? ParseHandling(string? word) => word switch
    {
        "返修" => DefectHandling.Repair,
        "报废" => DefectHandling.Scrap,
        _ => null,
    };

    /// <summary>The status of that wire word, or null when there is none.</summary>
    public static QualityStatus? ParseStatus(string? code) => code switch
    {
        "qualified" => QualityStatus.Qualified,
        "unqualified" => QualityStatus.Unqualified,
        "repaired" => QualityStatus.Repaired,
        _ => null,
    };
}
