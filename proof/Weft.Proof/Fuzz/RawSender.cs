using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Weft.Proof.Fuzz;

/// <summary>An answer as far as it could be read; status 0 when the connection ended without one.</summary>
internal sealed record RawAnswer(int Status, string? Token, string Body);

/// <summary>One caller with bare sockets: it sends what no HTTP client would. Keeps its connection while the server does.</summary>
internal sealed class RawSender(Uri hub) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Socket? socket;

    /// <summary>Sends and reads one answer.</summary>
    /// <exception cref="TimeoutException">No answer and no end of the connection.</exception>
    public async Task<RawAnswer> SendAsync(RawRequest request)
    {
        // What lies about its length leaves the connection in an unknown state: it gets one of its own, closed behind the last byte.
        var alone = request.Framing == Framing.AsGiven;
        var reused = socket is not null && !alone;
        if (alone)
        {
            Close();
        }
        socket ??= await ConnectAsync();
        try
        {
            var answer = await ExchangeAsync(socket, request, alone);
            if (alone)
            {
                Close();
            }
            if (answer.Status == 0 && reused)
            {
                // The server may have closed it after the answer before: once more on a new one.
                return await SendAsync(request);
            }
            return answer;
        }
        catch (OperationCanceledException)
        {
            Close();
            throw new TimeoutException($"No answer within {Patience}.");
        }
    }

    public void Dispose() => Close();

    private async Task<Socket> ConnectAsync()
    {
        var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await connection.ConnectAsync(hub.Host, hub.Port);
        return connection;
    }

    private void Close()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task<RawAnswer> ExchangeAsync(Socket connection, RawRequest request, bool alone)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await connection.SendAsync(request.ToBytes(), patience.Token);
            if (alone)
            {
                connection.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // Refused while it was still being sent, such as a body that is too large: the answer may be there all the same.
        }
        var (status, keeps, answer) = await ReadAsync(connection, request.Method == "HEAD", patience.Token);
        if (!keeps)
        {
            Close();
        }
        return answer with { Status = status };
    }

    private static async Task<(int Status, bool Keeps, RawAnswer Answer)> ReadAsync(Socket connection, bool isHead, CancellationToken stop)
    {
        var nothing = new RawAnswer(0, null, "");
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var read = await connection.ReceiveAsync(buffer, stop);
                if (read == 0)
                {
                    return received.Length == 0 ? (0, false, nothing) : Whole(received, isHead, ended: true) ?? (0, false, nothing);
                }
                received.Write(buffer, 0, read);
                if (Whole(received, isHead, ended: false) is { } whole)
                {
                    return whole;
                }
            }
        }
        catch (SocketException)
        {
            return Whole(received, isHead, ended: true) ?? (0, false, nothing);
        }
    }

    /// <summary>The answer once it is complete, or as it is when the connection has ended.</summary>
    private static (int Status, bool Keeps, RawAnswer Answer)? Whole(MemoryStream received, bool isHead, bool ended)
    {
        var bytes = received.GetBuffer().AsSpan(0, (int)received.Length);
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }
        var head = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        var status = int.Parse(head[0].AsSpan(9, 3), CultureInfo.InvariantCulture);
        var fields = head.Skip(1).Select(l => l.Split(':', 2)).ToLookup(p => p[0], p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = bytes[(end + 4)..];
        var text = Encoding.UTF8.GetString(body);
        var complete = isHead || status is 204 or 304
            || (fields["Transfer-Encoding"].Any() ? text.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                : body.Length >= int.Parse(fields["Content-Length"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture));
        if (!complete && !ended)
        {
            return null;
        }
        var keeps = !ended && !fields["Connection"].Contains("close", StringComparer.OrdinalIgnoreCase);
        return (status, keeps, new RawAnswer(status, fields["X-Error-Code"].FirstOrDefault(), text));
    }
}
