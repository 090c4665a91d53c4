using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Bench;

/// <summary>The receiver of both sides: reads the body, answers 204, counts. <c>Weft.Bench sink</c> prints the count of each second on request.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication app;
    private int count;
    private long first;
    private long last;

    private Sink(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/hook";

    public int Count => Volatile.Read(ref count);

    /// <summary>From the first arrival to the last.</summary>
    public TimeSpan Span => Stopwatch.GetElapsedTime(first, last);

    public static async Task<Sink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new Sink(builder.Build());
        sink.app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            var now = Stopwatch.GetTimestamp();
            Interlocked.CompareExchange(ref sink.first, now, 0);
            Volatile.Write(ref sink.last, now);
            Interlocked.Increment(ref sink.count);
            context.Response.StatusCode = 204;
        });
        await sink.app.StartAsync();
        return sink;
    }

    public void Reset() => (count, first, last) = (0, 0, 0);

    public async Task WaitAsync(int wanted, TimeSpan atMost)
    {
        var until = Stopwatch.GetTimestamp() + (long)(atMost.TotalSeconds * Stopwatch.Frequency);
        while (Count < wanted && Stopwatch.GetTimestamp() < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary><c>Weft.Bench post URL COUNT</c>: the bare loop that deliveries are measured against, 64 calls in flight over one HttpClient.</summary>
internal static class BareLoop
{
    public static async Task RunAsync(string url, int count)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 });
        var body = Encoding.UTF8.GetBytes(
            """{"id":"evt_0123456789abcdef","event":"ORDER_STATUS","timestamp":"2026-02-11T14:30:00+08:00","sequence":1,"data":{"orderNo":"PO202602110001","externalOrderNo":"ERP-001","status":"completed","previousStatus":"production","message":"生产订单已完成","styleNo":"FZ2024001","styleName":"春季连衣裙","orderQuantity":500,"completedQuantity":0,"changedAt":"2026-02-11T14:30:00+08:00"}}""");
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var content = new ByteArrayContent(body);
                using var response = await http.PostAsync(url, content);
            }
        }));
    }
}
