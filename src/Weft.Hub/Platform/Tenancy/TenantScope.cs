namespace Weft.Hub.Platform.Tenancy;

/// <summary>A row that belongs to one tenant (openapi-gateway 10, layer 1).</summary>
public interface ITenantOwned
{
    long TenantId { get; }
}

/// <summary>A row of the platform itself: the catalogue, tenants, schedules. It never holds a tenant's business data.</summary>
public interface IPlatformWide;

/// <summary>
/// The tenant on whose behalf the current request, job item or console circuit works. It is set once, by the door that knows
/// (the credential, the session, the row of background work), and never by anything in a request's content.
/// </summary>
public sealed class TenantScope
{
    private long? tenantId;

    /// <summary>The tenant in scope, or null when none was entered.</summary>
    public long? Current => tenantId;

    /// <summary>True for work of the platform across tenants; see <see cref="EnterPlatform"/>.</summary>
    public bool IsPlatform { get; private set; }

    /// <summary>The tenant in scope.</summary>
    /// <exception cref="NoTenantInScopeException">No tenant was entered: a query would otherwise see everything.</exception>
    public long Required => tenantId ?? throw new NoTenantInScopeException();

    /// <summary>Enters a tenant. Entering the same one again is harmless; changing to another is a bug.</summary>
    public void Enter(long tenant)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tenant);
        if (tenantId is { } already && already != tenant)
        {
            throw new InvalidOperationException($"This scope belongs to tenant {already}; it can not become tenant {tenant}.");
        }
        tenantId = tenant;
    }

    /// <summary>
    /// Declares work across tenants: relays, clean-up, the platform operator's pages. Queries still name the tables that they read
    /// across tenants with <c>AcrossTenants</c>; what is written keeps the tenant that its row carries.
    /// </summary>
    public void EnterPlatform() => IsPlatform = true;
}

/// <summary>A tenant's data was asked for while no tenant was in scope (openapi-gateway 10, layer 1a).</summary>
public sealed class NoTenantInScopeException()
    : InvalidOperationException("No tenant is in scope: enter one, or name the table in AcrossTenants.");

/// <summary>A row of one tenant was about to be written on behalf of another (openapi-gateway 10, layer 1b).</summary>
public sealed class CrossTenantWriteException(string entity, long rowTenant, long scopeTenant)
    : InvalidOperationException($"A {entity} of tenant {rowTenant} can not be written while tenant {scopeTenant} is in scope.");
