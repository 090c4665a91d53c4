using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>A queue that this node has leased.</summary>
internal sealed record LeasedQueue(long TenantId, long CredentialId, int FailedInRow, DateTime Until);

/// <summary>How a turn at a queue went: failures since the last success, if there was one.</summary>
internal sealed record TurnResult(LeasedQueue Queue, int Failures, bool Succeeded);

/// <summary>A queue after it was given back.</summary>
internal sealed record QueueHealth(long TenantId, long CredentialId, int FailedInRow, bool IsMarkedFailing);

/// <summary>What the sender reads and writes, across tenants, inside one unit of work of the platform.</summary>
internal sealed class DeliveryStore(HubDbContext db, string owner)
{
    private readonly DeliverySql sql = DeliverySql.For(db);

    /// <summary>
    /// On SQLite this process is the only one: what is leased when it starts was leased by its last run, which is gone. On PostgreSQL another node may be at
    /// work, and a lease has to run out.
    /// </summary>
    public Task ForgetLastRunAsync() => db.IsPostgres ? Task.CompletedTask
        : db.AcrossTenants<DeliveryQueue>("leases that this node's last run left behind").Where(q => q.LeaseOwner != null)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.LeaseOwner, (string?)null).SetProperty(q => q.LeasedUntil, (DateTime?)null));

    public async Task RecordAsync(IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return;
        }
        var rows = JsonRows.Write(outcomes, WriteOutcome);
        await ExecuteAsync(sql.Record, ("rows", rows));
        await ExecuteAsync(sql.RecordAttempts, ("rows", rows));
    }

    public async Task<IReadOnlyList<QueueHealth>> ReleaseAsync(IReadOnlyList<TurnResult> turns, DateTime now)
    {
        List<QueueHealth> released = [];
        if (turns.Count == 0)
        {
            return released;
        }
        var rows = JsonRows.Write(turns, WriteTurn);
        if (sql.Lock is { } locking)
        {
            await ExecuteAsync(locking, ("rows", rows));
        }
        await using var command = Command(sql.Release, ("rows", rows), ("owner", owner), ("now", now));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            released.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), !await reader.IsDBNullAsync(3)));
        }
        return released;
    }

    /// <summary>Leases queues that are due: those whose receivers do well, or those whose last call failed.</summary>
    public async Task<List<LeasedQueue>> ClaimAsync(int count, bool failing, DateTime now, DateTime until)
    {
        List<LeasedQueue> leased = [];
        if (count <= 0)
        {
            return leased;
        }
        await using var command = Command(sql.Claim, ("count", count), ("failing", failing), ("now", now), ("owner", owner), ("until", until));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            leased.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), until));
        }
        return leased;
    }

    public async Task<ILookup<(long TenantId, long CredentialId), DueDelivery>> LoadAsync(IReadOnlyList<LeasedQueue> queues, int mostOfEach, DateTime now)
    {
        List<DueDelivery> due = [];
        if (queues.Count > 0)
        {
            var rows = JsonRows.Write(queues, (json, queue) => WriteTurn(json, new TurnResult(queue, 0, false)));
            await using var command = Command(sql.Load, ("rows", rows), ("most", mostOfEach), ("now", now));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                due.Add(Read(reader));
            }
        }
        return due.ToLookup(d => (d.TenantId, d.CredentialId));
    }

    private static DueDelivery Read(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4), reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7),
        DateTime.SpecifyKind(reader.GetDateTime(8), DateTimeKind.Utc), reader.GetString(9), reader.GetString(10), reader.GetInt32(11), reader.GetInt32(12));

    private void WriteOutcome(Utf8JsonWriter json, Outcome outcome)
    {
        var delivery = outcome.Delivery;
        var called = outcome.Call is null ? 0 : 1;
        json.WriteNumber("id", delivery.Id);
        json.WriteNumber("tenant", delivery.TenantId);
        json.WriteNumber("credential", delivery.CredentialId);
        json.WriteNumber("sequence", delivery.Sequence);
        json.WriteNumber("before", delivery.Attempts);
        json.WriteString("state", outcome.State.ToString());
        json.WriteInstant(db, "next_at", outcome.NextAttemptAt);
        json.WriteNumber("attempts", delivery.Attempts + called);
        json.WriteNumber("round", delivery.RoundAttempts + called);
        json.WriteString("error", outcome.Error);
        json.WriteInstant(db, "closed_at", outcome.NextAttemptAt is null ? outcome.At : null);
        if (outcome.Call is { } call)
        {
            json.WriteNumber("status", call.StatusCode);
            json.WriteInstant(db, "at", outcome.At);
            json.WriteNumber("ms", (int)call.Duration.TotalMilliseconds);
            json.WriteString("failure", call.Failure.ToString());
            json.WriteString("answer", outcome.AnswerText());
        }
    }

    private void WriteTurn(Utf8JsonWriter json, TurnResult turn)
    {
        json.WriteNumber("tenant", turn.Queue.TenantId);
        json.WriteNumber("credential", turn.Queue.CredentialId);
        json.WriteInstant(db, "until", turn.Queue.Until);
        json.WriteNumber("failures", turn.Failures);
        json.WriteBoolean("succeeded", turn.Succeeded);
    }

    private async Task ExecuteAsync(string text, params (string Name, object Value)[] values)
    {
        await using var command = Command(text, values);
        await command.ExecuteNonQueryAsync();
    }

    private DbCommand Command(string text, params (string Name, object Value)[] values)
    {
        var command = db.Command();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Add(name, value);
        }
        return command;
    }
}
