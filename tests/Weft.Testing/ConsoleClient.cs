using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Weft.Testing;

/// <summary>An answer of the console's API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ErrorCode"><c>X-Error-Code</c>, null when there is none.</param>
/// <param name="Body">The envelope.</param>
/// <param name="Text">The same as it came.</param>
public sealed record ConsoleAnswer(int Status, string? ErrorCode, JsonElement Body, string Text)
{
    /// <summary>The envelope's <c>data</c>.</summary>
    public JsonElement Data => Body.GetProperty("data");

    public string Message => Body.GetProperty("message").GetString()!;
}

/// <summary>A script that calls the console's API with a bearer token, or without one.</summary>
public sealed class ConsoleClient(HttpClient http, string? token)
{
    public string? Token { get; } = token;

    /// <summary>Signs in over HTTP.</summary>
    public static async Task<ConsoleClient> LoginAsync(TestHub hub, string username, string password)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var answer = await new ConsoleClient(hub.Http, null).PostAsync("/api/auth/login", new { username, password });
        return answer.Status == 200
            ? new ConsoleClient(hub.Http, answer.Data.GetProperty("token").GetString())
            : throw new InvalidOperationException($"{username} can not sign in: {answer.Text}");
    }

    public Task<ConsoleAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ConsoleAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ConsoleAnswer> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<ConsoleAnswer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<ConsoleAnswer> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }
        using var response = await http.SendAsync(request);
        return await ReadAsync(response);
    }

    public static async Task<ConsoleAnswer> ReadAsync(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = await response.Content.ReadAsStringAsync();
        var body = text.StartsWith('{') ? JsonDocument.Parse(text).RootElement.Clone() : default;
        var code = response.Headers.TryGetValues("X-Error-Code", out var values) ? values.First() : null;
        return new ConsoleAnswer((int)response.StatusCode, code, body, text);
    }
}
