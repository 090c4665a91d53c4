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

    private Task<HashSet<string>> InsertAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests) =>
        db.IsPostgres ? InsertInOneStatementAsync(db, requests) : InsertOneByOneAsync(db, requests);

    private async Task<HashSet<string>> InsertInOneStatementAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests)
    {
        await using var command = db.Command();
        command.CommandText = """
            INSERT INTO replay_claims (key, place, expires_at) SELECT k, p, @expires FROM unnest(@keys, @places) AS asked(k, p)
            ON CONFLICT (key) DO NOTHING RETURNING key
            """;
        command.Add("keys", requests.Select(r => r.Key).ToArray()).Add("places", requests.Select(r => r.Place).ToArray()).Add("expires", clock.UtcNow() + Lifetime);
        var won = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            won.Add(Convert.ToHexString((byte[])reader[0]));
        }
        return won;
    }

    /// <summary>SQLite is in this process: a statement costs no round trip.</summary>
    private async Task<HashSet<string>> InsertOneByOneAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests)
    {
        await using var command = db.Command();
        command.CommandText = "INSERT INTO replay_claims (key, place, expires_at) VALUES (@key, @place, @expires) ON CONFLICT (key) DO NOTHING";
        command.Add("key", null).Add("place", null).Add("expires", clock.UtcNow() + Lifetime);
        var won = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value) = (request.Key, request.Place);
            if (await command.ExecuteNonQueryAsync() == 1)
            {
                won.Add(Convert.ToHexString(request.Key));
            }
        }
        return won;
    }

    /// <summary>Where the claims of reading calls were made that did not come first; there are few.</summary>
    private static async Task<Dictionary<string, long>> PlacesOfLosersAsync(HubDbContext db, IReadOnlyList<ReplayClaimRequest> requests, HashSet<string> won)
    {
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests.Where(r => r.MayRepeatHere))
        {
            var name = Convert.ToHexString(request.Key);
            if ((seen.Add(name) && won.Contains(name)) || places.ContainsKey(name))
            {
                continue;
            }
            await using var command = db.Command();
            command.CommandText = "SELECT place FROM replay_claims WHERE key = @key";
            command.Add("key", request.Key);
            places[name] = (long)(await command.ExecuteScalarAsync())!;
        }
        return places;
    }
}
