using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record WarehouseRequest(
    string Code, string? Name, long OrganisationId, string? ReferenceNo, bool? NeedsLogisticsReceipt, bool? AllowsNegative, bool? IsActive, int? Version);

public sealed record WarehouseRow(
    long Id, string Code, string Name, long OrganisationId, string? ReferenceNo, bool NeedsLogisticsReceipt, bool AllowsNegative, bool IsActive, int Version)
{
    public string? OrganisationName { get; init; }
}

internal sealed record PeriodRequest(string Month, bool IsOpen);

public sealed record PeriodRow(string Month, bool IsOpen);

/// <summary>What partners know of the dictionary's warehouses, and which months' books are open.</summary>
internal static class WarehouseSlices
{
    public static async Task<Answer<PageOf<WarehouseRow>>> ListAsync(Fields fields, HubDbContext db, DictEntries dicts, CancellationToken ct)
    {
        var (page, keyword) = (PageRequest.Read(fields), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var entries = (await dicts.OfTypeAsync(DictEntries.Warehouses, ct)).ToDictionary(d => d.Id);
        var rows = db.Set<WarehouseProfile>().AsNoTracking();
        if (keyword is not null)
        {
            long[] named = [.. entries.Values.Where(d => d.Code.Contains(keyword, StringComparison.OrdinalIgnoreCase) || d.Label.Contains(keyword, StringComparison.OrdinalIgnoreCase)).Select(d => d.Id)];
            rows = rows.Where(w => EF.Parameter(named).Contains(w.DictId));
        }
        var found = await rows.OrderBy(w => w.Id)
            .PageAsync(page, w => new { Profile = w, Organisation = db.Set<Organisation>().Where(o => o.Id == w.OrganisationId).Select(o => o.Name).FirstOrDefault() }, ct);
        return new PageOf<WarehouseRow>(found.Total, found.Page, found.Size,
            [.. found.Records.Select(w => Of(w.Profile, entries.GetValueOrDefault(w.Profile.DictId)) with { OrganisationName = w.Organisation })]);
    }

    /// <summary>What every warehouse of the tenant is called, also those that are switched off.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NamesAsync(HubDbContext db, DictEntries dicts, CancellationToken ct)
    {
        var entries = (await dicts.OfTypeAsync(DictEntries.Warehouses, ct)).ToDictionary(d => d.Id, d => d.Label);
        return (await db.Set<WarehouseProfile>().AsNoTracking().Select(w => new { w.Id, w.DictId }).ToListAsync(ct)).ToDictionary(w => w.Id, w => entries.GetValueOrDefault(w.DictId) ?? "");
    }

    public static async Task<Answer<WarehouseRow>> SaveAsync(long? id, Fields fields, HubDbContext db, DictEntries dicts, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<WarehouseProfile>().FirstOrDefaultAsync(w => w.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("仓库");
        }
        var code = existing is null ? fields.Text("code", 40, required: true) : fields.Text("code", 40);
        var name = fields.Text("name", 60) ?? code;
        var (organisation, reference) = (fields.Integer("organisationId", min: 1, required: true), fields.Text("referenceNo", 40));
        var (receipt, negative, active) = (fields.Flag("needsLogisticsReceipt") ?? false, fields.Flag("allowsNegative") ?? false, fields.Flag("isActive") ?? true);
        if (organisation is { } wanted && !await db.Set<Organisation>().AnyAsync(o => o.Id == wanted, ct))
        {
            fields.Fail("organisationId", "组织不存在");
        }
        if (MasterSlices.Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        // A warehouse that the dictionary does not have yet is added to it: there is one list of warehouses.
        var profile = existing ?? new WarehouseProfile(db.FilterTenant, await dicts.EnsureAsync(DictEntries.Warehouses, code!, name!, ct));
        profile.Describe(organisation!.Value, reference, receipt, negative, active);
        MasterSlices.Keep(db, profile, existing is null);
        var saved = await db.SavedAsync(() => profile.Id, code ?? "", ct);
        if (saved.Refusal is { } failed)
        {
            return failed;
        }
        var entry = (await dicts.OfTypeAsync(DictEntries.Warehouses, ct)).Find(d => d.Id == profile.DictId);
        return Of(profile, entry);
    }

    public static async Task<Answer<PageOf<PeriodRow>>> PeriodsAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, open) = (PageRequest.Read(fields), fields.Flag("isOpen"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Period>().AsNoTracking();
        rows = open is null ? rows : rows.Where(p => p.IsOpen == open);
        var found = await rows.OrderByDescending(p => p.Month).PageAsync(page, p => new { p.Month, p.IsOpen }, ct);
        return new PageOf<PeriodRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(p => Row(p.Month, p.IsOpen))]);
    }

    public static async Task<Answer<PeriodRow>> SavePeriodAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (text, open) = (fields.Text("month", 7, required: true), fields.Flag("isOpen", required: true));
        var month = DateOnly.MinValue;
        if (text is not null && !DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out month))
        {
            fields.Fail("month", "必须为 yyyy-MM 格式的月份");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var period = await db.Set<Period>().FirstOrDefaultAsync(p => p.Month == month, ct);
        if (period is null)
        {
            period = new Period(db.FilterTenant, month);
            db.Add(period);
        }
        period.Switch(open!.Value);
        return await db.SavedAsync(() => Row(month, period.IsOpen), text!, ct);
    }

    private static PeriodRow Row(DateOnly month, bool open) => new(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), open);

    private static WarehouseRow Of(WarehouseProfile w, DictEntry? entry) => new(
        w.Id, entry?.Code ?? "", entry?.Label ?? "", w.OrganisationId, w.ReferenceNo, w.NeedsLogisticsReceipt, w.AllowsNegative, w.IsActive, w.Version);
}
