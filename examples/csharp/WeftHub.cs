using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weft.Example;

public sealed record OrderItem(string Color, string Size, int Quantity);

public sealed record Order(
    string ExternalOrderNo,
    string StyleNo,
    string? StyleName,
    int Quantity,
    string? RequiredDate,
    string? Remark,
    IReadOnlyList<OrderItem> Items);

/// <summary>The Hub refused the call.</summary>
public class HubException(string message) : Exception(message);

/// <summary>No answer that settles the matter, after every attempt: the call may or may not have had its effect. Repeat it later.</summary>
public sealed class HubUnavailableException(string message) : HubException(message);

/// <summary>The signed API. Every call may be repeated safely: reading changes nothing, and an order is known by its externalOrderNo.</summary>
public sealed class WeftHub(string url, string appKey, string appSecret) : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1); // A used-up daily quota asks for hours: say so to the caller instead of sleeping.

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Chinese as Chinese, for readable logs; \uXXXX would be just as valid.
    };

    // One client for the life of the program. A redirected POST would arrive as a GET without its body, so redirects are not followed.
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a change of the Hub's address is noticed
    })
    {
        BaseAddress = new Uri(url),
        Timeout = TimeSpan.FromSeconds(15),
    };

    public string Sign(string timestamp, byte[] body) => Hmac.Hex(appSecret, Encoding.UTF8.GetBytes(appKey + timestamp), body);

    public Task<JsonElement> PlaceOrderAsync(Order order) =>
        // The bytes are made once: what is signed must be what is sent, to the last byte, on every attempt.
        CallAsync(HttpMethod.Post, "/openapi/v1/orders/create", JsonSerializer.SerializeToUtf8Bytes(order, Json));

    public Task<JsonElement> GetOrderAsync(string orderNo) => CallAsync(HttpMethod.Get, "/openapi/v1/orders/" + Uri.EscapeDataString(orderNo), []);

    public Task<JsonElement> EventsAfterAsync(long sequence) => CallAsync(HttpMethod.Get, $"/openapi/v1/events?after={sequence}&size=100", []);

    /// <summary>The answer's data. Tries again when the network, the limits or the server stand in the way, not when the Hub says no.</summary>
    private async Task<JsonElement> CallAsync(HttpMethod method, string path, byte[] body)
    {
        for (var attempt = 1; ; attempt++)
        {
            string problem;
            TimeSpan? retryAfter = null;
            try
            {
                using var request = SignedRequest(method, path, body);
                using var response = await http.SendAsync(request);
                var answer = EnvelopeOf(await response.Content.ReadAsStringAsync(), out problem, response);
                if (response.StatusCode == HttpStatusCode.OK && answer is { } envelope)
                {
                    return envelope.GetProperty("data");
                }

                if (response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
                {
                    throw new HubException(problem);
                }

                retryAfter = response.Headers.RetryAfter?.Delta;
            }
            // TaskCanceledException is how HttpClient reports its timeout.
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                problem = $"no answer from {url}: {e.GetBaseException().Message}";
            }

            // Doubling, with chance in it, so that many clients do not come back in step.
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2)));
            if (retryAfter > wait)
            {
                wait = retryAfter.Value;
            }

            if (attempt == Attempts || wait > LongestWait)
            {
                var asked = retryAfter is { } delay ? $", the Hub asks to wait {delay.TotalSeconds:0} s" : "";
                throw new HubUnavailableException($"{problem}; gave up after attempt {attempt}{asked}");
            }

            Console.Error.WriteLine(FormattableString.Invariant($"{problem}; trying again in {wait.TotalSeconds:0.0} s"));
            await Task.Delay(wait);
        }
    }

    private HttpRequestMessage SignedRequest(HttpMethod method, string path, byte[] body)
    {
        // New on every attempt: the Hub refuses a timestamp and signature that it has had before.
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-App-Key", appKey);
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", Sign(timestamp, body));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        return request;
    }

    /// <summary>Null when something between us and the Hub has answered, a proxy's error page for example.</summary>
    private static JsonElement? EnvelopeOf(string text, out string problem, HttpResponseMessage response)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(text);
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("requestId", out var requestId))
            {
                var token = response.Headers.TryGetValues("X-Error-Code", out var tokens) ? string.Concat(tokens) : "-";
                var data = answer.GetProperty("data");
                var details = data.ValueKind == JsonValueKind.Null ? "" : " " + JsonSerializer.Serialize(data, Json);
                problem = $"refused: {(int)response.StatusCode} {token} {answer.GetProperty("message")}{details} ({requestId})";
                return answer;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        problem = $"not an answer of a Hub: status {(int)response.StatusCode}, \"{text[..Math.Min(200, text.Length)]}\"";
        return null;
    }

    public void Dispose() => http.Dispose();
}

internal static class Hmac
{
    /// <summary>64 lower-case hex characters, over the parts one after the other.</summary>
    public static string Hex(string secret, params ReadOnlySpan<byte[]> parts)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        foreach (var part in parts)
        {
            hmac.AppendData(part);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
