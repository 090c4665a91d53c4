using System.Net.Sockets;
using System.Text;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>Receivers that hang, drip, flood, break off and talk nonsense: each costs its caller a bounded time and a bounded memory.</summary>
public class OutboundFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_the_whole_timeout()
    {
        var asked = new TaskCompletionSource();
        RawServer? server = null;
        server = new RawServer(async (stream, stop) =>
        {
            await server!.ReadRequestAsync(stream, stop);
            asked.SetResult();
            await RawServer.UntilClosedAsync(stream, stop);
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        var call = outbound.Http.SendAsync(OutboundFixture.Post(server.Url()), Cancel);
        await OutboundFixture.Soon(asked.Task);
        outbound.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(call.IsCompleted);
        outbound.Time.Advance(TimeSpan.FromSeconds(0.1));

        var answer = await OutboundFixture.Soon(call);
        Assert.Equal((OutboundFailure.TimedOut, 0, TimeSpan.FromSeconds(10)), (answer.Failure, answer.StatusCode, answer.Duration));
    }

    [Fact]
    public async Task A_receiver_that_drips_a_byte_a_second_does_not_exceed_the_whole_timeout()
    {
        // More than the sockets can hold between them: once it is written, the client is known to be past the headers and reading the body.
        var flood = new byte[48 << 20];
        var flooded = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        using var drip = new SemaphoreSlim(0);
        var server = ServerThat(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Length: {flood.Length + 1000}\r\n\r\n", stop);
            await stream.WriteAsync(flood, stop);
            flooded.SetResult();
            var closing = RawServer.UntilClosedAsync(stream, stop);
            try
            {
                while (await Task.WhenAny(closing, drip.WaitAsync(stop)) != closing)
                    await RawServer.WriteAsync(stream, "x", stop);
            }
            finally
            {
                closed.SetResult(); // a write may learn of the end before the read does
            }
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        var call = outbound.Http.SendAsync(new OutboundRequest { Method = HttpMethod.Get, Uri = server.Url(), MaxAnswerBytes = 64 << 20 }, Cancel);
        await OutboundFixture.Soon(flooded.Task);
        for (var second = 0; second < 10; second++)
        {
            drip.Release();
            outbound.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var answer = await OutboundFixture.Soon(call);
        Assert.Equal((OutboundFailure.TimedOut, 200, TimeSpan.FromSeconds(10)), (answer.Failure, answer.StatusCode, answer.Duration));
        await OutboundFixture.Soon(closed.Task); // the connection is gone, not kept to drip on
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task An_endless_answer_is_cut_at_the_limit_and_its_connection_dropped(bool refuse)
    {
        long sent = 0;
        var dropped = new TaskCompletionSource();
        RawServer? server = null;
        server = new RawServer(async (stream, stop) =>
        {
            await server!.ReadRequestAsync(stream, stop);
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", stop);
            var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('x', 0x10000) + "\r\n");
            try
            {
                for (; sent < 1L << 30; sent += 0x10000)
                    await stream.WriteAsync(chunk, stop);
            }
            catch (IOException)
            {
                dropped.SetResult();
            }
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        var answer = await OutboundFixture.Soon(outbound.Http.SendAsync(
            new OutboundRequest { Method = HttpMethod.Get, Uri = server.Url(), RefuseLongerAnswer = refuse, MaxAnswerBytes = 100_000 }, Cancel));

        Assert.Equal((refuse ? OutboundFailure.AnswerTooLarge : OutboundFailure.None, 200, true), (answer.Failure, answer.StatusCode, answer.Truncated));
        Assert.Equal(100_000, answer.Body.Length);
        await OutboundFixture.Soon(dropped.Task);
        Assert.True(sent < 64 << 20, $"{sent} bytes were taken"); // socket buffers of both sides
    }

    [Fact]
    public async Task An_answer_that_announces_too_much_is_refused_unread()
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {1L << 30}\r\n\r\n");
        using var outbound = new OutboundFixture();

        var answer = await OutboundFixture.Soon(outbound.Http.SendAsync(
            new OutboundRequest { Method = HttpMethod.Get, Uri = server.Url(), RefuseLongerAnswer = true, MaxAnswerBytes = 1 << 20 }, Cancel));

        Assert.Equal((OutboundFailure.AnswerTooLarge, 200, 0), (answer.Failure, answer.StatusCode, answer.Body.Length));
    }

    [Theory]
    [InlineData(10, 10, false), InlineData(10, 11, true), InlineData(0, 0, false), InlineData(0, 1, true), InlineData(70000, 70000, false)]
    public async Task An_answer_of_just_the_limit_is_whole(int limit, int length, bool truncated)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{new string('x', length)}");
        using var outbound = new OutboundFixture();

        var answer = await OutboundFixture.Soon(outbound.Http.SendAsync(
            new OutboundRequest { Method = HttpMethod.Get, Uri = server.Url(), MaxAnswerBytes = limit }, Cancel));

        Assert.True(answer.IsSuccess);
        Assert.Equal((truncated, Math.Min(limit, length)), (answer.Truncated, answer.Body.Length));
    }

    [Theory]
    [InlineData("", 0), InlineData("HTTP/1.1 200 OK\r\nContent-Le", 0), InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", 200)]
    [InlineData("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 500)]
    public async Task A_connection_that_breaks_off_is_a_reset_and_tells_the_status_it_had(string sent, int status)
    {
        var server = ServerThat(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, sent, stop);
            stream.Socket.Shutdown(SocketShutdown.Send);
            await RawServer.UntilClosedAsync(stream, stop); // what was sent arrives before the end does
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        var answer = await outbound.PostAsync(server.Url());

        Assert.Equal((OutboundFailure.Reset, status), (answer.Failure, answer.StatusCode));
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_a_reset()
    {
        var server = ServerThat((stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0); // closes with RST
            stream.Socket.Close();
            return Task.CompletedTask;
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        Assert.Equal(OutboundFailure.Reset, (await outbound.PostAsync(server.Url())).Failure);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n"), InlineData("220 smtp.example ESMTP\r\n"), InlineData("HTTP/1.1 abc OK\r\n\r\n"), InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\nno colon\r\n\r\n"), InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nfree text")]
    public async Task An_answer_that_is_not_http_is_invalid(string sent)
    {
        var server = ServerThat(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, sent, stop);
            await RawServer.UntilClosedAsync(stream, stop);
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        var answer = await outbound.PostAsync(server.Url());

        Assert.Equal(OutboundFailure.InvalidAnswer, answer.Failure);
        Assert.Contains("HTTP", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Flood: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Long: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task A_flood_of_headers_is_cut_off(string start, string flood)
    {
        long sent = 0;
        var server = ServerThat(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, start, stop);
            for (; sent < 1L << 28; sent += flood.Length)
                await RawServer.WriteAsync(stream, flood, stop);
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        Assert.Equal(OutboundFailure.InvalidAnswer, (await outbound.PostAsync(server.Url())).Failure);
        Assert.True(sent < 64 << 20, $"{sent} bytes were taken");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_told_as_such()
    {
        Uri nobody;
        await using (var server = RawServer.Answering(""))
            nobody = server.Url();
        using var outbound = new OutboundFixture();

        Assert.Equal(OutboundFailure.ConnectFailed, (await outbound.PostAsync(nobody)).Failure);
    }

    [Fact]
    public async Task A_name_that_no_longer_resolves_is_told_as_such()
    {
        using var outbound = new OutboundFixture();

        Assert.Equal(OutboundFailure.NotResolved, (await outbound.PostAsync(new Uri("http://gone.example/"))).Failure);
    }

    [Fact]
    public async Task A_name_server_that_hangs_costs_the_connect_timeout_only()
    {
        using var outbound = new OutboundFixture();
        outbound.Resolver.Silent = true;

        var call = outbound.Http.SendAsync(OutboundFixture.Post(new Uri("http://slow.example/")), Cancel);
        await OutboundFixture.Soon(outbound.Resolver.AskedWhileSilent);
        outbound.Time.Advance(TimeSpan.FromSeconds(3));

        var answer = await OutboundFixture.Soon(call);
        Assert.Equal((OutboundFailure.TimedOut, TimeSpan.FromSeconds(3)), (answer.Failure, answer.Duration));
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_the_cancellation_and_not_an_answer()
    {
        using var cancel = new CancellationTokenSource();
        var server = ServerThat(async (stream, stop) =>
        {
            await cancel.CancelAsync();
            await RawServer.UntilClosedAsync(stream, stop);
        });
        await using var _ = server;
        using var outbound = new OutboundFixture();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OutboundFixture.Soon(outbound.Http.SendAsync(OutboundFixture.Post(server.Url()), cancel.Token)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outbound.Http.SendAsync(OutboundFixture.Post(server.Url()), cancel.Token));
    }

    [Fact]
    public void Every_failure_has_a_sentence_of_its_own_for_users()
    {
        var texts = Enum.GetValues<OutboundFailure>().Where(f => f != OutboundFailure.None).Select(OutboundTexts.Of).ToList();

        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, t => Assert.EndsWith("。", t, StringComparison.Ordinal));
        Assert.Empty(OutboundTexts.Of(OutboundFailure.None));
    }

    private static RawServer ServerThat(Func<NetworkStream, CancellationToken, Task> answers)
    {
        RawServer? server = null;
        return server = new RawServer(async (stream, stop) =>
        {
            await server!.ReadRequestAsync(stream, stop);
            await answers(stream, stop);
        });
    }
}
