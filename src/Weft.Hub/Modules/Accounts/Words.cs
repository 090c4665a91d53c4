using System.Text.Json;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>How values are spoken outwards: <c>pending_review</c>, and instants in the user's zone.</summary>
internal static class Words
{
    public static string Word<T>(this T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string[] All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => v.Word())];

    /// <summary>The value of a word that was checked to be one.</summary>
    public static T? From<T>(string? word) where T : struct, Enum =>
        word is null ? null : Enum.GetValues<T>().First(v => v.Word() == word);

    public static TenantTime Time(this HttpContext context) => TenantTime.For(Platform.Api.AccessExtensions.User(context).TimeZone);
}
