using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>A receiver on loopback that speaks raw bytes, so that a test can have it misbehave in any way. Counts the connections it was given.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly List<Task> _served = [];
    private readonly Task _accepting;

    public int Accepted;

    public RawServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url(string host = "127.0.0.1", string scheme = "http", string path = "/hook") => new($"{scheme}://{host}:{Port}{path}");

    /// <summary>The heads of all requests read by <see cref="ReadRequestAsync"/>, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Answers every request on a connection with the same text.</summary>
    public static RawServer Answering(string answer)
    {
        RawServer? server = null;
        return server = new RawServer(async (stream, stop) =>
        {
            while (await server!.ReadRequestAsync(stream, stop) is not null)
                await WriteAsync(stream, answer, stop);
        });
    }

    public static ValueTask WriteAsync(Stream stream, string text, CancellationToken stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);

    /// <summary>Reads and forgets until the client closes or breaks off.</summary>
    public static async Task UntilClosedAsync(Stream stream, CancellationToken stop)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, stop) > 0)
            {
                // Only the end matters.
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }

    /// <summary>Reads head and body of one request; the body's length must be given. Null when the client has closed.</summary>
    public async Task<string?> ReadRequestAsync(Stream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int end;
        while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length < end + 4 + ContentLength(text.ToString()))
        {
            var got = await stream.ReadAsync(buffer, stop);
            if (got == 0)
                return null;
            text.Append(Encoding.Latin1.GetString(buffer, 0, got));
        }
        lock (Requests)
            Requests.Add(text.ToString());
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_served);
        _stop.Dispose();
    }

    private static int ContentLength(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref Accepted);
                _served.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The client has gone, as these tests mean it to, or the test is over.
            }
        }
    }
}
