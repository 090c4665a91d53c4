using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Bench;

/// <summary>Writes signed requests as a customer's client would, each with its own timestamp, signature and order number.</summary>
internal sealed class SignedRequests(IReadOnlyList<(string Key, string Secret)> credentials, int port)
{
    private long serial = Random();

    public int Read(byte[] target, string path)
    {
        var (key, secret) = credentials[(int)(Interlocked.Increment(ref serial) % credentials.Count)];
        return Write(target, "GET", path, key, secret, []);
    }

    public int Create(byte[] target)
    {
        var number = Interlocked.Increment(ref serial);
        var (key, secret) = credentials[(int)(number % credentials.Count)];
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"externalOrderNo":"B-{{number}}","styleNo":"FZ2024001","styleName":"春季连衣裙","quantity":500,"requiredDate":"2099-12-31","remark":"压测订单","items":[{"color":"红","size":"M","quantity":300},{"color":"蓝","size":"L","quantity":200}]}
            """));
        return Write(target, "POST", "/openapi/v1/orders/create", key, secret, body);
    }

    private int Write(byte[] target, string method, string path, string key, string secret, byte[] body)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes(key + timestamp), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message));
        var head = $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-App-Key: {key}\r\nX-Timestamp: {timestamp}\r\nX-Signature: {signature}\r\n"
            + (body.Length > 0 ? $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n" : "\r\n");
        var length = Encoding.ASCII.GetBytes(head, target);
        body.CopyTo(target, length);
        return length + body.Length;
    }

    private static long Random() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & 0xFFFFFFFFFFFF;
}
