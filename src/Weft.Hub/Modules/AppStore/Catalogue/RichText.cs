using System.Text.RegularExpressions;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>Makes the operator's rich text safe to put into a page (app-store 1): a few plain tags stay, everything else is shown as text.</summary>
internal static partial class RichText
{
    /// <summary>
    /// Each <c>&lt;</c> that does not begin one of the allowed tags, which have no attributes, becomes <c>&amp;lt;</c>. Without attributes there is nothing that
    /// could run or load.
    /// </summary>
    public static string Sanitise(string text) => NotAllowed().Replace(text, "&lt;");

    [GeneratedRegex(@"<(?!/?(?:p|br|b|strong|i|em|u|ul|ol|li|h3|h4|blockquote)\s*/?>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotAllowed();
}
