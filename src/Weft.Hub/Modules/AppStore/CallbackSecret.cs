using System.Security.Cryptography;

namespace Weft.Hub.Modules.AppStore;

/// <summary>The secret that signs webhooks, for everybody who is sent some (app-store 6.1).</summary>
public static class CallbackSecret
{
    private const string Prefix = "wh_";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>
    /// <c>wh_</c> and 24 letters and digits, 143 bits, each drawn evenly. Only characters that standard Base64 and Base64url share, in a length divisible by four, so that
    /// <c>whsec_</c> with the same 24 characters is a secret for Standard Webhooks verifiers, whichever alphabet they decode.
    /// </summary>
    public static string New() => Prefix + RandomNumberGenerator.GetString(Alphabet, 24);
}
