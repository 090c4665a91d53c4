using System.Globalization;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Background;

namespace Weft.Hub.Modules.AppStore;

/// <summary>
/// Finds credentials for the doors: from memory that is at most five seconds old, and fresh at once on every node after a change
/// (openapi-gateway 3.5). Deleted credentials are not found.
/// </summary>
public sealed class CredentialDirectory : IDisposable
{
    /// <summary>What <see cref="ChangeSignal"/> says when credentials or subscriptions of a tenant changed; the key is the tenant's id.</summary>
    internal const string ChangedTopic = "appstore.credentials";

    private const int KeyLength = 27;

    /// <summary>10,000 keys that lead nowhere are about a megabyte; whoever tries more is held up by the door's limiter (openapi-gateway 3.5, step 2).</summary>
    private const int MaxAbsent = 10_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly SnapshotCache<string, CredentialSnapshot> byKey;
    private readonly SnapshotCache<long, CredentialSnapshot> byId;
    private readonly SnapshotCache<(long TenantId, string AppType), TypeSnapshots> byType;
    private readonly IDisposable[] subscriptions;

    internal CredentialDirectory(SnapshotReader reader, ChangeSignal signal, TimeProvider clock)
    {
        byKey = new(MaxAge, MaxAbsent, clock, reader.ByKeyAsync);
        byId = new(MaxAge, MaxAbsent, clock, reader.ByIdAsync);
        byType = new(MaxAge, MaxAbsent, clock, async key => new TypeSnapshots(key.TenantId, await reader.OfTypeAsync(key.TenantId, key.AppType)));
        subscriptions = [signal.Subscribe(ChangedTopic, Forget), signal.Subscribe(TenantDirectory.ChangedTopic, Forget)];
    }

    /// <summary>The credential of that key, of whichever tenant; the tenant of a signed call comes from here and from nothing else.</summary>
    public ValueTask<CredentialSnapshot?> FindByKeyAsync(string appKey, CancellationToken ct) =>
        IsKey(appKey) ? byKey.GetAsync(appKey, ct) : ValueTask.FromResult<CredentialSnapshot?>(null);

    /// <summary>The credential of that id within the tenant.</summary>
    public async ValueTask<CredentialSnapshot?> FindAsync(long tenantId, long credentialId, CancellationToken ct) =>
        await byId.GetAsync(credentialId, ct) is { } found && found.TenantId == tenantId ? found : null;

    /// <summary>Every credential of the tenant and type that is not deleted, whatever its standing.</summary>
    public async ValueTask<IReadOnlyList<CredentialSnapshot>> ListAsync(long tenantId, string appType, CancellationToken ct) =>
        (await byType.GetAsync((tenantId, appType), ct))?.Credentials ?? [];

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    /// <summary>Anything else was never given out, and need not be looked for.</summary>
    private static bool IsKey(string text) => text.Length == KeyLength && text.StartsWith("os_", StringComparison.Ordinal);

    private void Forget(string? tenant)
    {
        var id = long.TryParse(tenant, CultureInfo.InvariantCulture, out var parsed) ? parsed : (long?)null;
        byKey.Forget(c => id is null || c.TenantId == id);
        byId.Forget(c => id is null || c.TenantId == id);
        byType.Forget(t => id is null || t.TenantId == id);
    }

    private sealed record TypeSnapshots(long TenantId, IReadOnlyList<CredentialSnapshot> Credentials);
}
