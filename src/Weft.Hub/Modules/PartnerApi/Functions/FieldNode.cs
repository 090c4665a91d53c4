using System.Globalization;

namespace Weft.Hub.Modules.PartnerApi.Functions;

internal enum FieldType
{
    Text,
    Timestamp,
    Date,
    Number,
    List,
}

/// <summary>A rule for the sign of a number, as the notes of the descriptors say it.</summary>
internal enum SignRule
{
    Any,
    NotZero,
    Positive,
    NotNegative,
    Negative,
}

/// <summary>One field of a function, with the fields of its rows when it is a list; read once from the descriptors.</summary>
internal sealed class FieldNode
{
    public required string Name { get; init; }
    public required FieldType Type { get; init; }

    /// <summary>Most characters of a text.</summary>
    public required int Length { get; init; }

    /// <summary>Most digits before the point, and behind it.</summary>
    public required int IntegerDigits { get; init; }
    public required int Decimals { get; init; }
    public required bool IsRequired { get; init; }
    public required IReadOnlyList<string> Allowed { get; init; }
    public required SignRule Sign { get; init; }
    public List<FieldNode> Children { get; } = [];

    /// <summary>What messages call it.</summary>
    public string Label => FieldLabels.Of(Name);

    public FieldNode? Child(string name) => Children.Find(c => c.Name == name);

    /// <summary>A number as answers write it: plain, without zeros that say nothing (scm-partner-api 10).</summary>
    public static string Plain(decimal? value) =>
        value is { } number ? (number / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : "";

    public static string Plain(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
