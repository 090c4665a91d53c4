using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>A user as the pages show him. Never the hash of a password or link.</summary>
public sealed record UserRow(
    long Id, string Username, string Name, long? RoleId, string? RoleName, string DataScope, string Status, string ApprovalStatus, string? ApprovalReason, string? Phone, string? Email,
    long? FactoryId, string? FactoryName, DateTimeOffset? LastLoginTime, string? LastLoginIp, DateTimeOffset CreateTime, bool HasPassword, int Version)
{
    internal static UserRow Of(User user, string? roleName, IReadOnlyDictionary<long, string> factories, TenantTime time) => new(
        user.Id, user.Username, user.Name, user.RoleId, roleName, user.DataScope.Word(), user.Status.Word(), user.Approval.Word(), user.ApprovalReason, user.Phone, user.Email,
        user.FactoryId, user.FactoryId is { } at ? factories.GetValueOrDefault(at) : null, time.Local(user.LastLoginTime), user.LastLoginIp, time.Local(user.CreateTime), user.PasswordHash is not null, user.Version);
}

/// <summary>人员管理 and 用户审批 (console-pages 11).</summary>
internal static class ListUsers
{
    public static async Task<Answer<PageOf<UserRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, IFactoryDirectory factories, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var keyword = fields.Text("keyword", 64);
        var (roleId, factoryId) = (fields.Integer("roleId"), fields.Integer("factoryId"));
        var status = Words.From<UserStatus>(fields.OneOf("status", false, Words.All<UserStatus>()));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var users = Within(db, context.User()).Where(u => u.Approval == ApprovalStatus.Approved);
        if (keyword is not null)
        {
            var key = User.KeyOf(keyword);
            users = users.Where(u => u.UsernameKey.Contains(key) || u.Name.Contains(keyword));
        }
        users = roleId is null ? users : users.Where(u => u.RoleId == roleId);
        users = factoryId is null ? users : users.Where(u => u.FactoryId == factoryId);
        users = status is null ? users : users.Where(u => u.Status == status);
        return await PageAsync(users, page, context, db, factories, ct);
    }

    /// <summary>Who registered and waits, or was refused.</summary>
    public static async Task<Answer<PageOf<UserRow>>> ApprovalsAsync(Fields fields, HttpContext context, HubDbContext db, IFactoryDirectory factories, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var status = Words.From<ApprovalStatus>(fields.OneOf("approvalStatus", false, Words.All<ApprovalStatus>())) ?? ApprovalStatus.Pending;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await PageAsync(Within(db, context.User()).Where(u => u.Approval == status), page, context, db, factories, ct);
    }

    public static async Task<Answer<UserRow>> OneAsync(long id, HttpContext context, HubDbContext db, IFactoryDirectory factories, CancellationToken ct)
    {
        var user = await Within(db, context.User()).AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, ct);
        if (user is null)
        {
            return AccountsErrors.UserNotFound;
        }
        var role = await db.Set<Role>().Where(r => r.Id == user.RoleId).Select(r => r.Name).FirstOrDefaultAsync(ct);
        return UserRow.Of(user, role, await factories.NamesAsync(user.FactoryId is { } at ? [at] : [], ct), context.Time());
    }

    /// <summary>A factory's account knows the people of its factory.</summary>
    private static IQueryable<User> Within(HubDbContext db, SignedInUser reader) =>
        reader.FactoryId is { } factory ? db.Set<User>().Where(u => u.FactoryId == factory) : db.Set<User>();

    private static async Task<PageOf<UserRow>> PageAsync(
        IQueryable<User> users, PageRequest page, HttpContext context, HubDbContext db, IFactoryDirectory factories, CancellationToken ct)
    {
        var time = context.Time();
        var total = await users.LongCountAsync(ct);
        var rows = await users.AsNoTracking().OrderByDescending(u => u.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = rows.Select(u => u.RoleId).Distinct().ToList();
        var roles = await db.Set<Role>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Name, ct);
        var names = await factories.NamesAsync([.. rows.Where(u => u.FactoryId is not null).Select(u => u.FactoryId!.Value)], ct);
        return new(total, page.Page, page.Size, rows.ConvertAll(u => UserRow.Of(u, u.RoleId is { } id ? roles.GetValueOrDefault(id) : null, names, time)));
    }
}
