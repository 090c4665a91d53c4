using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record PartnerUserRequest(
    long SystemId, string UserName, long UserId, long RoleId, long OrganisationId, IReadOnlyList<long>? OrganisationIds, long? WarehouseId, string? Language, int? Version);

internal sealed record PartnerUserRow(
    long Id, long SystemId, string UserName, long UserId, long RoleId, long OrganisationId, IReadOnlyList<long> OrganisationIds, long? WarehouseId, string Language, bool IsActive, int Version)
{
    public static PartnerUserRow Of(PartnerUser u) =>
        new(u.Id, u.SystemId, u.UserName, u.UserId, u.RoleId, u.OrganisationId, u.OrganisationIds, u.WarehouseId, u.Language, u.IsActive, u.Version);
}

/// <summary>A partner user as the list shows it, with the names of what it refers to.</summary>
public sealed record PartnerUserLine(
    long Id, long SystemId, string UserName, long UserId, long RoleId, long OrganisationId, IReadOnlyList<long> OrganisationIds, string Language, bool IsActive, int Version)
{
    public string? SystemName { get; init; }
    public bool SystemIsActive { get; init; }
    public string? HubUserName { get; init; }
    public bool HubUserIsActive { get; init; }
    public string? RoleName { get; init; }
    public long? WarehouseId { get; init; }
    public IReadOnlyList<string> Organisations { get; init; } = [];
}

public sealed record PartnerChoice(long Id, string Name, string? Note);

/// <summary>What a partner user can be made of.</summary>
public sealed record PartnerUserChoices(IReadOnlyList<PartnerChoice> Systems, IReadOnlyList<PartnerChoice> Users, IReadOnlyList<PartnerChoice> Roles, IReadOnlyList<PartnerChoice> Organisations)
{
    public IReadOnlyList<PartnerChoice> Warehouses { get; init; } = [];
}

/// <summary>协同平台用户 (scm-partner-api 2.3).</summary>
internal static class PartnerUserSlices
{
    private const int MostChoices = 500;

