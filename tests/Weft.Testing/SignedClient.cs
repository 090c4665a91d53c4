using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weft.Testing;

/// <summary>
/// A customer's system that calls the signed API. Its signing is written from <c>spec/openapi-gateway.md</c> §3 and shares nothing with the Hub's.
/// Safe to use from many threads. No two requests of one client carry the same timestamp, as the replay store asks of writes with equal bodies:
/// when the clock stands still, or calls come faster than it ticks, the timestamps run ahead of it.
/// </summary>
public sealed class SignedClient : IDisposable
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient http;
    private readonly bool ownsHttp;
    private readonly Uri baseAddress;
    private readonly TimeProvider time;
    private long lastTimestamp;

    /// <summary>A client with connections of its own.</summary>
    public SignedClient(Uri baseAddress, string appKey, string secret, TimeProvider? time = null)
        : this(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = baseAddress },
            appKey, secret, time) => ownsHttp = true;

    /// <summary>A client over connections that the caller made and disposes, a test server's for example.</summary>
    public SignedClient(HttpClient http, string appKey, string secret, TimeProvider? time = null)
    {
        this.http = http;
        baseAddress = http.BaseAddress ?? throw new ArgumentException("The client needs a base address.", nameof(http));
        AppKey = appKey;
        Secret = secret;
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>The credential's public id.</summary>
    public string AppKey { get; }

    /// <summary>The credential's secret.</summary>
    public string Secret { get; }

    /// <summary>V1: lower-case hex of HMAC-SHA256 over key, timestamp and body, one after the other.</summary>
    public static string SignV1(string secret, string appKey, string timestamp, ReadOnlySpan<byte> body) =>
        Hmac(secret, [.. Encoding.UTF8.GetBytes(appKey + timestamp), .. body]);

    /// <summary>V2: the same over key, method, path, raw query, timestamp, nonce and the body's hash, a line each.</summary>
    public static string SignV2(string secret, string appKey, string method, string path, string rawQuery, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        Hmac(secret, Encoding.UTF8.GetBytes(string.Join('\n', appKey, method, path, rawQuery, timestamp, nonce, Convert.ToHexStringLower(SHA256.HashData(body)))));

    /// <summary>Signs a GET and sends it.</summary>
    public Task<SignedAnswer> GetAsync(string pathAndQuery, SigningTwist? twist = null, CancellationToken stop = default) =>
        SendAsync(Sign(HttpMethod.Get, pathAndQuery, null, twist), stop);

    /// <summary>Signs a POST and sends it.</summary>
    /// <param name="path">The path, with a query if need be.</param>
    /// <param name="body">Bytes or text, sent as they are; null for none; anything else becomes JSON.</param>
    /// <param name="twist">What to do wrongly.</param>
    /// <param name="stop">Gives up.</param>
    public Task<SignedAnswer> PostAsync(string path, object? body, SigningTwist? twist = null, CancellationToken stop = default) =>
        SendAsync(Sign(HttpMethod.Post, path, Bytes(body), twist), stop);

    /// <summary>Signs without sending, so that the request can be sent more than once, or from elsewhere.</summary>
    public SignedRequest Sign(HttpMethod method, string pathAndQuery, byte[]? body, SigningTwist? twist = null)
    {
        twist ??= SigningTwist.None;
        var appKey = twist.AppKey ?? AppKey;
        var secret = twist.Secret ?? Secret;
        var timestamp = twist.Timestamp ?? NextTimestamp().ToString(CultureInfo.InvariantCulture);
        var signedBody = twist.SignedBody ?? body ?? [];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-App-Key"] = appKey, ["X-Timestamp"] = timestamp };
        if (body is not null && twist.ContentType != "")
        {
            headers["Content-Type"] = twist.ContentType ?? "application/json";
        }

        if (twist.Version == 2)
        {
            var nonce = twist.Nonce ?? "n-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            var parts = (twist.SignedPathAndQuery ?? pathAndQuery).Split('?', 2);
            headers["X-Signature-Version"] = "2";
            headers["X-Nonce"] = nonce;
            headers["X-Signature"] = twist.Signature ?? SignV2(
                secret, appKey, (twist.SignedMethod ?? method).Method, parts[0], parts.ElementAtOrDefault(1) ?? "", timestamp, nonce, signedBody);
        }
        else
        {
            headers["X-Signature"] = twist.Signature ?? SignV1(secret, appKey, timestamp, signedBody);
        }

        foreach (var name in twist.Without)
        {
            headers.Remove(name);
        }

        foreach (var (name, value) in twist.With)
        {
            headers[name] = value;
        }

        return new SignedRequest(method, pathAndQuery, body, headers);
    }

    /// <summary>Sends a request exactly as it is, path and query unnormalised.</summary>
    public async Task<SignedAnswer> SendAsync(SignedRequest request, CancellationToken stop = default)
    {
        var uri = new Uri(
            baseAddress.GetLeftPart(UriPartial.Authority) + request.PathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var message = new HttpRequestMessage(request.Method, uri);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await http.SendAsync(message, stop);
        return new SignedAnswer(answer.StatusCode, HeadersOf(answer), await answer.Content.ReadAsByteArrayAsync(stop));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsHttp)
        {
            http.Dispose();
        }
    }

    private static byte[]? Bytes(object? body) => body switch
    {
        null => null,
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => JsonSerializer.SerializeToUtf8Bytes(body, Json),
    };

    private static string Hmac(string secret, byte[] message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message));

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage answer)
    {
        IEnumerable<HttpHeaders> all = [answer.Headers, answer.Content.Headers];
        return all.SelectMany(headers => headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
    }

    private long NextTimestamp()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            var last = Interlocked.Read(ref lastTimestamp);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref lastTimestamp, next, last) == last)
            {
                return next;
            }
        }
    }
}
