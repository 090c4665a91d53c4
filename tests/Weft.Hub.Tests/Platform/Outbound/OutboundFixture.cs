using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>The way out with a name server and a clock that the test moves. Loopback and http are allowed unless the test says otherwise.</summary>
internal sealed class OutboundFixture : IDisposable
{
    public OutboundFixture(bool allowLoopback = true, string[]? ownHosts = null, X509Certificate2Collection? trustedRoots = null)
    {
        Rules = RulesFor(new OutboundOptions { AllowHttp = true, AllowedNetworks = allowLoopback ? ["127.0.0.0/8"] : [], OwnHosts = ownHosts ?? [] }, Resolver, Time);
        Http = new OutboundHttp(Rules, Time, trustedRoots);
    }

    public FakeResolver Resolver { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public AddressRules Rules { get; }

    public OutboundHttp Http { get; }

    public static AddressRules RulesFor(OutboundOptions options, IHostResolver? resolver = null, TimeProvider? time = null) =>
        new(Options.Create(options), resolver ?? new FakeResolver(), time ?? TimeProvider.System);

    /// <summary>A test that would wait for ever fails instead; only a broken rule ever waits so long.</summary>
    public static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public static Task Soon(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public static OutboundRequest Post(Uri uri, string body = "{}") => new()
    {
        Method = HttpMethod.Post,
        Uri = uri,
        Headers = [new("Content-Type", "application/json; charset=utf-8"), new("User-Agent", "Weft-Webhook/1.0")],
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    public Task<OutboundAnswer> PostAsync(Uri uri) => Soon(Http.SendAsync(Post(uri), TestContext.Current.CancellationToken));

    public void Dispose() => Http.Dispose();
}
