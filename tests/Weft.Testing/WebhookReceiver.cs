using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Testing;

/// <summary>
/// A customer's webhook address on a real port of 127.0.0.1: it keeps every request, and misbehaves on demand, for all paths or one by one,
/// changeable at any moment. Safe to use from many threads; requests are kept in memory until it is disposed.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time;
    private readonly WebApplication app;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, ReceiverBehaviour> byPath = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<ReceivedWebhook> received = [];
    private readonly List<Waiter> waiters = [];
    private volatile ReceiverBehaviour behaviour = ReceiverBehaviour.Ok;
    private long answerBytesSent;

    private WebhookReceiver(TimeProvider time)
    {
        this.time = time;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            // The receiver is slow only when asked to be, and then Kestrel shall not mend it.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        app = builder.Build();
        app.Run(ReceiveAsync);
    }

    /// <summary>The address without a path, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>How paths without a behaviour of their own answer; at first <see cref="ReceiverBehaviour.Ok"/>.</summary>
    public ReceiverBehaviour Behaviour
    {
        get => behaviour;
        set => behaviour = value;
    }

    /// <summary>What has arrived, in the order of arrival; a copy.</summary>
    public IReadOnlyList<ReceivedWebhook> Received
    {
        get
        {
            lock (gate)
            {
                return [.. received];
            }
        }
    }

    /// <summary>How many requests have arrived.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return received.Count;
            }
        }
    }

    /// <summary>How much the dripping and endless answers have handed to the network: a bound on what a sender has read.</summary>
    public long AnswerBytesSent => Interlocked.Read(ref answerBytesSent);

    /// <summary>Starts a receiver on a free port.</summary>
    /// <param name="time">Stamps arrivals and paces <see cref="ReceiverBehaviour.Drip"/>; the system's clock unless given.</param>
    public static async Task<WebhookReceiver> StartAsync(TimeProvider? time = null)
    {
        var receiver = new WebhookReceiver(time ?? TimeProvider.System);
        await receiver.app.StartAsync();
        var address = receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        receiver.BaseAddress = new Uri(address + "/");
        return receiver;
    }

    /// <summary>The address of a path here.</summary>
    public Uri Url(string path = "/webhook") => new(BaseAddress, path);

    /// <summary>Gives one path a behaviour of its own from now on; null takes it back.</summary>
    public void On(string path, ReceiverBehaviour? own)
    {
        if (own is null)
        {
            byPath.TryRemove(path, out _);
        }
        else
        {
            byPath[path] = own;
        }
    }

    /// <summary>The first request that matches, among those that have arrived or, if there is none, that will.</summary>
    /// <exception cref="TimeoutException">None arrived in time (30 s unless given, of real time).</exception>
    public async Task<ReceivedWebhook> WaitForAsync(Func<ReceivedWebhook, bool> match, TimeSpan? timeout = null) =>
        await WaitAsync(new Waiter(match, 1), "a request that matches", timeout);

    /// <summary>Waits until so many requests have arrived (that match, when a condition is given), and returns all that have.</summary>
    /// <exception cref="TimeoutException">Fewer arrived in time (30 s unless given, of real time).</exception>
    public async Task<IReadOnlyList<ReceivedWebhook>> WaitForCountAsync(int count, TimeSpan? timeout = null, Func<ReceivedWebhook, bool>? match = null)
    {
        if (count > 0)
        {
            await WaitAsync(new Waiter(match ?? (_ => true), count), $"{count} requests", timeout);
        }

        return match is null ? Received : [.. Received.Where(match)];
    }

    /// <summary>Closes the port, and breaks off what still hangs.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.DisposeAsync();
        closing.Dispose();
    }

    private async Task<ReceivedWebhook> WaitAsync(Waiter waiter, string what, TimeSpan? timeout)
    {
        lock (gate)
        {
            if (!received.Any(waiter.Take))
            {
                waiters.Add(waiter);
            }
        }

        try
        {
            return await waiter.Done.Task.WaitAsync(timeout ?? Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {timeout ?? Patience} for {what}; {waiter.Taken} of the {Count} requests that arrived counted.");
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }
        }
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, closing.Token);
        try
        {
            var webhook = Keep(http.Request, await BodyAsync(http.Request, aborted.Token));
            var own = byPath.IsEmpty ? null : byPath.GetValueOrDefault(webhook.Path);
            await (own ?? behaviour).AnswerAsync(new ReceiverBehaviour.Turn(
                http, webhook, time, sent => Interlocked.Add(ref answerBytesSent, sent), aborted.Token));
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
        {
            // The sender has given up, or the test is over.
            http.Abort();
        }
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken aborted)
    {
        if (request.ContentLength is { } length and < int.MaxValue)
        {
            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body, aborted);
            return body;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, aborted);
        return buffer.ToArray();
    }

    private ReceivedWebhook Keep(HttpRequest request, byte[] body)
    {
        var headers = new Dictionary<string, string>(request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value.ToString();
        }

        var path = request.PathBase.Add(request.Path).Value ?? "";
        var query = request.QueryString.Value ?? "";
        lock (gate)
        {
            var webhook = new ReceivedWebhook(received.Count + 1, request.Method, path, query, headers, body, time.GetUtcNow());
            received.Add(webhook);
            // From the end, so that a waiter that is satisfied can leave.
            for (var i = waiters.Count - 1; i >= 0; i--)
            {
                if (waiters[i].Take(webhook))
                {
                    waiters.RemoveAt(i);
                }
            }

            return webhook;
        }
    }

    private sealed class Waiter(Func<ReceivedWebhook, bool> match, int count)
    {
        public int Taken { get; private set; }

        public TaskCompletionSource<ReceivedWebhook> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // True once it has what it waits for.
        public bool Take(ReceivedWebhook webhook)
        {
            try
            {
                Taken += match(webhook) ? 1 : 0;
            }
            catch (Exception wrong)
            {
                // A condition that throws is the test's mistake, and shows there instead of in the answer.
                return Done.TrySetException(wrong);
            }

            return Taken >= count && Done.TrySetResult(webhook);
        }
    }
}
