using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Gateway.Quota;

/// <param name="Granted">The call is counted and may go on.</param>
/// <param name="Remaining">Calls that are left today.</param>
internal readonly record struct QuotaGrant(bool Granted, int Remaining);

/// <summary>
/// Counts calls: for all callers that wait, one atomic statement a credential grants as many as are left and no more, on any number of nodes. A
/// grant is committed before the call goes on; it outlives the process at once, and a failing machine once the disk has followed.
/// </summary>
internal sealed class QuotaCounter
{
    // The same words in both databases: what is left, at least nothing, at most what is asked.
    private const string Grant = """
        INSERT INTO credential_days (tenant_id, app_id, day, used, last_grant, last_call_at)
        VALUES (@tenant, @app, @day, @first, @first, @now)
        ON CONFLICT (tenant_id, app_id, day) DO UPDATE SET
          last_grant = CASE WHEN credential_days.used >= @limit THEN 0
            WHEN @limit - credential_days.used < @asked THEN @limit - credential_days.used ELSE @asked END,
          used = credential_days.used + CASE WHEN credential_days.used >= @limit THEN 0
            WHEN @limit - credential_days.used < @asked THEN @limit - credential_days.used ELSE @asked END,
          last_call_at = @now
        RETURNING used, last_grant
        """;

    private static readonly string[] Parameters = ["tenant", "app", "day", "first", "now", "limit", "asked"];

    private readonly PlatformUnits units;
    private readonly Batcher<Question, QuotaGrant> batcher;

    public QuotaCounter(PlatformUnits units)
    {
        this.units = units;
        batcher = new(CountAllAsync, maxBatch: 1000);
    }

    public Task<QuotaGrant> CountAsync(long tenantId, long appId, int dailyQuota, DateTime now, CancellationToken ct) =>
        batcher.AskAsync(new Question(tenantId, appId, DateOnly.FromDateTime(now), dailyQuota, now)).WaitAsync(ct);

    private async Task<IReadOnlyList<QuotaGrant>> CountAllAsync(IReadOnlyList<Question> questions) => await units.RunAsync(async unit =>
    {
        var answers = new QuotaGrant[questions.Count];
        // In one order on every node, so that two nodes never wait for each other's rows in a circle.
        foreach (var group in Enumerable.Range(0, questions.Count).GroupBy(i => (questions[i].AppId, questions[i].Day)).OrderBy(g => g.Key.AppId).ThenBy(g => g.Key.Day))
        {
            await GrantAsync(unit, questions, [.. group], answers);
        }
        return answers;
    });

    private static async Task GrantAsync(PlatformUnit unit, IReadOnlyList<Question> questions, int[] callers, QuotaGrant[] answers)
    {
        var first = questions[callers[0]];
        var limit = first.DailyQuota == 0 ? int.MaxValue : first.DailyQuota;
        var command = unit.Statement(Grant, Parameters);
        object[] values = [first.TenantId, first.AppId, first.Day, Math.Min(callers.Length, limit), questions[callers[^1]].Now, limit, callers.Length];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (used, granted) = (reader.GetInt32(0), reader.GetInt32(1));
        for (var i = 0; i < callers.Length; i++)
        {
            answers[callers[i]] = i < granted ? new QuotaGrant(true, limit - (used - granted + i + 1)) : new QuotaGrant(false, 0);
        }
    }

    private sealed record Question(long TenantId, long AppId, DateOnly Day, int DailyQuota, DateTime Now);
}
