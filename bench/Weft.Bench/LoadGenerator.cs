using System.Diagnostics;
using System.Net.Sockets;

namespace Weft.Bench;

/// <summary>What one run of load measured.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="MedianMs">Median time of an answer, in milliseconds.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="Failed">Answers other than 2xx.</param>
internal sealed record LoadResult(double PerSecond, double MedianMs, double P99Ms, int Failed);

/// <summary>
/// Sends prepared HTTP/1.1 requests over kept connections, one at a time on each, with bare sockets: a client that costs little leaves the
/// processor to what is measured.
/// </summary>
internal static class LoadGenerator
{
    /// <param name="port">Server on 127.0.0.1.</param>
    /// <param name="connections">Requests in flight.</param>
    /// <param name="duration">How long to measure.</param>
    /// <param name="next">Makes the bytes of the next request of a connection into the buffer, and says how many.</param>
    /// <param name="stop">Asked before each request; true ends the connection. Null runs for the whole duration.</param>
    public static async Task<LoadResult> RunAsync(int port, int connections, TimeSpan duration, Func<byte[], int> next, Func<bool>? stop = null)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var workers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(port, until, next, stop))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var times = workers.SelectMany(w => w.Ticks).Order().ToArray();
        return new LoadResult(times.Length / seconds, Ms(times, 0.5), Ms(times, 0.99), workers.Sum(w => w.Failed));
    }

    private static double Ms(long[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1000.0 / Stopwatch.Frequency;

    private static async Task<(List<long> Ticks, int Failed)> ConnectionAsync(int port, long until, Func<byte[], int> next, Func<bool>? stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var request = new byte[16 * 1024];
        var answer = new byte[64 * 1024];
        List<long> ticks = new(100_000);
        var failed = 0;
        while (Stopwatch.GetTimestamp() < until && stop?.Invoke() != true)
        {
            var length = next(request);
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request.AsMemory(0, length));
            if (!await ReadAnswerAsync(socket, answer))
            {
                failed++;
            }
            ticks.Add(Stopwatch.GetTimestamp() - sent);
        }
        return (ticks, failed);
    }

    /// <summary>Reads one answer with a Content-Length; true for 2xx.</summary>
    private static async Task<bool> ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }
            have += read;
            if (Complete(buffer.AsSpan(0, have)))
            {
                return buffer[9] == (byte)'2';
            }
        }
    }

    private static bool Complete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return true;
        }
        var value = head[(at + 16)..];
        var length = 0;
        foreach (var b in value)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                break;
            }
            length = (length * 10) + (b - '0');
        }
        return answer.Length >= end + 4 + length;
    }
}
