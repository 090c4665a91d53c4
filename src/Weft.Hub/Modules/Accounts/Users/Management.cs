using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>What the slices that manage users and roles need together, and the rules that hold over several rows.</summary>
internal sealed record Management(
    HubDbContext Db, ModuleCatalogue Catalogue, Audit Audit, SessionDirectory Sessions, IOptions<AccountsOptions> Options, IFactoryDirectory Factories)
{
    public DateTime Now => Db.Clock.UtcNow();

    /// <summary>
    /// Inside a unit of work: lets one change of the tenant's users and roles follow the other, also across nodes, so that what was read stays true until the commit.
    /// </summary>
    public Task LockAsync(CancellationToken ct)
    {
        var tenantId = Db.Tenant.Required;
        return Db.Set<Tenant>().Where(t => t.Id == tenantId).ExecuteUpdateAsync(set => set.SetProperty(t => t.AccountsRevision, t => t.AccountsRevision + 1), ct);
    }

    public Task<Role?> RoleAsync(long? id, CancellationToken ct) => Db.Set<Role>().FirstOrDefaultAsync(r => r.Id == id, ct);

    /// <summary>May the editor manage that user as he is now? The refusal, or null.</summary>
    public async Task<Refusal?> MayManageAsync(SignedInUser editor, User user, CancellationToken ct) =>
        Rights.Covers(editor, await RoleAsync(user.RoleId, ct), user.DataScope, user.FactoryId, Catalogue) ? null : AccountsErrors.AboveYou;

    /// <summary>May an account of that role be put at that factory? The refusal, or null.</summary>
    public async Task<Refusal?> MayBelongAsync(Role role, long? factoryId, CancellationToken ct) =>
        factoryId is not { } id ? null
        : role.IsAdministrator ? Refusal.Invalid("factoryId", "系统管理员不能属于加工厂，请换一个角色")
        : (await Factories.NamesAsync([id], ct)).Count == 0 ? Refusal.Invalid("factoryId", "加工厂不存在，请重新选择")
        : null;

    /// <summary>Is that user the only administrator who can sign in? Then he stays one.</summary>
    public async Task<bool> IsLastAdministratorAsync(User user, CancellationToken ct)
    {
        if (await RoleAsync(user.RoleId, ct) is not { IsAdministrator: true } role || user.Status != UserStatus.Active || user.Approval != ApprovalStatus.Approved)
        {
            return false;
        }
        // One who has not set a password yet can not sign in, and may never do.
        return !await Db.Set<User>().AnyAsync(
            u => u.Id != user.Id && u.RoleId == role.Id && u.Status == UserStatus.Active && u.Approval == ApprovalStatus.Approved && u.PasswordHash != null, ct);
    }

    public void Record(string operation, User user, object? before = null, object? after = null, string? reason = null) =>
        Audit.Record(new AuditEntry("Accounts", operation, "User", user.Id, user.Username) { Before = before, After = after, Reason = reason });

    public void Record(string operation, Role role, object? before = null, object? after = null) =>
        Audit.Record(new AuditEntry("Accounts", operation, "Role", role.Id, role.Name) { Before = before, After = after });
}