    public static async Task<Answer<PageOf<PartnerUserLine>>> ListAsync(Fields fields, HubDbContext db, UserDirectory users, CancellationToken ct)
    {
        var (page, system, keyword) = (PageRequest.Read(fields), fields.Integer("systemId", min: 1), fields.Text("keyword", 80));
        var active = fields.Flag("isActive");
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<PartnerUser>().AsNoTracking();
        rows = system is { } id ? rows.Where(u => u.SystemId == id) : rows;
        rows = keyword is null ? rows : rows.Where(u => u.UserName.Contains(keyword));
        rows = active is { } on ? rows.Where(u => u.IsActive == on) : rows;
        var found = await rows.OrderBy(u => u.UserName).ThenBy(u => u.Id).PageAsync(page, u => u, ct);
        long[] systemIds = [.. found.Records.Select(u => u.SystemId).Distinct()], organisationIds = [.. found.Records.SelectMany(u => u.OrganisationIds).Distinct()];
        var systems = await db.Set<PartnerSystem>().AsNoTracking().Where(s => EF.Parameter(systemIds).Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var organisations = await db.Set<Organisation>().AsNoTracking().Where(o => EF.Parameter(organisationIds).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var people = (await users.UsersAsync([.. found.Records.Select(u => u.UserId)], ct)).ToDictionary(u => u.UserId);
        var roles = await users.RoleNamesAsync(ct);
        return new PageOf<PartnerUserLine>(found.Total, found.Page, found.Size, [.. found.Records.Select(u => new PartnerUserLine(
            u.Id, u.SystemId, u.UserName, u.UserId, u.RoleId, u.OrganisationId, u.OrganisationIds, u.Language, u.IsActive, u.Version)
        {
            SystemName = systems.GetValueOrDefault(u.SystemId)?.Name, SystemIsActive = systems.GetValueOrDefault(u.SystemId)?.IsActive == true,
            HubUserName = people.GetValueOrDefault(u.UserId)?.Name, HubUserIsActive = people.GetValueOrDefault(u.UserId)?.IsActive == true,
            RoleName = roles.GetValueOrDefault(u.RoleId), WarehouseId = u.WarehouseId,
            Organisations = [.. u.OrganisationIds.OrderByDescending(o => o == u.OrganisationId).Select(o => organisations.GetValueOrDefault(o)).OfType<string>()],
        })]);
    }

    /// <summary>Systems, people, roles and organisations to choose from, by name; at most 500 of each.</summary>
    public static async Task<Answer<PartnerUserChoices>> ChoicesAsync(HubDbContext db, UserDirectory users, References references, CancellationToken ct)
    {
        var systems = await db.Set<PartnerSystem>().AsNoTracking().OrderBy(s => s.Name).Take(MostChoices).Select(s => new PartnerChoice(s.Id, s.Name, s.Code)).ToListAsync(ct);
        var organisations = await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).OrderBy(o => o.Code).Take(MostChoices)
            .Select(o => new PartnerChoice(o.Id, o.Name, o.Code)).ToListAsync(ct);
        var people = await users.ActiveAsync(MostChoices, ct);
        var roles = await users.RoleNamesAsync(ct);
        return new PartnerUserChoices(
            systems, [.. people.Select(u => new PartnerChoice(u.UserId, u.Name, u.Username))],
            [.. roles.OrderBy(r => r.Value, StringComparer.Ordinal).Select(r => new PartnerChoice(r.Key, r.Value, null))], organisations)
        {
            Warehouses = [.. (await references.WarehousesAsync(ct)).OrderBy(w => w.Code, StringComparer.Ordinal).Take(MostChoices).Select(w => new PartnerChoice(w.Id, w.Name, w.Code))],
        };
    }

    public static async Task<Answer<PartnerUserRow>> CreateAsync(Fields fields, HubDbContext db, UserDirectory users, Audit audit, CancellationToken ct)
    {
        var (systemId, userName) = (fields.Integer("systemId", min: 1, required: true), fields.Text("userName", 80, required: true));
        var place = await ReadAsync(fields, db, users, ct);
        if (systemId is { } wanted && !await db.Set<PartnerSystem>().AnyAsync(s => s.Id == wanted, ct))
        {
            fields.Fail("systemId", "协同平台不存在");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var user = new PartnerUser(db.FilterTenant, systemId!.Value, userName!);
        place(user);
        db.Add(user);
        audit.Record(new AuditEntry("PartnerApi", "CreatePartnerUser", "PartnerUser", user.Id, userName) { After = PartnerUserRow.Of(user) });
        return await db.SavedAsync(() => PartnerUserRow.Of(user), userName!, ct);
    }

    public static async Task<Answer<PartnerUserRow>> UpdateAsync(
        long id, Fields fields, HubDbContext db, UserDirectory users, PartnerConsole console, CancellationToken ct)
    {
        if (await db.Set<PartnerUser>().FirstOrDefaultAsync(u => u.Id == id, ct) is not { } user)
        {
            return PartnerApiErrors.UserNotFound;
        }
        var place = await ReadAsync(fields, db, users, ct);
        var isStale = Saving.IsStale(fields, user.Version);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (isStale)
        {
            return CommonErrors.Stale;
        }
        var before = PartnerUserRow.Of(user);
        place(user);
        console.Changed("UpdatePartnerUser", user, before);
        return await db.SavedAsync(() => PartnerUserRow.Of(user), user.UserName, ct);
    }

    public static Task<Answer<PartnerUserRow>> EnableAsync(long id, HubDbContext db, PartnerConsole console, CancellationToken ct) => SwitchAsync(id, true, db, console, ct);

    public static Task<Answer<PartnerUserRow>> DisableAsync(long id, HubDbContext db, PartnerConsole console, CancellationToken ct) => SwitchAsync(id, false, db, console, ct);

    private static async Task<Answer<PartnerUserRow>> SwitchAsync(long id, bool active, HubDbContext db, PartnerConsole console, CancellationToken ct)
    {
        if (await db.Set<PartnerUser>().FirstOrDefaultAsync(u => u.Id == id, ct) is not { } user)
        {
            return PartnerApiErrors.UserNotFound;
        }
        var before = PartnerUserRow.Of(user);
        user.Switch(active);
        console.Changed(active ? "EnablePartnerUser" : "DisablePartnerUser", user, before);
        return await db.SavedAsync(() => PartnerUserRow.Of(user), user.UserName, ct);
    }

    private static async Task<Action<PartnerUser>> ReadAsync(Fields fields, HubDbContext db, UserDirectory users, CancellationToken ct)
    {
        var (userId, roleId) = (fields.Integer("userId", min: 1, required: true), fields.Integer("roleId", min: 1, required: true));
        var organisation = fields.Integer("organisationId", min: 1, required: true);
        var warehouse = fields.Integer("warehouseId", min: 1);
        var (others, language) = (fields.Ids("organisationIds", 500) ?? [], fields.Text("language", 10) ?? "zh_CN");
        if (userId is { } user && await users.FindAsync(user, ct) is null)
        {
            fields.Fail("userId", "用户不存在");
        }
        if (roleId is { } role && await users.RoleAsync(role, ct) is null)
        {
            fields.Fail("roleId", "角色不存在");
        }
        long[] wanted = [.. others.Append(organisation ?? 0).Where(o => o > 0).Distinct()];
        if (await db.Set<Organisation>().CountAsync(o => wanted.Contains(o.Id), ct) != wanted.Length)
        {
            fields.Fail("organisationId", "组织不存在");
        }
        if (warehouse is { } store && !await db.Set<WarehouseProfile>().AnyAsync(w => w.Id == store && w.IsActive && wanted.Contains(w.OrganisationId), ct))
        {
            fields.Fail("warehouseId", "仓库不存在，或不属于所选的组织");
        }
        return partner => partner.Place(userId!.Value, roleId!.Value, organisation!.Value, others, warehouse, language);
    }
}

/// <summary>Writes the audit entry of a changed partner user and tells every node of it.</summary>
internal sealed class PartnerConsole(HubDbContext db, Audit audit, PartnerDirectory directory)
{
    public void Changed(string operation, PartnerUser user, PartnerUserRow before)
    {
        audit.Record(new AuditEntry("PartnerApi", operation, "PartnerUser", user.Id, user.UserName) { Before = before, After = PartnerUserRow.Of(user) });
        db.AfterCommit(() => directory.Changed(user.Id));
    }
}
