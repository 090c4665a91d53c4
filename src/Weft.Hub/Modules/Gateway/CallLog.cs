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
    public ReadOnlyMemory<byte> RequestBody { get; init; }
    public ReadOnlyMemory<byte> ResponseBody { get; init; }

    /// <summary>HTTP status, 0 when there was none.</summary>
    public required int ResponseCode { get; init; }

    /// <summary>Null: decided by the status. False/true decide between FAILED and ERROR for an outbound call without an answer.</summary>
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
    /// <summary>Never blocks and never throws.</summary>
    public void Write(CallLogEntry entry) => throw new NotImplementedException();
}
