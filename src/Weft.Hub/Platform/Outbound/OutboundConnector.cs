using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Weft.Hub.Platform.Outbound;

/// <summary>Carries a failure of <see cref="OutboundConnector"/> through the framework's handler to <see cref="OutboundHttp"/>; never leaves it.</summary>
internal sealed class OutboundConnectException(OutboundFailure failure, Exception? inner = null) : Exception(failure.ToString(), inner)
{
    public OutboundFailure Failure { get; } = failure;
}

/// <summary>A request that knows its connect timeout; a field costs less than the options dictionary of the base class.</summary>
internal sealed class OutboundMessage(HttpMethod method, Uri uri, TimeSpan connectTimeout) : HttpRequestMessage(method, uri)
{
    public TimeSpan ConnectTimeout { get; } = connectTimeout;
}

/// <summary>
/// Makes a connection: 1 normalise the host, 2 resolve it, 3 check every address, 4 connect to one of exactly those, 5 TLS with the host's name. Between
/// 3 and 4 nothing is resolved again, so a name server that changes its mind (DNS rebinding) changes nothing (openapi-gateway 8, G20).
/// </summary>
/// <param name="rules">What may be connected to.</param>
/// <param name="time">Measures the connect timeout.</param>
/// <param name="trustedRoots">Instead of the machine's certificate authorities; for tests.</param>
internal sealed class OutboundConnector(AddressRules rules, TimeProvider time, X509Certificate2Collection? trustedRoots)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // The handler outlives the request that asked for a connection and would go on connecting after it, so the timeout is the connection's own.
        var message = (OutboundMessage)context.InitialRequestMessage;
        using var deadline = new CancellationTokenSource(message.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (!NormalHost.TryRead(context.DnsEndPoint.Host, out var host, out _)) // 1
                throw new OutboundConnectException(OutboundFailure.AddressRefused);
            var (addresses, failure) = await rules.ResolveAsync(host, both.Token).ConfigureAwait(false); // 2, 3
            if (failure != OutboundFailure.None)
                throw new OutboundConnectException(failure);
            var stream = await ConnectToOneOfAsync(addresses, context.DnsEndPoint.Port, both.Token).ConfigureAwait(false); // 4
            return message.RequestUri!.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, host, both.Token).ConfigureAwait(false) : stream; // 5
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OutboundConnectException(OutboundFailure.TimedOut, e);
        }
    }

    private static async Task<NetworkStream> ConnectToOneOfAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            Socket? socket = null;
            try
            {
                // Nagle would hold the body back until the headers are acknowledged.
                socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
                var stream = new NetworkStream(socket, ownsSocket: true);
                socket = null;
                return stream;
            }
            catch (SocketException e)
            {
                last = e; // refused, unreachable, or a machine without IPv6: the next address may do
            }
            finally
            {
                socket?.Dispose();
            }
        }
        throw new OutboundConnectException(OutboundFailure.ConnectFailed, last);
    }

    private async Task<SslStream> SecureAsync(NetworkStream plain, NormalHost host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(TlsOptions(host), cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch (Exception e)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            if (e is AuthenticationException or IOException)
                throw new OutboundConnectException(OutboundFailure.TlsFailed, e);
            throw;
        }
    }

    private SslClientAuthenticationOptions TlsOptions(NormalHost host)
    {
        // A certificate may name addresses to fetch its issuer or its revocation list from. Its owner chooses them, and the framework would fetch them
        // past all our rules, from the metadata service if so told: nothing is downloaded. Not shared: a handshake adds to its policy.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (trustedRoots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trustedRoots);
        }
        return new SslClientAuthenticationOptions
        {
            TargetHost = host.Name,
            CertificateChainPolicy = policy,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
        };
    }
}
