using System.Globalization;
using System.Text;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Replay;

/// <param name="Key">Sixteen bytes that name the request.</param>
/// <param name="Place">Hash of method and path.</param>
/// <param name="MayRepeatHere">A reading call may come again at the same place; a writing one passes once.</param>
internal sealed record ReplayClaimRequest(byte[] Key, long Place, bool MayRepeatHere);

/// <summary>
/// Claims requests, durably and for all nodes: one statement answers all callers that wait, and the primary key decides who was first. Claims
/// survive a restart, so nothing captured before it passes after it.
/// </summary>
internal sealed class ReplayStore
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(11);

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly Batcher<ReplayClaimRequest, bool> batcher;

    public ReplayStore(IServiceScopeFactory scopes, TimeProvider clock)
    {
        (this.scopes, this.clock) = (scopes, clock);
        batcher = new(ClaimAllAsync, maxBatch: 256);
    }

    /// <summary>True when the request is the first of its kind, or may repeat where it is.</summary>
    public Task<bool> ClaimAsync(ReplayClaimRequest request, CancellationToken ct) => batcher.AskAsync(request).WaitAsync(ct);

    private async Task<IReadOnlyList<bool>> ClaimAllAsync(IReadOnlyList<ReplayClaimRequest> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return await db.UnitAsync(async () =>
        {
            var won = await InsertAsync(db, requests);
            var places = await PlacesOfLosersAsync(db, requests, won);
            var answers = new bool[requests.Count];
            for (var i = 0; i < requests.Count; i++)
            {
                var name = Convert.ToHexString(requests[i].Key);
                // Equal keys in one batch: the first of them is the one that was inserted.
                answers[i] = won.Remove(name) || (requests[i].MayRepeatHere && places.TryGetValue(name, out var place) && place == requests[i].Place);
            }
            return answers;
        }, CancellationToken.None);
    }

    private async Task<HashSet<string>> InsertAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests)
    {
        var sql = new StringBuilder("INSERT INTO replay_claims (key, place, expires_at) VALUES ", 64 + (requests.Count * 24));
        await using var command = db.Command();
        command.Add("e", clock.UtcNow() + Lifetime);
        for (var i = 0; i < requests.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"(@k{i}, @p{i}, @e)");
            command.Add(string.Create(CultureInfo.InvariantCulture, $"k{i}"), requests[i].Key);
            command.Add(string.Create(CultureInfo.InvariantCulture, $"p{i}"), requests[i].Place);
        }
        command.CommandText = sql.Append(" ON CONFLICT (key) DO NOTHING RETURNING key").ToString();
        var won = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            won.Add(Convert.ToHexString((byte[])reader[0]));
        }
        return won;
    }

    private static async Task<Dictionary<string, long>> PlacesOfLosersAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests, HashSet<string> won)
    {
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        var asked = requests.Where(r => r.MayRepeatHere).ToList();
        if (asked.All(r => won.Contains(Convert.ToHexString(r.Key))) && asked.Count == asked.DistinctBy(r => Convert.ToHexString(r.Key)).Count())
        {
            return places;
        }
        await using var command = db.Command();
        var names = asked.Select((r, i) => { command.Add(string.Create(CultureInfo.InvariantCulture, $"k{i}"), r.Key); return string.Create(CultureInfo.InvariantCulture, $"@k{i}"); });
        command.CommandText = $"SELECT key, place FROM replay_claims WHERE key IN ({string.Join(',', names)})";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            places[Convert.ToHexString((byte[])reader[0])] = reader.GetInt64(1);
        }
        return places;
    }
}
