using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Weft.Hub.Platform.Outbound;

/// <summary>
/// The only way out: sends requests to addresses that users gave us, and connects nowhere the <see cref="AddressRules"/> forbid (openapi-gateway 8).
/// Follows no redirect; uses no proxy, cookie or credential of the machine; adds no header about our own tracing; decompresses nothing. One for the
/// process: it keeps connections for two minutes, and each was checked when it was made. Safe to call from many threads.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private static readonly string[] OurHeaders = ["Host", "Content-Length", "Transfer-Encoding", "Connection"];

    private readonly AddressRules _rules;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;

    public OutboundHttp(AddressRules rules, TimeProvider time)
        : this(rules, time, trustedRoots: null)
    {
    }

    internal OutboundHttp(AddressRules rules, TimeProvider time, X509Certificate2Collection? trustedRoots)
    {
        _rules = rules;
        _time = time;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = new OutboundConnector(rules, time, trustedRoots).ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            // Long enough to spare a busy receiver the handshakes, short enough that a name that has moved is followed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            // Calls to one host wait for a connection inside their own deadline; the callers bound how many are in flight.
            MaxConnectionsPerServer = 512,
            MaxResponseHeadersLength = 32, // KiB
            // What is not wanted of an answer is dropped with its connection, not read to its end.
            MaxResponseDrainSize = 0,
        });
    }

    /// <summary>
    /// Sends once and reads the answer up to the request's limit and deadline. Never throws for what the other side or the network does; throws
    /// <see cref="OperationCanceledException"/> when <paramref name="cancellationToken"/> says so, and <see cref="ArgumentException"/> for a header that
    /// cannot be sent. A POST may reach the receiver twice if it closes an idle connection at the wrong moment: give it a key to recognise it by.
    /// </summary>
    public async Task<OutboundAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new Call(_time, request);
        if (!_rules.AllowsCallTo(request.Uri))
            return call.Failed(OutboundFailure.AddressRefused);

        using var message = ToMessage(request);
        using var deadline = new CancellationTokenSource(request.WholeTimeout, _time);
        await using var cancel = cancellationToken.UnsafeRegister(static d => ((CancellationTokenSource)d!).Cancel(), deadline).ConfigureAwait(false);
        try
        {
            using var response = await _invoker.SendAsync(message, deadline.Token).ConfigureAwait(false);
            return await call.ReadAsync(response, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return call.Failed(deadline.IsCancellationRequested ? OutboundFailure.TimedOut : FailureOf(e));
        }
        finally
        {
            call.ReturnBuffer();
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static OutboundMessage ToMessage(OutboundRequest request)
    {
        var message = new OutboundMessage(request.Method, request.Uri, request.ConnectTimeout)
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (!request.Body.IsEmpty)
            message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var (name, value) in request.Headers)
        {
            if (OurHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw new ArgumentException($"The header {name} cannot be sent: it is ours to set, or its value is not printable ASCII.", nameof(request));
            if (message.Headers.TryAddWithoutValidation(name, value))
                continue;
            message.Content ??= new ReadOnlyMemoryContent(default);
            if (!message.Content.Headers.TryAddWithoutValidation(name, value))
                throw new ArgumentException($"The header name {name} is not valid.", nameof(request));
        }
        return message;
    }

    private static OutboundFailure FailureOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is OutboundConnectException ours)
                return ours.Failure;
        }
        var error = exception switch
        {
            HttpRequestException e => e.HttpRequestError,
            HttpIOException e => e.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => OutboundFailure.InvalidAnswer,
            HttpRequestError.ConnectionError => OutboundFailure.ConnectFailed,
            HttpRequestError.SecureConnectionError => OutboundFailure.TlsFailed,
            _ => OutboundFailure.Reset, // the connection broke while sending or reading
        };
    }

    /// <summary>What one call has learnt so far, so that a failure half-way still tells it.</summary>
    private sealed class Call(TimeProvider time, OutboundRequest request)
    {
        // Grows by doubling with what really arrives: a header that announces a megabyte costs the other side nothing, and so it costs us nothing.
        private const int FirstBytes = 4096;

        private readonly long _started = time.GetTimestamp();
        private byte[] _buffer = [];
        private int _read;
        private int _status;
        private string? _contentType;
        private TimeSpan? _retryAfter;

        public async Task<OutboundAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            var status = (int)response.StatusCode;
            if (status < 200)
                return Failed(OutboundFailure.InvalidAnswer); // 101: we asked for no other protocol, and what follows is not HTTP
            _status = status;
            _contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null;
            _retryAfter = response.Headers.RetryAfter is not { } wait ? null : wait.Delta ?? wait.Date - time.GetUtcNow();
            if (request.RefuseLongerAnswer && response.Content.Headers.ContentLength > request.MaxAnswerBytes)
                return Failed(OutboundFailure.AnswerTooLarge, truncated: true);

            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            while (true)
            {
                EnsureRoom();
                // One byte more than the limit tells a longer answer from one that just fits.
                var room = Math.Min(_buffer.Length, request.MaxAnswerBytes + 1) - _read;
                var got = await stream.ReadAsync(_buffer.AsMemory(_read, room), cancellationToken).ConfigureAwait(false);
                if (got == 0)
                    return Answer(OutboundFailure.None, truncated: false);
                _read += got;
                if (_read <= request.MaxAnswerBytes)
                    continue;
                _read = request.MaxAnswerBytes;
                return Answer(request.RefuseLongerAnswer ? OutboundFailure.AnswerTooLarge : OutboundFailure.None, truncated: true);
            }
        }

        public OutboundAnswer Failed(OutboundFailure failure, bool truncated = false) => Answer(failure, truncated);

        public void ReturnBuffer()
        {
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        private OutboundAnswer Answer(OutboundFailure failure, bool truncated) => new(
            failure, _status, _contentType, _buffer.AsSpan(0, _read).ToArray(), truncated, time.GetElapsedTime(_started), OutboundTexts.Of(failure))
        {
            RetryAfter = _retryAfter,
        };

        private void EnsureRoom()
        {
            if (_read < _buffer.Length)
                return;
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, _buffer.Length * 2));
            _buffer.AsSpan(0, _read).CopyTo(larger);
            ReturnBuffer();
            _buffer = larger;
        }
    }
}
