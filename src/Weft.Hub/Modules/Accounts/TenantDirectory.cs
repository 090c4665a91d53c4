using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>What other modules need to know of a tenant.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Code">Unique short code.</param>
/// <param name="Name">Name that people read.</param>
/// <param name="IsActive">False when the platform disabled it, or it expired: nobody of it may call.</param>
/// <param name="Time">Its time zone.</param>
public sealed record TenantInfo(long Id, string Code, string Name, bool IsActive, TenantTime Time);

/// <summary>Finds tenants; answers from memory that is at most five seconds old, and fresh on the node that changed one.</summary>
public sealed class TenantDirectory
{
    /// <summary>The tenant, or null when there is none with that id.</summary>
    public ValueTask<TenantInfo?> FindAsync(long tenantId, CancellationToken ct) => throw new NotImplementedException();
}
