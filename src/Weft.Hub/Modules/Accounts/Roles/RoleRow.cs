using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Roles;

public sealed record RoleRow(
    long Id, string RoleCode, string RoleName, string? Description, string DataScope, string Status, bool IsAdministrator, IReadOnlyList<string> Permissions, int UserCount,
    DateTimeOffset CreateTime, int Version)
{
    internal static RoleRow Of(Role role, int users, ModuleCatalogue catalogue, TenantTime time) => new(
        role.Id, role.Code, role.Name, role.Description, role.DataScope.Word(), role.Status.Word(), role.IsAdministrator,
        role.IsAdministrator ? [.. catalogue.Permissions.Select(p => p.Code)] : role.Permissions, users, time.Local(role.CreateTime), role.Version);
}

/// <summary>角色管理 (console-pages 11).</summary>
internal static class ListRoles
{
    public static async Task<Answer<PageOf<RoleRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, ModuleCatalogue catalogue, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var keyword = fields.Text("keyword", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var roles = db.Set<Role>().AsNoTracking();
        roles = keyword is null ? roles : roles.Where(r => r.Name.Contains(keyword) || r.Code.Contains(keyword));
        var total = await roles.LongCountAsync(ct);
        var rows = await roles.OrderBy(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = rows.ConvertAll(r => (long?)r.Id);
        var counts = await db.Set<User>().Where(u => ids.Contains(u.RoleId)).GroupBy(u => u.RoleId!.Value).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var time = context.Time();
        return new PageOf<RoleRow>(total, page.Page, page.Size, rows.ConvertAll(r => RoleRow.Of(r, counts.GetValueOrDefault(r.Id), catalogue, time)));
    }

    /// <summary>Every code that a role can hold, for the tree, and the sets that are usual.</summary>
    public static Answer<PermissionTree> Permissions(ModuleCatalogue catalogue) => new PermissionTree(catalogue.Permissions, BuiltInRoles.Templates(catalogue));
}

internal sealed record PermissionTree(IReadOnlyList<Permission> Permissions, IReadOnlyList<RoleTemplate> Templates);
