using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

public sealed class FrontDoorTests
{
    [Theory]
    [InlineData("", "203.0.113.9", "http 127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "http 127.0.0.1")]
    [InlineData("127.0.0.0/8", "203.0.113.9", "https 203.0.113.9")]
    // What a caller writes himself stands before what the trusted proxy adds, and is not believed.
    [InlineData("127.0.0.0/8", "198.51.100.1, 203.0.113.9", "https 203.0.113.9")]
    // Two trusted proxies in a row.
    [InlineData("127.0.0.0/8,10.0.0.0/8", "203.0.113.9, 10.2.3.4", "https 203.0.113.9")]
    public async Task Only_a_trusted_proxy_says_who_the_caller_is(string trusted, string forwardedFor, string seen)
    {
        await using var hub = await TestHub.StartAsync(
            "sqlite", [$"Proxy:TrustedNetworks={trusted}"], services => services.AddSingleton<IStartupFilter, ShowCaller>());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await hub.Http.SendAsync(request);
        Assert.Equal(seen, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        await using var hub = await TestHub.StartAsync("sqlite");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        for (var i = 0; i < 100; i++)
        {
            request.Headers.Add($"X-Fill-{i}", "x");
        }
        using var answer = await hub.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_caller_who_sends_headers_too_slowly_is_let_go()
    {
        await using var hub = await TestHub.StartAsync("sqlite");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, hub.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: hub\r\nX-Slow: "));
        // The server ends it after its 15 seconds: with 408, then the end of the stream.
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    private sealed class ShowCaller : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Run(context => context.Response.WriteAsync($"{context.Request.Scheme} {context.Connection.RemoteIpAddress}"));
        };
    }
}
