using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Dicts;

internal sealed record CreateDictRequest(string DictType, string DictCode, string DictLabel, int? Sort, string? Remark);

internal sealed record UpdateDictRequest(int Version, string? DictLabel, int? Sort, string? Remark);

internal sealed record PresetRequest(string? DictType);

public sealed record DictRow(long Id, string DictType, string DictCode, string DictLabel, int Sort, string? Remark, int Version)
{
    internal static DictRow Of(Dict d) => new(d.Id, d.Type, d.Code, d.Label, d.Sort, d.Remark, d.Version);
}

internal sealed record DictTypeRow(string DictType, string Name);

internal sealed record DictTypesAnswer(IReadOnlyList<DictTypeRow> Types);

internal sealed record PresetAnswer(int Added);

internal sealed record DeletedDictAnswer(long Id);

/// <summary>字典管理 (console-pages 11). Every page reads dictionaries; only who has the menu changes them.</summary>
internal static class DictSlices
{
    public static Answer<DictTypesAnswer> Types() => new DictTypesAnswer([.. DictTypes.All.Select(t => new DictTypeRow(t.Key, t.Value.Name))]);

    public static async Task<Answer<PageOf<DictRow>>> ListAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var type = fields.OneOf("dictType", false, [.. DictTypes.All.Keys]);
        var keyword = fields.Text("keyword", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var dicts = db.Set<Dict>().AsNoTracking();
        dicts = type is null ? dicts : dicts.Where(d => d.Type == type);
        dicts = keyword is null ? dicts : dicts.Where(d => d.Code.Contains(keyword) || d.Label.Contains(keyword));
        var rows = await dicts.OrderBy(d => d.Type).ThenBy(d => d.Sort).ThenBy(d => d.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<DictRow>(await dicts.LongCountAsync(ct), page.Page, page.Size, rows.ConvertAll(DictRow.Of));
    }

    public static async Task<Answer<DictRow>> CreateAsync(Fields fields, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var type = fields.OneOf("dictType", true, [.. DictTypes.All.Keys]);
        var (code, label) = (fields.Text("dictCode", 64, required: true), fields.Text("dictLabel", 64, required: true));
        var (sort, remark) = (fields.Integer("sort", 0, 100_000), fields.Text("remark", 500));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var dict = new Dict(db.Tenant.Required, type!, code!).Describe(label!, (int)(sort ?? 0), remark);
        db.Add(dict);
        audit.Record(new AuditEntry("Accounts", "CreateDict", "Dict", dict.Id, code) { After = DictRow.Of(dict) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return AccountsErrors.DictTaken.With(code);
        }
        return DictRow.Of(dict);
    }

    public static async Task<Answer<DictRow>> UpdateAsync(long id, Fields fields, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue, required: true);
        var (label, sort) = (fields.Text("dictLabel", 64, required: fields.Has("dictLabel")), fields.Integer("sort", 0, 100_000));
        var (hasRemark, remark) = (fields.Has("remark"), fields.Text("remark", 500));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await db.Set<Dict>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } dict)
        {
            return AccountsErrors.DictNotFound;
        }
        if (dict.Version != version)
        {
            return CommonErrors.Stale;
        }
        var before = DictRow.Of(dict);
        dict.Describe(label ?? dict.Label, (int)(sort ?? dict.Sort), hasRemark ? remark : dict.Remark);
        audit.Record(new AuditEntry("Accounts", "UpdateDict", "Dict", id, dict.Code) { Before = before, After = DictRow.Of(dict) });
        return await SaveAsync(db, () => DictRow.Of(dict), ct);
    }

    public static async Task<Answer<DeletedDictAnswer>> DeleteAsync(long id, HubDbContext db, Audit audit, CancellationToken ct)
    {
        if (await db.Set<Dict>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } dict)
        {
            return AccountsErrors.DictNotFound;
        }
        db.Remove(dict);
        audit.Record(new AuditEntry("Accounts", "DeleteDict", "Dict", id, dict.Code) { Before = DictRow.Of(dict) });
        return await SaveAsync(db, () => new DeletedDictAnswer(id), ct);
    }

    /// <summary>Adds the presets that are missing; repeating adds nothing.</summary>
    public static async Task<Answer<PresetAnswer>> PresetsAsync(Fields fields, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var type = fields.OneOf("dictType", false, [.. DictTypes.All.Keys]);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        // An entry that says the same under a code of the tenant's own is there already.
        var entries = await db.Set<Dict>().AsNoTracking().Select(d => new { d.Type, d.Code, d.Label }).ToListAsync(ct);
        var known = entries.SelectMany(d => new[] { (d.Type, d.Code), (d.Type, d.Label) }).ToHashSet();
        var missing = DictTypes.All.Where(t => type is null || t.Key == type)
            .SelectMany(t => t.Value.Presets.Select((label, i) => (Type: t.Key, Label: label, Sort: i + 1)))
            .Where(p => !known.Contains((p.Type, p.Label))).ToList();
        db.AddRange(missing.Select(p => new Dict(db.Tenant.Required, p.Type, p.Label).Describe(p.Label, p.Sort, null)));
        if (missing.Count == 0)
        {
            return new PresetAnswer(0);
        }
        audit.Record(new AuditEntry("Accounts", "ImportDictPresets", "Dict", null, type) { After = new { added = missing.Count } });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return CommonErrors.Stale;
        }
        return new PresetAnswer(missing.Count);
    }

    private static async Task<Answer<T>> SaveAsync<T>(HubDbContext db, Func<T> answer, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommonErrors.Stale;
        }
        return answer();
    }
}
