using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A tenant's settings for its production.</summary>
/// <param name="CompletionThreshold">Part of the cut quantity that must be qualified before an order is closed; 0.80 to 1.00, default 0.90 (production-domain 4).</param>
/// <param name="OverCutRate">How much more than ordered may be cut; 0.05 is 5 %, the default (production-domain 5).</param>
/// <param name="ManagesMaterial">Material must be there before cutting; default off (production-domain 5).</param>
/// <param name="CompletesAutomatically">An order closes itself when all is qualified and inspected; default off (production-domain 4).</param>
/// <param name="NeedsTwoPeople">双人复核: who changed a statement's amounts may not approve it; default off (production-domain 9).</param>
/// <param name="RequiresScans">A bundle needs a process scan before it is inspected; default off (production-domain 6).</param>
public sealed record ProductionSettings(
    decimal CompletionThreshold, decimal OverCutRate, bool ManagesMaterial, bool CompletesAutomatically, bool NeedsTwoPeople, bool RequiresScans)
{
    public static readonly ProductionSettings Default = new(0.90m, 0.05m, false, false, false, false);
}

/// <summary>Reads tenants' settings; from memory that is at most five seconds old, and fresh on every node at once after a change.</summary>
public sealed class TenantSettings
{
    internal const string ChangedTopic = "accounts.settings";

    private readonly IServiceScopeFactory scopes;
    private readonly RecentValues<long, ProductionSettings> recent;

    public TenantSettings(IServiceScopeFactory scopes, ChangeSignal signal, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(signal);
        this.scopes = scopes;
        recent = new(TenantDirectory.MaxAge, clock);
        signal.Subscribe(ChangedTopic, key => TenantDirectory.Forget(recent, key));
    }

    /// <summary>The tenant's production settings; the defaults when it never changed any.</summary>
    public ValueTask<ProductionSettings> ProductionAsync(long tenantId, CancellationToken ct) => recent.GetAsync(tenantId, ReadAsync, ct);

    private async Task<ProductionSettings> ReadAsync(long tenantId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var stored = await db.Set<TenantSetting>().AsNoTracking().FirstOrDefaultAsync(ct);
        return stored?.Production ?? ProductionSettings.Default;
    }
}
