using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>A key in memory.</summary>
internal sealed record TokenKey(string Kid, byte[] Bytes);

/// <summary>The keys that sign tokens: the newest one, and the one before it, which is still believed until its tokens are over.</summary>
internal sealed class TokenKeys
{
    private const string Topic = "partner.keys";

    /// <summary>HS512 wants at least as many bytes as its hash has.</summary>
    private const int KeyBytes = 64;

    private readonly IServiceScopeFactory scopes;
    private readonly SecretBox box;
    private readonly ChangeSignal signal;
    private readonly TimeProvider clock;
    private readonly RecentValues<int, IReadOnlyList<TokenKey>> recent;

    public TokenKeys(IServiceScopeFactory scopes, SecretBox box, ChangeSignal signal, TimeProvider clock)
    {
        (this.scopes, this.box, this.signal, this.clock) = (scopes, box, signal, clock);
        recent = new(TimeSpan.FromSeconds(30), clock);
        signal.Subscribe(Topic, _ => recent.ForgetAll());
    }

    /// <summary>The key that signs now; the first one is made when it is asked for.</summary>
    public async Task<TokenKey> CurrentAsync(CancellationToken ct)
    {
        var known = await KnownAsync(ct);
        if (known.Count == 0)
        {
            await AddAsync(onlyFirst: true, ct);
            // That there was none may be remembered, also of somebody who asked at the same moment.
            recent.ForgetAll();
            known = await ReadAsync(0, ct);
        }
        return known[0];
    }

    /// <summary>The key of that name, or null when it is none of the two that count.</summary>
    public async Task<TokenKey?> FindAsync(string kid, CancellationToken ct) => (await KnownAsync(ct)).FirstOrDefault(k => k.Kid == kid);

    /// <summary>A new key signs from now on; what the former one signed counts until it expires, what the one before signed is refused.</summary>
    public Task<string> RotateAsync(CancellationToken ct) => AddAsync(onlyFirst: false, ct);

    private ValueTask<IReadOnlyList<TokenKey>> KnownAsync(CancellationToken ct) => recent.GetAsync(0, ReadAsync, ct);

    private async Task<IReadOnlyList<TokenKey>> ReadAsync(int _, CancellationToken ct)
    {
        await using var scope = Open(out var db);
        var rows = await db.Set<PartnerSigningKey>().AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).Take(2).ToListAsync(ct);
        return [.. rows.Select(k => new TokenKey(
            k.Kid, Convert.FromBase64String(box.Open(k.SealedKey, PartnerSigningKey.Table, PartnerSigningKey.SealedColumn, k.Id).Reveal())))];
    }

    private async Task<string> AddAsync(bool onlyFirst, CancellationToken ct)
    {
        await using var scope = Open(out var db);
        return await db.UnitAsync(async () =>
        {
            if (onlyFirst && await db.Set<PartnerSigningKey>().OrderByDescending(k => k.Id).Select(k => k.Kid).FirstOrDefaultAsync(ct) is { } already)
            {
                return already;
            }
            var key = new PartnerSigningKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), clock.UtcNow());
            // Its id is given when it is added, and the seal holds the id.
            db.Add(key);
            var secret = new SecretText(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            key.Seal(box.Seal(secret, PartnerSigningKey.Table, PartnerSigningKey.SealedColumn, key.Id));
            db.AfterCommit(() => signal.Publish(Topic, key.Kid));
            return key.Kid;
        }, ct);
    }

    private AsyncServiceScope Open(out HubDbContext db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return scope;
    }
}
