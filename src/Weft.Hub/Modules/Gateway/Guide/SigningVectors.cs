using System.Text;
using Weft.Hub.Modules.Gateway.Signing;

namespace Weft.Hub.Modules.Gateway.Guide;

/// <summary>The guide's vectors (openapi-gateway 3.2); what they come to is computed by the code that checks calls, so that the two can not differ.</summary>
internal static class SigningVectors
{
    public const string AppKey = "os_0123456789abcdef01234567";
    public const string AppSecret = "Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE";
    public const string Timestamp = "1770791400000";

    public static readonly IReadOnlyList<(string Name, string Body)> Bodies =
    [
        ("A", ""),
        ("B", """{"externalOrderNo":"ERP-001","styleNo":"FZ2024001","quantity":500}"""),
        ("C", """{"externalOrderNo":"ERP-002","styleNo":"FZ2024001","quantity":500,"colors":["红","蓝"],"sizes":["S","M","L"]}"""),
    ];

    public static string SignatureOf(string body) => RequestSignature.SignV1(Encoding.UTF8.GetBytes(AppSecret), AppKey, Timestamp, Encoding.UTF8.GetBytes(body));
}
