using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Gateway.Calls;

namespace Weft.Hub.Modules.Gateway;

/// <summary>One row of the call log (openapi-gateway 9). Bodies are cut and masked by the log itself.</summary>
public sealed record CallLogEntry
{
    public required long TenantId { get; init; }
    public required long AppId { get; init; }
    public required string AppName { get; init; }
    public required string AppType { get; init; }

    /// <summary>True for what the Hub sent: webhook attempts and Pull.</summary>
    public required bool IsOutbound { get; init; }
    public required string RequestId { get; init; }
    public string? ClientRequestId { get; init; }
    public required string HttpMethod { get; init; }

    /// <summary>Path of an inbound call; target address of an outbound one, its query is left out by the log.</summary>
    public required string RequestPath { get; init; }

    /// <summary>The memory must stay as it is after the call: hand over a copy of a pooled buffer, see <see cref="CallLog.Head"/>.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; init; }
    public ReadOnlyMemory<byte> ResponseBody { get; init; }

    /// <summary>HTTP status, 0 when there was none. It decides SUCCESS, FAILED (4xx, 3xx) or ERROR (5xx, none).</summary>
    public required int ResponseCode { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public required int CostMs { get; init; }
    public string? ClientIp { get; init; }
    public required DateTime CreateTime { get; init; }
    public string? EventId { get; init; }
    public int? Attempt { get; init; }
    public string? OrderNo { get; init; }
    public string? ExternalOrderNo { get; init; }
}

/// <summary>Takes log rows off the callers' path and writes them in batches; a full queue drops rows and counts the drops.</summary>
public sealed class CallLog
{
    private static readonly Meter Meter = new("Weft.Hub");
    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("weft.call_log.dropped", description: "Call log rows dropped because the queue was full");

    private readonly Channel<CallLogEntry> queue;

    public CallLog(IOptions<GatewayOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        queue = Channel.CreateBounded<CallLogEntry>(
            new BoundedChannelOptions(options.Value.LogQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite },
            _ => Dropped.Add(1));
    }

    internal ChannelReader<CallLogEntry> Reader => queue.Reader;

    /// <summary>Never blocks and never throws.</summary>
    public void Write(CallLogEntry entry) => queue.Writer.TryWrite(entry);

    /// <summary>A copy of as much of a body as the log can keep.</summary>
    public static ReadOnlyMemory<byte> Head(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? default : body[..Math.Min(body.Length, CallLogText.MaxChars * 4)].ToArray();

    internal void Complete() => queue.Writer.TryComplete();
}
