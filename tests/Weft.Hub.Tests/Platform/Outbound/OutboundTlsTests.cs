using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

public class OutboundTlsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_host_name_is_kept_for_sni_and_certificate_while_the_address_is_ours()
    {
        using var certificate = CertificateFor("api.example.com");
        string? sni = null;
        await using var server = TlsServer(certificate, name => sni = name);
        using var outbound = new OutboundFixture(trustedRoots: [certificate]);
        outbound.Resolver.Answer("api.example.com", "127.0.0.1");

        var answer = await outbound.PostAsync(server.Url("api.example.com", "https"));

        Assert.Equal((OutboundFailure.None, 204), (answer.Failure, answer.StatusCode));
        Assert.Equal("api.example.com", sni);
        Assert.Contains($"\r\nHost: api.example.com:{server.Port}\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.example.com", true), InlineData("api.example.com", false)]
    public async Task A_certificate_for_another_name_or_from_nobody_we_trust_is_refused_before_the_request_is_sent(string name, bool trusted)
    {
        using var certificate = CertificateFor(name);
        await using var server = TlsServer(certificate, _ => { });
        using var outbound = new OutboundFixture(trustedRoots: trusted ? [certificate] : null);
        outbound.Resolver.Answer("api.example.com", "127.0.0.1");

        var answer = await outbound.PostAsync(server.Url("api.example.com", "https"));

        Assert.Equal((OutboundFailure.TlsFailed, 0), (answer.Failure, answer.StatusCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_receiver_without_tls_fails_the_handshake()
    {
        await using var server = new RawServer(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 400 Bad Request\r\n\r\n", stop);
            await RawServer.UntilClosedAsync(stream, stop);
        });
        using var outbound = new OutboundFixture();

        Assert.Equal(OutboundFailure.TlsFailed, (await outbound.PostAsync(server.Url(scheme: "https"))).Failure);
    }

    [Fact]
    public async Task A_handshake_that_hangs_costs_the_connect_timeout_only()
    {
        var greeted = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[1], stop);
            greeted.SetResult();
            await RawServer.UntilClosedAsync(stream, stop); // and says nothing
        });
        using var outbound = new OutboundFixture();

        var call = outbound.Http.SendAsync(OutboundFixture.Post(server.Url(scheme: "https")), Cancel);
        await OutboundFixture.Soon(greeted.Task);
        outbound.Time.Advance(TimeSpan.FromSeconds(3));

        var answer = await OutboundFixture.Soon(call);
        Assert.Equal((OutboundFailure.TimedOut, TimeSpan.FromSeconds(3)), (answer.Failure, answer.Duration));
    }

    private static RawServer TlsServer(X509Certificate2 certificate, Action<string?> named)
    {
        RawServer? server = null;
        return server = new RawServer(async (plain, stop) =>
        {
            await using var secure = new SslStream(plain);
            try
            {
                await secure.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateSelectionCallback = (_, name) =>
                        {
                            named(name);
                            return certificate;
                        },
                    },
                    stop);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                return; // the client refused our certificate, as it should
            }
            while (await server!.ReadRequestAsync(secure, stop) is not null)
                await RawServer.WriteAsync(secure, "HTTP/1.1 204 No Content\r\n\r\n", stop);
        });
    }

    private static X509Certificate2 CertificateFor(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
