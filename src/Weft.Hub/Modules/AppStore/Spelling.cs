using System.Text.Json;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore;

/// <summary>How the enumerations of this module are spelled in requests and answers: <c>RenewExisting</c> is <c>RENEW_EXISTING</c>.</summary>
internal static class Spelling
{
    public static string Spelled<T>(this T value) where T : struct, Enum => Names<T>.Of[value];

    /// <summary>Reads an optional or required value; with <paramref name="allowed"/>, only those.</summary>
    public static T? Choice<T>(this Fields fields, string name, bool required = false, params ReadOnlySpan<T> allowed) where T : struct, Enum
    {
        var from = allowed.Length > 0 ? allowed : Enum.GetValues<T>();
        var texts = new string[from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            texts[i] = from[i].Spelled();
        }
        var text = fields.OneOf(name, required, texts);
        return text is null ? null : from[Array.IndexOf(texts, text)];
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(v => v, v => v switch
        {
            // Two words in the type, one in the protocol (openapi-gateway 5.2).
            OrderScope.TenantOpenApi => "TENANT_OPENAPI",
            // The states of a credential are written small (app-store 6.1).
            Credentials.CredentialStatus => v.ToString().ToLowerInvariant(),
            _ => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()),
        });
    }
}
