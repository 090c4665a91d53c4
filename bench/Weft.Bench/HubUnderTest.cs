using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weft.Bench;

/// <summary>A Hub of the Release build in a process of its own, filled through the product itself: <c>demo</c> first, then the console's API, then <c>serve</c>.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    private static readonly string[] Limits =
    [
        "--AppStore:AllowUnlimitedQuota=true", "--AppStore:MaxCredentialsPerType=200", "--Gateway:BurstPerSecond=1000000", "--Gateway:BurstBucket=1000000",
        "--Outbound:AllowHttp=true", "--Outbound:AllowedNetworks:0=127.0.0.0/8", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
    ];

    private readonly HttpClient console;

    private HubUnderTest(ServerProcess process, HttpClient console, IReadOnlyList<(long Id, string Key, string Secret)> credentials) =>
        (Process, this.console, Credentials) = (process, console, credentials);

    public ServerProcess Process { get; }

    public IReadOnlyList<(long Id, string Key, string Secret)> Credentials { get; }

    public IReadOnlyList<(string Key, string Secret)> Keys => [.. Credentials.Select(c => (c.Key, c.Secret))];

    /// <param name="dll">The Hub.</param>
    /// <param name="folder">An empty data folder.</param>
    /// <param name="database">Settings of the database.</param>
    /// <param name="credentials">How many ORDER_SYNC credentials to make.</param>
    /// <param name="callback">Their callback address, or null.</param>
    public static async Task<HubUnderTest> StartAsync(string dll, string folder, IReadOnlyList<string> database, int credentials, string? callback)
    {
        List<(long, string, string)> made = [];
        await using (var demo = await ServerProcess.StartAsync(null, dll, ["demo", $"--data={folder}", "--urls=http://127.0.0.1:0", .. database, .. Limits]))
        {
            using var setUp = await SignInAsync(demo.Port, folder);
            for (var i = 0; i < credentials; i++)
            {
                made.Add(await NewCredentialAsync(setUp, i, callback));
            }
        }
        return await ServeAsync(dll, folder, database, made);
    }

    /// <summary>The same Hub again, on a folder that was filled before.</summary>
    public static Task<HubUnderTest> ResumeAsync(string dll, string folder, IReadOnlyList<string> database) => ServeAsync(dll, folder, database, []);

    private static async Task<HubUnderTest> ServeAsync(
        string dll, string folder, IReadOnlyList<string> database, IReadOnlyList<(long Id, string Key, string Secret)> credentials)
    {
        var secrets = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo-secrets.json")))!;
        var hub = await ServerProcess.StartAsync(
            0, dll, ["serve", $"--data={folder}", "--urls=http://127.0.0.1:0", $"--Secrets:MasterKey={secrets["master key"]}", .. database, .. Limits]);
        return new HubUnderTest(hub, await SignInAsync(hub.Port, folder), credentials);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await console.GetFromJsonAsync<JsonElement>(path);
        return answer.GetProperty("data");
    }

    public async Task<JsonElement> PostTextAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await console.PostAsync(path, content);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
    }

    public async Task<JsonElement> CallAsync(string path, object body)
    {
        using var response = await console.PostAsJsonAsync(path, body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? answer.GetProperty("data") : throw new InvalidOperationException($"{path}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        console.Dispose();
        await Process.DisposeAsync();
    }

    private static async Task<HttpClient> SignInAsync(int port, string folder)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var i = 0; i < 200; i++)
        {
            if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode)
            {
                break;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        var user = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo.json")))!["tenants"]![0]!["users"]![0]!;
        using var login = await http.PostAsJsonAsync("/api/auth/login", new { username = (string)user["username"]!, password = (string)user["password"]! });
        var data = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", data.GetProperty("token").GetString());
        return http;
    }

    private static async Task<(long, string, string)> NewCredentialAsync(HttpClient http, int number, string? callback)
    {
        var body = new { appName = string.Create(CultureInfo.InvariantCulture, $"压测{number}"), appType = "ORDER_SYNC", dailyQuota = 0, callbackUrl = callback };
        using var response = await http.PostAsJsonAsync("/api/system/tenant-app/create", body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(answer.ToString());
        }
        var data = answer.GetProperty("data");
        return (data.GetProperty("id").GetInt64(), data.GetProperty("appKey").GetString()!, data.GetProperty("appSecret").GetString()!);
    }
}
