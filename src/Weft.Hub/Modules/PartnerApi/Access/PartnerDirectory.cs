using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>A partner user all of whose parts are active, as he is now.</summary>
internal sealed record LivePartner(long TenantId, string SystemCode, CallerFacts Facts, string Language, bool WritesBlankKey)
{
    /// <summary>Organisations whose documents he may read and make.</summary>
    public required IReadOnlySet<long> Organisations { get; init; }

    /// <summary>What his role may do.</summary>
    public required IReadOnlySet<string> Rights { get; init; }

    public bool May(string right) => Rights.Contains(PartnerPermissions.Submit) && (Rights.Contains(right) || Rights.Contains(PartnerPermissions.EveryDocument));
}

/// <summary>Finds partner users, from memory that is at most five seconds old; what switches a part of them off is heard at once, on all nodes.</summary>
internal sealed class PartnerDirectory
{
    public const string Topic = "partner.access";

    private readonly IServiceScopeFactory scopes;
    private readonly TenantDirectory tenants;
    private readonly ChangeSignal signal;
    private readonly RecentValues<(long Tenant, long User), LivePartner?> recent;

    public PartnerDirectory(IServiceScopeFactory scopes, TenantDirectory tenants, ChangeSignal signal, TimeProvider clock)
    {
        (this.scopes, this.tenants, this.signal) = (scopes, tenants, signal);
        recent = new(TimeSpan.FromSeconds(5), clock);
        signal.Subscribe(Topic, _ => recent.ForgetAll());
        signal.Subscribe(UserDirectory.ChangedTopic, key =>
        {
            // Sessions come and go all the time; users and roles seldom change.
            if (key is null || !key.StartsWith("session:", StringComparison.Ordinal))
            {
                recent.ForgetAll();
            }
        });
    }

    /// <summary>Null when there is no such partner user, or a part of him is switched off.</summary>
    public async ValueTask<LivePartner?> FindAsync(long tenantId, long partnerUserId, CancellationToken ct) =>
        await tenants.FindAsync(tenantId, ct) is { IsActive: true } ? await recent.GetAsync((tenantId, partnerUserId), ReadAsync, ct) : null;

    public void Changed(long id) => signal.Publish(Topic, id.ToString(CultureInfo.InvariantCulture));

    private async Task<LivePartner?> ReadAsync((long Tenant, long User) key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(key.Tenant);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var users = scope.ServiceProvider.GetRequiredService<UserDirectory>();
        var user = await db.Set<PartnerUser>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == key.User && u.IsActive, ct);
        var system = user is null ? null : await db.Set<PartnerSystem>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == user.SystemId && s.IsActive && s.PlatformKind == null, ct);
        if (user is null || system is null || await users.FindAsync(user.UserId, ct) is not { IsActive: true })
        {
            return null;
        }
        var role = await users.RoleAsync(user.RoleId, ct);
        var facts = new CallerFacts(system.Id, user.Id, user.UserId, user.RoleId, user.OrganisationId, user.UserName);
        return new LivePartner(key.Tenant, system.Code, facts, user.Language, system.WritesBlankKey)
        {
            Organisations = user.OrganisationIds.ToHashSet(), Rights = role?.Permissions ?? new HashSet<string>(StringComparer.Ordinal),
        };
    }
}
