using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A tenant's user, for modules in which programs act on a user's behalf.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Username">Login name.</param>
/// <param name="Name">Name that people read.</param>
/// <param name="IsActive">False when he is switched off or not approved. Locked and expired passwords do not count.</param>
public sealed record UserFace(long UserId, string Username, string Name, bool IsActive);

/// <summary>A role and what it may do now.</summary>
public sealed record RoleFace(long RoleId, string Name, IReadOnlySet<string> Permissions);

/// <summary>Reads users and roles of the tenant in scope.</summary>
public sealed class UserDirectory
{
    /// <summary>The signal that a user, role or session changed.</summary>
    public const string ChangedTopic = SessionDirectory.Topic;

    private readonly HubDbContext db;
    private readonly ModuleCatalogue catalogue;

    internal UserDirectory(HubDbContext db, ModuleCatalogue catalogue) => (this.db, this.catalogue) = (db, catalogue);

    /// <summary>The user, or null when the tenant has none of that id.</summary>
    public Task<UserFace?> FindAsync(long userId, CancellationToken ct) => db.Set<User>().AsNoTracking().Where(u => u.Id == userId)
        .Select(u => new UserFace(u.Id, u.Username, u.Name, u.Status == UserStatus.Active && u.Approval == ApprovalStatus.Approved)).FirstOrDefaultAsync(ct);

    /// <summary>The user with the rights that he has now, for work that he asked for earlier; null when he may not sign in any more.</summary>
    public async Task<SignedInUser?> ActingAsync(long userId, CancellationToken ct)
    {
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, ct) is not { MustChangePassword: false } user)
        {
            return null;
        }
        var tenant = await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == user.TenantId, ct);
        var role = await db.Set<Role>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == user.RoleId, ct);
        return tenant is null || SessionDirectory.Standing(user, tenant) is not null
            ? null
            : new(user.Id, user.TenantId, user.Username, user.Name, Rights.ScopeOf(user, role), user.FactoryId, Rights.Of(user, role, catalogue), tenant.TimeZone);
    }

    /// <summary>The users of those ids, in one statement; unknown ids are left out.</summary>
    public async Task<IReadOnlyList<UserFace>> UsersAsync(IReadOnlyCollection<long> userIds, CancellationToken ct)
    {
        long[] ids = [.. userIds.Distinct()];
        return await Faces(db.Set<User>().Where(u => EF.Parameter(ids).Contains(u.Id))).ToListAsync(ct);
    }

    /// <summary>People who may be chosen to act for a program, by name; at most so many.</summary>
    public async Task<IReadOnlyList<UserFace>> ActiveAsync(int most, CancellationToken ct) =>
        await Faces(db.Set<User>().Where(u => u.Status == UserStatus.Active && u.Approval == ApprovalStatus.Approved).OrderBy(u => u.Name).ThenBy(u => u.Id).Take(most)).ToListAsync(ct);

    /// <summary>The names of all roles of the tenant, by id.</summary>
    public async Task<IReadOnlyDictionary<long, string>> RoleNamesAsync(CancellationToken ct) =>
        await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, ct);

    private static IQueryable<UserFace> Faces(IQueryable<User> users) =>
        users.AsNoTracking().Select(u => new UserFace(u.Id, u.Username, u.Name, u.Status == UserStatus.Active && u.Approval == ApprovalStatus.Approved));

    /// <summary>The role, or null when the tenant has none of that id.</summary>
    public async Task<RoleFace?> RoleAsync(long roleId, CancellationToken ct)
    {
        var role = await db.Set<Role>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == roleId, ct);
        return role is null ? null : new(role.Id, role.Name, role.Codes(catalogue).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The tenant's first administrator and his role; for what is set up on its own, such as the demo.</summary>
    public async Task<(long UserId, long RoleId)?> AdministratorAsync(CancellationToken ct)
    {
        var found = await db.Set<User>().AsNoTracking().Where(u => db.Set<Role>().Any(r => r.Id == u.RoleId && r.IsAdministrator)).OrderBy(u => u.Id)
            .Select(u => new { u.Id, RoleId = u.RoleId!.Value }).FirstOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.RoleId);
    }
}
