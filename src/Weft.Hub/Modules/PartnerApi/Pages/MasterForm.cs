using System.Globalization;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>What the forms of 协同基础数据 make of what was typed.</summary>
internal static class MasterForm
{
    /// <summary>Null for nothing but blanks.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Null where nothing was chosen.</summary>
    public static long? Chosen(long id) => id > 0 ? id : null;

    /// <summary>The number that was typed; what is none goes to the slice as it is, which says so beside the field.</summary>
    public static object? Number(string? text) => Given(text) is not { } given ? null : decimal.TryParse(given, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : given;

    /// <summary>As <see cref="Number"/>, for whole numbers.</summary>
    public static object? Whole(string? text) => Given(text) is not { } given ? null : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : given;

    public static string? Shown(decimal? number) => number?.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>Says that it was saved; null, which closes the form.</summary>
    public static Refusal? Saved(this Toasts toasts, Texts texts, string name)
    {
        toasts.Done(texts["partner.saved", name]);
        return null;
    }
}
