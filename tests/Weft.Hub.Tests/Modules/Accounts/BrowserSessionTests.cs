using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

public sealed class BrowserSessionTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_cookie_call_that_writes_needs_the_token_of_its_own_session(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        using var browser = new Browser(hub);
        var csrf = await browser.LoginAsync(tenant.AdminName);

        Assert.Equal(200, (await browser.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
        var without = await browser.SendAsync(HttpMethod.Post, "/api/system/dicts/presets");
        Assert.Equal((403, "CSRF"), (without.Status, without.ErrorCode));
        Assert.Equal(403, (await browser.SendAsync(HttpMethod.Post, "/api/system/dicts/presets", "invented")).Status);

        using var other = new Browser(hub);
        var others = await other.LoginAsync(tenant.AdminName);
        Assert.Equal(403, (await browser.SendAsync(HttpMethod.Post, "/api/system/dicts/presets", others)).Status);
        Assert.Equal(0, (await tenant.Admin.GetAsync("/api/system/dicts")).Data.GetProperty("total").GetInt64());

        Assert.Equal(200, (await browser.SendAsync(HttpMethod.Post, "/api/system/dicts/presets", csrf)).Status);
        var fresh = (await browser.SendAsync(HttpMethod.Get, "/api/auth/csrf")).Data.GetProperty("csrfToken").GetString();
        Assert.Equal(200, (await browser.SendAsync(HttpMethod.Post, "/api/auth/logout", fresh)).Status);
        Assert.Equal(401, (await browser.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_session_cookie_is_kept_from_scripts_and_other_sites(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        using var response = await hub.Http.PostAsJsonAsync("/api/auth/session", new { username = tenant.AdminName, password = Tenants.Password }, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("weft.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_browser_session_slides_for_eight_hours_and_ends_after_a_day(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        using var busy = new Browser(hub);
        using var idle = new Browser(hub);
        await busy.LoginAsync(tenant.AdminName);
        await idle.LoginAsync(tenant.AdminName);

        for (var hour = 1; hour < 24; hour++)
        {
            hub.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(200, (await busy.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
            if (hour == 8)
            {
                Assert.Equal(401, (await idle.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
            }
        }
        hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await busy.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_cookie_outlives_a_restart_and_the_keys_lie_sealed(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        string cookies;
        await using (var first = await TestHub.StartAsync(provider, on: database))
        {
            var tenant = await Tenants.CreateAsync(first);
            using var browser = new Browser(first);
            await browser.LoginAsync(tenant.AdminName);
            cookies = browser.Cookies;
        }
        await using var second = await TestHub.StartAsync(provider, on: database);
        using var again = new Browser(second) { Cookies = cookies };
        Assert.Equal(200, (await again.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);

        var keys = await second.AsPlatformAsync(s => s.GetRequiredService<HubDbContext>().Set<ProtectionKey>().ToListAsync());
        var key = Assert.Single(keys);
        Assert.Contains("sealedKey", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_forged_or_foreign_cookie_is_nobody(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        foreach (var value in new[] { "x", "AAAA", Convert.ToBase64String(new byte[64]), "%00" })
        {
            using var browser = new Browser(hub) { Cookies = "weft.session=" + value };
            Assert.Equal(401, (await browser.SendAsync(HttpMethod.Get, "/api/auth/me")).Status);
        }
    }

    /// <summary>Keeps cookies as a browser does.</summary>
    private sealed class Browser(TestHub hub) : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = hub.Address };
        private readonly Dictionary<string, string> jar = [];

        public string Cookies
        {
            get => string.Join("; ", jar.Select(c => c.Key + "=" + c.Value));
            init => jar[value[..value.IndexOf('=', StringComparison.Ordinal)]] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0];
        }

        public async Task<string> LoginAsync(string username)
        {
            var answer = await SendAsync(HttpMethod.Post, "/api/auth/session", body: $$"""{"username":"{{username}}","password":"{{Tenants.Password}}"}""");
            Assert.Equal(200, answer.Status);
            return answer.Data.GetProperty("csrfToken").GetString()!;
        }

        public async Task<ConsoleAnswer> SendAsync(HttpMethod method, string path, string? csrf = null, string? body = null)
        {
            using var request = new HttpRequestMessage(method, path);
            if (jar.Count > 0)
            {
                request.Headers.Add("Cookie", Cookies);
            }
            if (csrf is not null)
            {
                request.Headers.Add("X-CSRF-Token", csrf);
            }
            if (body is not null)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            }
            using var response = await http.SendAsync(request);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                jar[pair[0]] = pair[1];
            }
            return await ConsoleClient.ReadAsync(response);
        }

        public void Dispose() => http.Dispose();
    }
}
