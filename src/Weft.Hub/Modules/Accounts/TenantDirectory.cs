using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>What other modules need to know of a tenant.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Code">Unique short code.</param>
/// <param name="Name">Name that people read.</param>
/// <param name="IsActive">False when the platform disabled it, or it expired: nobody of it may call.</param>
/// <param name="Time">Its time zone.</param>
public sealed record TenantInfo(long Id, string Code, string Name, bool IsActive, TenantTime Time);

/// <summary>Finds tenants; answers from memory that is at most five seconds old, and fresh at once on every node after a change.</summary>
public sealed class TenantDirectory
{
    /// <summary>The <see cref="ChangeSignal"/> topic of tenants; its key is the tenant's id in digits.</summary>
    public const string ChangedTopic = "accounts.tenant";

    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly IServiceScopeFactory scopes;
    private readonly RecentValues<long, TenantInfo?> recent;

    public TenantDirectory(IServiceScopeFactory scopes, ChangeSignal signal, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(signal);
        this.scopes = scopes;
        recent = new(MaxAge, clock);
        signal.Subscribe(ChangedTopic, key => Forget(recent, key));
    }

    /// <summary>The tenant, or null when there is none with that id.</summary>
    public ValueTask<TenantInfo?> FindAsync(long tenantId, CancellationToken ct) => recent.GetAsync(tenantId, ReadAsync, ct);

    internal static void Forget<TValue>(RecentValues<long, TValue> recent, string? key)
    {
        if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            recent.Forget(id);
        }
        else
        {
            recent.ForgetAll();
        }
    }

    private async Task<TenantInfo?> ReadAsync(long tenantId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var tenant = await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == tenantId, ct);
        return tenant is null ? null : new(tenant.Id, tenant.Code, tenant.Name, tenant.Status == TenantStatus.Active, TenantTime.For(tenant.TimeZone));
    }
}
