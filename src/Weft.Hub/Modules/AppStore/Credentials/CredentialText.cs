using System.Security.Cryptography;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>
/// Makes the texts of a credential (app-store 6.1) from the system's random source. Each character is drawn evenly from its alphabet:
/// <see cref="RandomNumberGenerator.GetString"/> draws again instead of taking a remainder, so no character is likelier than another.
/// </summary>
internal static class CredentialText
{
    private const string LowerHex = "0123456789abcdef";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    /// <summary><c>os_</c> and 24 lower-case hex characters; public, so 96 bits are to make it unique, not secret.</summary>
    public static string NewAppKey() => "os_" + RandomNumberGenerator.GetString(LowerHex, 24);

    /// <summary>32 characters of <c>[A-Za-z0-9_-]</c>, 192 bits.</summary>
    public static string NewAppSecret() => RandomNumberGenerator.GetString(Letters + Digits + "_-", 32);

    /// <summary>The last four characters, by which a person tells one secret from another (<c>secretHint</c>).</summary>
    public static string Hint(string secret) => secret.Length > 8
        ? secret[^4..]
        : throw new ArgumentException("A hint must not be half of the secret: this one is too short for it.", nameof(secret));
}
