using System.Globalization;
using System.Text;

namespace Weft.Hub.Modules.Accounts;

/// <summary>
/// Names that would look like a gateway's: <c>OpenAPI-</c> marks rows that a credential made, so no person, role or credential may be called so
/// (openapi-gateway 5.3, app-store 6.1).
/// </summary>
public static class ReservedNames
{
    public const string Marker = "OpenAPI-";

    /// <summary>What a field's error says of such a name.</summary>
    public const string Message = "不能以“OpenAPI-”开头";

    /// <summary>True when people would read the name as one that begins with the marker: any case, full-width forms, other dashes, invisible characters.</summary>
    public static bool IsReserved(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }
        var seen = new StringBuilder(Marker.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKC))
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark:
                    continue;
                case UnicodeCategory.DashPunctuation or UnicodeCategory.MathSymbol when c is not ('+' or '<' or '>' or '='):
                    seen.Append('-');
                    break;
                default:
                    seen.Append(c);
                    break;
            }
            if (seen.Length == Marker.Length)
            {
                break;
            }
        }
        return seen.ToString().Equals(Marker, StringComparison.OrdinalIgnoreCase);
    }
}
