using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>What the console's API answered.</summary>
internal sealed record ConsoleAnswer(int Status, JsonElement Body, string Text)
{
    public JsonElement Data => Body.GetProperty("data");
}

/// <summary>A credential that a proof made, with its secrets.</summary>
internal sealed record Credential(long Id, string AppKey, string AppSecret, string CallbackSecret)
{
    public SignedClient Client(HubProcess hub) => new(hub.BaseAddress, AppKey, AppSecret);
}

/// <summary>An administrator's script: signed in by password, with a bearer token (running 4).</summary>
internal sealed class ConsoleClient : IDisposable
{
    private readonly HttpClient http;

    private ConsoleClient(Uri hub) => http = Http(hub, () => HasConnected = true);

    public Uri Hub => http.BaseAddress!;

    /// <summary>Whether anybody listened when it called: if not, nothing it sent can have been done.</summary>
    public bool HasConnected { get; private set; }

    /// <summary>The token that was issued; it outlives the process that issued it.</summary>
    public string Token { get; private set; } = "";

    public static async Task<ConsoleClient> SignInAsync(Uri hub, string username, string password)
    {
        var client = new ConsoleClient(hub);
        var answer = await client.SendAsync(HttpMethod.Post, "/api/auth/login", new { username, password });
        if (answer.Status != 200)
        {
            client.Dispose();
            throw new InvalidOperationException($"{username} could not sign in: {answer.Text}");
        }
        client.Use(answer.Data.GetProperty("token").GetString()!);
        return client;
    }

    /// <summary>The same person on another node, or on the same one after a restart.</summary>
    public static ConsoleClient With(Uri hub, string token)
    {
        var client = new ConsoleClient(hub);
        client.Use(token);
        return client;
    }

    /// <summary>An ORDER_SYNC credential, unless another type is asked for, without a daily limit unless one is given.</summary>
    public async Task<Credential> CreateCredentialAsync(string name, Uri? callback = null, int dailyQuota = 0, bool requireV2 = false, string appType = "ORDER_SYNC")
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/system/tenant-app/create", new
        {
            appName = name,
            appType,
            dailyQuota,
            callbackUrl = callback?.AbsoluteUri,
            requireV2Signature = requireV2,
        });
        return answer.Status == 200
            ? new Credential(
                answer.Data.GetProperty("id").GetInt64(), answer.Data.GetProperty("appKey").GetString()!, answer.Data.GetProperty("appSecret").GetString()!,
                answer.Data.GetProperty("callbackSecret").GetString()!)
            : throw new InvalidOperationException($"The credential {name} could not be made: {answer.Text}");
    }

    /// <summary>How many orders the tenant has in all.</summary>
    public async Task<int> CountOrdersAsync() =>
        (await SendAsync(HttpMethod.Get, "/api/production/orders?page=1&size=1", null)).Data.GetProperty("total").GetInt32();

    /// <summary>Closes an order below its threshold: there is nothing to cut in a proof.</summary>
    public Task<ConsoleAnswer> CompleteAsync(string orderNo, CancellationToken stop = default) =>
        SendAsync(HttpMethod.Post, $"/api/production/orders/{orderNo}/complete", new { reason = "proof", force = true }, stop);

    public async Task<ConsoleAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }
        using var answer = await http.SendAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true;
        return new ConsoleAnswer(
            (int)answer.StatusCode, isJson ? JsonElement.Parse(text) : default,
            string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {(int)answer.StatusCode} {text}"));
    }

    public void Dispose() => http.Dispose();

    private static HttpClient Http(Uri hub, Action connected) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, stop);
                connected();
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = hub,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private void Use(string token)
    {
        Token = token;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
