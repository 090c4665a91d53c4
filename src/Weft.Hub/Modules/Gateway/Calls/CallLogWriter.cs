using System.Data.Common;
using System.Globalization;
using System.Text;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>
/// Writes what <see cref="CallLog"/> took, many rows a commit. After a crash at most the rows of the last moments are missing: the log is for people, what
/// must not be lost is in the business tables. Each node writes its own.
/// </summary>
internal sealed partial class CallLogWriter(CallLog log, PlatformUnits units, IdSource ids, ILogger<CallLogWriter> logger) : BackgroundService
{
    private const int RowsPerStatement = 50;
    private const int RowsPerCommit = 500;

    private static readonly string[] Columns =
    [
        "id", "tenant_id", "app_id", "app_name", "app_type", "direction", "request_id", "client_request_id", "http_method", "request_path", "request_body",
        "response_body", "response_code", "result", "error_code", "error_message", "cost_ms", "client_ip", "create_time", "event_id", "attempt", "order_no", "external_order_no",
    ];

    private static readonly (string Sql, string[] Parameters) One = Statement(1);
    private static readonly (string Sql, string[] Parameters) Many = Statement(RowsPerStatement);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was taken is written before the Hub stops.
        log.Complete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        List<CallLogEntry> batch = [];
        while (await log.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < RowsPerCommit && log.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }
            try
            {
                await WriteAsync(batch);
            }
#pragma warning disable CA1031 // The log must not end with the first trouble of the database; the rows of this batch are lost and counted in the server's log.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.Lost(logger, error, batch.Count);
            }
            batch.Clear();
        }
    }

    private Task WriteAsync(List<CallLogEntry> batch) => units.RunAsync(async unit =>
    {
        for (var done = 0; done < batch.Count;)
        {
            // SQLite is in this process, so a statement a row costs no round trip, and finds its parameters sooner.
            var rows = units.IsPostgres && batch.Count - done >= RowsPerStatement ? RowsPerStatement : 1;
            var (sql, parameters) = rows == 1 ? One : Many;
            var command = unit.Statement(sql, parameters);
            for (var row = 0; row < rows; row++)
            {
                Bind(command, batch[done + row], row * Columns.Length);
            }
            await command.ExecuteNonQueryAsync();
            done += rows;
        }
        return batch.Count;
    });

    private static (string Sql, string[] Parameters) Statement(int rows)
    {
        var text = new StringBuilder($"INSERT INTO call_log ({string.Join(", ", Columns)}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            text.AppendJoin(", ", Enumerable.Range(row * Columns.Length, Columns.Length).Select(n => string.Create(CultureInfo.InvariantCulture, $"@p{n}")));
            text.Append(')');
        }
        return (text.ToString(), [.. Enumerable.Range(0, rows * Columns.Length).Select(n => string.Create(CultureInfo.InvariantCulture, $"p{n}"))]);
    }

    private void Bind(DbCommand command, CallLogEntry e, int from)
    {
        var result = e.ResponseCode is >= 200 and < 300 ? "SUCCESS" : e.ResponseCode is 0 or >= 500 ? "ERROR" : "FAILED";
        object?[] values =
        [
            ids.Next(), e.TenantId, e.AppId, e.AppName, e.AppType, e.IsOutbound ? "OUTBOUND" : "INBOUND", e.RequestId, Cut(e.ClientRequestId, 64), Cut(e.HttpMethod, 16),
            CallLogText.OfAddress(e.RequestPath), CallLogText.OfBody(e.RequestBody.Span), CallLogText.OfBody(e.ResponseBody.Span), e.ResponseCode, result, Cut(e.ErrorCode, 64),
            Cut(e.ErrorMessage, 500), e.CostMs, e.ClientIp, e.CreateTime, e.EventId, e.Attempt, e.OrderNo, e.ExternalOrderNo,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[from + i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "{Count} rows of the call log could not be written")]
        public static partial void Lost(ILogger logger, Exception error, int count);
    }
}
