using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Testing;

public sealed class WebhookReceiverTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 2, 11, 6, 30, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private WebhookReceiver receiver = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await WebhookReceiver.StartAsync(time);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_kept_as_it_came()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, receiver.Url("/hook?a=%20b")) { Content = new ByteArrayContent([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}']) };
        message.Headers.Add("X-Webhook-Id", "evt_01");
        message.Headers.Add("X-Webhook-Attempt", "3");
        using var answer = await http.SendAsync(message, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var webhook = Assert.Single(receiver.Received);
        Assert.Equal(("POST", "/hook", "?a=%20b", 1), (webhook.Method, webhook.Path, webhook.Query, webhook.Number));
        Assert.Equal(("evt_01", 3, null), (webhook.EventId, webhook.Attempt, webhook.Header("x-none")));
        Assert.Equal(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, webhook.Body);
        Assert.Equal(Start, webhook.ArrivedAt);
    }

    [Fact]
    public async Task Statuses_and_redirects_are_answered_per_path_and_change_at_run_time()
    {
        receiver.Behaviour = ReceiverBehaviour.Status(503, retryAfterSeconds: 7);
        receiver.On("/moved", ReceiverBehaviour.Redirect(new Uri("http://127.0.0.1:1/elsewhere")));
        receiver.On("/twice", ReceiverBehaviour.Choose(webhook => webhook.Text == "2" ? ReceiverBehaviour.Ok : ReceiverBehaviour.Status(410)));

        using var busy = await PostAsync("/any", "");
        using var moved = await PostAsync("/moved", "");
        using var first = await PostAsync("/twice", "1");
        using var second = await PostAsync("/twice", "2");
        receiver.On("/moved", null);
        using var back = await PostAsync("/moved", "");

        Assert.Equal((503, "7"), ((int)busy.StatusCode, busy.Headers.RetryAfter!.ToString()));
        Assert.Equal((307, "http://127.0.0.1:1/elsewhere"), ((int)moved.StatusCode, moved.Headers.Location!.AbsoluteUri));
        Assert.Equal([410, 200, 503], new[] { first, second, back }.Select(answer => (int)answer.StatusCode));
    }

    [Fact]
    public async Task A_hanging_receiver_says_nothing_but_has_the_request()
    {
        receiver.Behaviour = ReceiverBehaviour.Hang;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var sending = http.PostAsync(receiver.Url(), new StringContent("x"), giveUp.Token);
        await receiver.WaitForCountAsync(1);
        Assert.False(sending.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_dripping_answer_comes_a_byte_a_second()
    {
        receiver.Behaviour = ReceiverBehaviour.Drip;
        using var message = new HttpRequestMessage(HttpMethod.Post, receiver.Url());
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Stop);
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        var one = new byte[1];
        await body.ReadExactlyAsync(one, Stop);
        var next = body.ReadExactlyAsync(one, Stop).AsTask();
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(100), Stop));
        // The receiver may not have begun to wait when the clock moves: it is moved until the byte is there.
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop));
        }

        await next;
        Assert.True(receiver.AnswerBytesSent >= 2);
    }

    [Fact]
    public async Task An_endless_answer_is_sent_only_as_far_as_it_is_read()
    {
        receiver.Behaviour = ReceiverBehaviour.Endless();
        using (var message = new HttpRequestMessage(HttpMethod.Post, receiver.Url()))
        using (var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Stop))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(Stop);
            await body.ReadExactlyAsync(new byte[1 << 20], Stop);
        }

        // Beyond what was read, only what the network and both sides' buffers hold.
        Assert.InRange(receiver.AnswerBytesSent, 1 << 20, 64 << 20);
    }

    [Fact]
    public async Task An_endless_answer_ends_after_the_bytes_asked_for()
    {
        receiver.Behaviour = ReceiverBehaviour.Endless(100_000);
        using var answer = await PostAsync("/", "");
        Assert.Equal(100_000, (await answer.Content.ReadAsByteArrayAsync(Stop)).Length);
    }

    [Fact]
    public async Task A_reset_reaches_the_sender_as_one()
    {
        receiver.Behaviour = ReceiverBehaviour.Reset;
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/", "x"));
        Assert.Equal(SocketError.ConnectionReset, Causes(failure).OfType<SocketException>().First().SocketErrorCode);
        Assert.Equal(1, receiver.Count);
    }

    [Fact]
    public async Task Garbage_is_no_http()
    {
        receiver.Behaviour = ReceiverBehaviour.Garbage;
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/", "x"));
        Assert.Equal(HttpRequestError.InvalidResponse, failure.HttpRequestError);
    }

    [Fact]
    public async Task Waits_end_with_what_came_before_with_what_comes_and_with_the_time()
    {
        using var early = await PostAsync("/", "1");
        Assert.Equal("1", (await receiver.WaitForAsync(webhook => webhook.Text == "1")).Text);

        var second = receiver.WaitForAsync(webhook => webhook.Text == "2");
        var three = receiver.WaitForCountAsync(3);
        using var two = await PostAsync("/", "2");
        Assert.Equal(2, (await second).Number);
        Assert.False(three.IsCompleted);
        using var last = await PostAsync("/", "3");
        Assert.Equal(["1", "2", "3"], (await three).Select(webhook => webhook.Text));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => receiver.WaitForCountAsync(4, TimeSpan.FromMilliseconds(20)));
        Assert.Contains("3 of the 3", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_senders_at_once_lose_nothing()
    {
        const int Senders = 32, Each = 150;
        var started = Stopwatch.GetTimestamp();
        var all = receiver.WaitForCountAsync(Senders * Each);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var i = 0; i < Each; i++)
            {
                using var answer = await PostAsync("/load", $"{sender}-{i}");
            }
        }));
        var webhooks = await all;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Senders * Each / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} requests/s");
        Assert.Equal(Senders * Each, webhooks.Select(webhook => webhook.Text).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, Senders * Each), webhooks.Select(webhook => webhook.Number));
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        http.PostAsync(receiver.Url(path), new StringContent(body, Encoding.UTF8), Stop);

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }
}
