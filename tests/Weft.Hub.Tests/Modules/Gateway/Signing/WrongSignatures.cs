using System.Security.Cryptography;
using System.Text;
using Weft.Hub.Modules.Gateway.Signing;

namespace Weft.Hub.Tests.Modules.Gateway.Signing;

/// <summary>Signs wrongly, by hand and without the code under test: what a customer's program sends when it makes the mistake.</summary>
internal static class WrongSignatures
{
    public const string AppKey = "os_0123456789abcdef01234567";
    public const string Ms = "1770791400000";
    public const string Seconds = "1770791400";
    public const string Secret = "Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE";
    public const string Previous = "old-Pq2sT7vWzR4nB8dLf6hJc3gYt5aE";
    public const string Callback = "wh_Kx9mPq2sT7vWzR4nB8dLf6hJ";
    public const string Nonce = "n-7f3c2a91";
    public const string Host = "hub.example.com";
    public const string OrdersPath = "/openapi/v1/orders/create";

    /// <summary>Compact, with Chinese text, a slash, and keys that are not sorted.</summary>
    public const string Json = """{"styleNo":"FZ/2024001","externalOrderNo":"ERP-002","quantity":500,"colors":["红","蓝"],"items":[],"extra":{}}""";

    public static readonly CandidateSecrets Secrets = new() { Current = Utf8(Secret), Previous = Utf8(Previous), Callback = Utf8(Callback) };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Hmac(string key, byte[] message) => HMACSHA256.HashData(Utf8(key), message);

    public static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    public static string Sha(string text) => Hex(SHA256.HashData(Utf8(text)));

    public static string Sign(string message, string key = Secret) => Hex(Hmac(key, Utf8(message)));

    /// <summary>The right V1 message, or one with another body.</summary>
    public static string V1(string body = Json, string timestamp = Ms) => AppKey + timestamp + body;

    public static string V1Of(byte[] body) => Hex(Hmac(Secret, [.. Utf8(AppKey + Ms), .. body]));

    public static string V2(string method = "POST", string path = OrdersPath, string query = "", string? hash = null, string nonce = Nonce) =>
        string.Join('\n', AppKey, method, path, query, Ms, nonce, hash ?? Sha(Json));

    /// <summary>A V1 request with this signature.</summary>
    public static SignatureAttempt Sent(string signature, string body = Json, string timestamp = Ms) => Sent(signature, Utf8(body), timestamp);

    public static SignatureAttempt Sent(string signature, byte[] body, string timestamp = Ms) => new()
    {
        AppKey = AppKey,
        Timestamp = timestamp,
        Signature = signature,
        Method = "POST",
        Path = OrdersPath,
        Host = Host,
        Body = body,
    };

    public static SignatureAttempt SentV2(string message) => Sent(Sign(message)) with { IsV2 = true, Nonce = Nonce };
}
