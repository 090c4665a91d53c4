using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Weft.Testing;

/// <summary>
/// How a <see cref="WebhookReceiver"/> answers. All of them first take the request in, whole; what differs is what the sender then gets.
/// </summary>
public sealed class ReceiverBehaviour
{
    private readonly string name;
    private readonly Func<Turn, Task> answer;

    private ReceiverBehaviour(string name, Func<Turn, Task> answer)
    {
        this.name = name;
        this.answer = answer;
    }

    /// <summary>200 with a short text.</summary>
    public static ReceiverBehaviour Ok { get; } = new("Ok", turn => turn.Http.Response.WriteAsync("ok", turn.Aborted));

    /// <summary>Says nothing, and keeps the connection, until the sender gives up or the receiver is disposed.</summary>
    public static ReceiverBehaviour Hang { get; } = new("Hang", turn => turn.UntilAborted());

    /// <summary>200, and then a body that comes one byte a second by the receiver's clock, for longer than anyone waits.</summary>
    public static ReceiverBehaviour Drip { get; } = new("Drip", async turn =>
    {
        await turn.SendHeadAsync(bodyBytes: 1 << 20);
        while (true)
        {
            await turn.SendAsync("."u8.ToArray());
            await Task.Delay(TimeSpan.FromSeconds(1), turn.Time, turn.Aborted);
        }
    });

    /// <summary>Breaks the connection off with a reset instead of an answer.</summary>
    public static ReceiverBehaviour Reset { get; } = new("Reset", turn =>
    {
        // To linger for no time makes the operating system send RST instead of a friendly end.
        turn.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        turn.Socket.Close();
        turn.Http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Answers with bytes that are no HTTP, and closes.</summary>
    public static ReceiverBehaviour Garbage { get; } = new("Garbage", async turn =>
    {
        await turn.Socket.SendAsync(new byte[] { 0x00, 0xFF, 0xFE, (byte)'n', (byte)'o', (byte)'t', (byte)'\n', 0x80, (byte)'\r', (byte)'\n' }, turn.Aborted);
        await turn.EndAsync();
    });

    /// <summary>A status code with an empty body, and a <c>Retry-After</c> in seconds when one is given.</summary>
    public static ReceiverBehaviour Status(int code, int? retryAfterSeconds = null) => new($"Status {code}", turn =>
    {
        turn.Http.Response.StatusCode = code;
        if (retryAfterSeconds is { } seconds)
        {
            turn.Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    });

    /// <summary>A body of the test's own.</summary>
    public static ReceiverBehaviour Body(string body, int code = 200, string contentType = "application/json") => new($"Body {code}", turn =>
    {
        (turn.Http.Response.StatusCode, turn.Http.Response.ContentType) = (code, contentType);
        return turn.Http.Response.WriteAsync(body, turn.Aborted);
    });

    /// <summary>200 and as large a body as the sender is willing to read, up to 1 GiB unless told otherwise.</summary>
    public static ReceiverBehaviour Endless(long bytes = 1L << 30) => new("Endless", async turn =>
    {
        var block = new byte[64 * 1024];
        await turn.SendHeadAsync(bytes);
        for (var left = bytes; left > 0; left -= block.Length)
        {
            await turn.SendAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
        }

        await turn.EndAsync();
    });

    /// <summary>307, which asks the sender to send the same body elsewhere.</summary>
    public static ReceiverBehaviour Redirect(Uri to) => new($"Redirect to {to}", turn =>
    {
        turn.Http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        turn.Http.Response.Headers.Location = to.AbsoluteUri;
        return Task.CompletedTask;
    });

    /// <summary>Decides request by request, for example to fail the first attempts only.</summary>
    public static ReceiverBehaviour Choose(Func<ReceivedWebhook, ReceiverBehaviour> choice) =>
        new("Choose", turn => choice(turn.Webhook).AnswerAsync(turn));

    /// <inheritdoc/>
    public override string ToString() => name;

    internal Task AnswerAsync(Turn turn) => answer(turn);

    /// <summary>
    /// One request in the course of being answered. What has to be exact to the byte goes to the socket itself: Kestrel swallows what is
    /// written to a sender that has gone.
    /// </summary>
    internal sealed record Turn(HttpContext Http, ReceivedWebhook Webhook, TimeProvider Time, Action<long> CountSent, CancellationToken Aborted)
    {
        public Socket Socket => Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

        public async Task SendHeadAsync(long bodyBytes) =>
            await Socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {bodyBytes}\r\n\r\n"), Aborted);

        public async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var sent = await Socket.SendAsync(bytes, Aborted);
                CountSent(sent);
                bytes = bytes[sent..];
            }
        }

        public async Task EndAsync()
        {
            Socket.Shutdown(SocketShutdown.Send);
            await UntilAborted();
        }

        public async Task UntilAborted()
        {
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (Aborted.Register(aborted.SetResult))
            {
                await aborted.Task;
            }

            // So that Kestrel does not answer after all.
            Aborted.ThrowIfCancellationRequested();
        }
    }
}
