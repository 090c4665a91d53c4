using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record SystemRequest(string SystemKey, string Name, string? PlatformKind, bool? WritesBlankKey, string? Remark, int? Version);

public sealed record SystemRow(long Id, string SystemKey, string Name, string? PlatformKind, bool HasCode, bool IsActive, bool WritesBlankKey, string? Remark, int Version)
{
    /// <summary>Where ended requests are told to; null when the partner asks.</summary>
    public string? NotifyUrl { get; init; }

    internal static SystemRow Of(PartnerSystem s) => new(s.Id, s.Code, s.Name, s.PlatformKind, s.CodeHash != null, s.IsActive, s.WritesBlankKey, s.Remark, s.Version) { NotifyUrl = s.NotifyUrl };
}

/// <summary>A system with its identification code, which is shown this once.</summary>
public sealed record SystemWithCode(long Id, string SystemKey, string Name, string UniqueCode);

/// <summary>协同平台配置 (scm-partner-api 2.1).</summary>
internal static class SystemSlices
{
    public static async Task<Answer<PageOf<SystemRow>>> ListAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, keyword) = (PageRequest.Read(fields), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<PartnerSystem>().AsNoTracking();
        rows = keyword is null ? rows : rows.Where(s => s.Code.Contains(keyword) || s.Name.Contains(keyword));
        return await rows.OrderBy(s => s.Name).ThenBy(s => s.Id).PageAsync(
            page, s => new SystemRow(s.Id, s.Code, s.Name, s.PlatformKind, s.CodeHash != null, s.IsActive, s.WritesBlankKey, s.Remark, s.Version) { NotifyUrl = s.NotifyUrl }, ct);
    }

    public static async Task<Answer<SystemWithCode>> CreateAsync(Fields fields, HubDbContext db, SecretHasher hasher, Audit audit, CancellationToken ct)
    {
        var code = fields.Text("systemKey", 40, required: true);
        var describe = Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var (system, secret) = (new PartnerSystem(db.FilterTenant, code!), NewCode());
        describe(system);
        system.KeepCode(hasher.Hash(secret));
        db.Add(system);
        audit.Record(new AuditEntry("PartnerApi", "CreateSystem", "PartnerSystem", system.Id, code) { After = SystemRow.Of(system) });
        return await db.SavedAsync(() => new SystemWithCode(system.Id, system.Code, system.Name, secret.Reveal()), code!, ct);
    }

    public static async Task<Answer<SystemRow>> UpdateAsync(long id, Fields fields, HubDbContext db, PartnerDirectory directory, Audit audit, CancellationToken ct)
    {
        var describe = Read(fields);
        if (await db.Set<PartnerSystem>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } system)
        {
            return PartnerApiErrors.SystemNotFound;
        }
        var isStale = Saving.IsStale(fields, system.Version);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (isStale)
        {
            return CommonErrors.Stale;
        }
        var before = SystemRow.Of(system);
        describe(system);
        audit.Record(new AuditEntry("PartnerApi", "UpdateSystem", "PartnerSystem", id, system.Code) { Before = before, After = SystemRow.Of(system) });
        db.AfterCommit(() => directory.Changed(id));
        return await db.SavedAsync(() => SystemRow.Of(system), system.Name, ct);
    }

    public static Task<Answer<SystemRow>> EnableAsync(long id, HubDbContext db, PartnerDirectory directory, Audit audit, CancellationToken ct) =>
        SwitchAsync(id, true, db, directory, audit, ct);

    public static Task<Answer<SystemRow>> DisableAsync(long id, HubDbContext db, PartnerDirectory directory, Audit audit, CancellationToken ct) =>
        SwitchAsync(id, false, db, directory, audit, ct);

    /// <summary>A new identification code; the old one counts no more. Tokens that were issued stay.</summary>
    public static async Task<Answer<SystemWithCode>> RenewCodeAsync(long id, HubDbContext db, SecretHasher hasher, Audit audit, CancellationToken ct)
    {
        if (await db.Set<PartnerSystem>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } system)
        {
            return PartnerApiErrors.SystemNotFound;
        }
        var secret = NewCode();
        system.KeepCode(hasher.Hash(secret));
        audit.Record(new AuditEntry("PartnerApi", "RenewCode", "PartnerSystem", id, system.Code));
        return await db.SavedAsync(() => new SystemWithCode(system.Id, system.Code, system.Name, secret.Reveal()), system.Code, ct);
    }

    public static SecretText NewCode() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));

    private static async Task<Answer<SystemRow>> SwitchAsync(long id, bool active, HubDbContext db, PartnerDirectory directory, Audit audit, CancellationToken ct)
    {
        if (await db.Set<PartnerSystem>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } system)
        {
            return PartnerApiErrors.SystemNotFound;
        }
        system.Switch(active);
        audit.Record(new AuditEntry("PartnerApi", active ? "EnableSystem" : "DisableSystem", "PartnerSystem", id, system.Code));
        // Heard by every node: a token of the system is refused from now on.
        db.AfterCommit(() => directory.Changed(id));
        return await db.SavedAsync(() => SystemRow.Of(system), system.Code, ct);
    }

    private static Action<PartnerSystem> Read(Fields fields)
    {
        var (name, kind) = (fields.Text("name", 60, required: true), fields.Text("platformKind", 40));
        var (blank, remark) = (fields.Flag("writesBlankKey") ?? false, fields.Text("remark", 500, multiline: true));
        return system => system.Describe(name!, kind, blank, remark);
    }
}
