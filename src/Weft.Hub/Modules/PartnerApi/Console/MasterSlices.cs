using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record OrganisationRequest(string Code, string Name, string? Kind, bool? IsActive, int? Version);

public sealed record OrganisationRow(long Id, string Code, string Name, OrganisationKind Kind, bool IsActive, int Version);

internal sealed record BinRequest(long WarehouseId, string Code, string Name, bool? IsActive, int? Version);

public sealed record BinRow(long Id, long WarehouseId, string Code, string Name, bool IsActive, int Version)
{
    public string? WarehouseName { get; init; }
}

internal sealed record MaterialRequest(
    string Code, string Name, string Uom, string? Category, string? Upc, bool? HasShelfLife, int? GuaranteeMonths, bool? IsActive, int? Version);

public sealed record MaterialRow(
    long Id, string Code, string Name, string Uom, string? Category, string? Upc, bool HasShelfLife, int? GuaranteeMonths, bool IsActive, int Version)
{
    internal static MaterialRow Of(Material m) => new(m.Id, m.Code, m.Name, m.Uom, m.Category, m.Upc, m.HasShelfLife, m.GuaranteeMonths, m.IsActive, m.Version);
}

/// <summary>Organisations, bins and materials: what partners' documents refer to. A code never changes; what is used is switched off, not deleted.</summary>
internal static class MasterSlices
{
    public static async Task<Answer<PageOf<OrganisationRow>>> OrganisationsAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, keyword) = (PageRequest.Read(fields), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Organisation>().AsNoTracking();
        rows = keyword is null ? rows : rows.Where(o => o.Code.Contains(keyword) || o.Name.Contains(keyword));
        return await rows.OrderBy(o => o.Code).PageAsync(page, o => new OrganisationRow(o.Id, o.Code, o.Name, o.Kind, o.IsActive, o.Version), ct);
    }

    public static async Task<Answer<OrganisationRow>> SaveOrganisationAsync(long? id, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<Organisation>().FirstOrDefaultAsync(o => o.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("组织");
        }
        var (code, name) = (existing?.Code ?? fields.Text("code", 40, required: true), fields.Text("name", 60, required: true));
        var kind = fields.OneOf("kind", false, "主体公司", "代理商", "供应商") switch
        {
            "代理商" => OrganisationKind.Dealer,
            "供应商" => OrganisationKind.Supplier,
            null => existing?.Kind ?? OrganisationKind.Principal,
            _ => OrganisationKind.Principal,
        };
        var active = fields.Flag("isActive") ?? true;
        if (Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var organisation = (existing ?? new Organisation(db.FilterTenant, code!)).Describe(name!, kind, active);
        Keep(db, organisation, existing is null);
        return await db.SavedAsync(() => new OrganisationRow(organisation.Id, organisation.Code, organisation.Name, organisation.Kind, organisation.IsActive, organisation.Version), code!, ct);
    }

    public static async Task<Answer<PageOf<BinRow>>> BinsAsync(Fields fields, HubDbContext db, DictEntries dicts, CancellationToken ct)
    {
        var (page, warehouse, keyword) = (PageRequest.Read(fields), fields.Integer("warehouseId", min: 1), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Bin>().AsNoTracking();
        rows = warehouse is { } id ? rows.Where(b => b.WarehouseId == id) : rows;
        rows = keyword is null ? rows : rows.Where(b => b.Code.Contains(keyword) || b.Name.Contains(keyword));
        var found = await rows.OrderBy(b => b.WarehouseId).ThenBy(b => b.Code).PageAsync(page, b => new BinRow(b.Id, b.WarehouseId, b.Code, b.Name, b.IsActive, b.Version), ct);
        var names = await WarehouseSlices.NamesAsync(db, dicts, ct);
        return found with { Records = [.. found.Records.Select(b => b with { WarehouseName = names.GetValueOrDefault(b.WarehouseId) })] };
    }

    public static async Task<Answer<BinRow>> SaveBinAsync(long? id, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<Bin>().FirstOrDefaultAsync(b => b.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("库位");
        }
        var (code, name) = (existing?.Code ?? fields.Text("code", 40, required: true), fields.Text("name", 60, required: true));
        var (warehouse, active) = (existing?.WarehouseId ?? fields.Integer("warehouseId", min: 1, required: true), fields.Flag("isActive") ?? true);
        if (warehouse is { } wanted && !await db.Set<WarehouseProfile>().AnyAsync(w => w.Id == wanted, ct))
        {
            fields.Fail("warehouseId", "仓库不存在");
        }
        if (Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var bin = (existing ?? new Bin(db.FilterTenant, warehouse!.Value, code!)).Describe(name!, active);
        Keep(db, bin, existing is null);
        return await db.SavedAsync(() => new BinRow(bin.Id, bin.WarehouseId, bin.Code, bin.Name, bin.IsActive, bin.Version), code!, ct);
    }

    public static async Task<Answer<PageOf<MaterialRow>>> MaterialsAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, keyword) = (PageRequest.Read(fields), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Material>().AsNoTracking();
        rows = keyword is null ? rows : rows.Where(m => m.Code.Contains(keyword) || m.Name.Contains(keyword));
        return await rows.OrderBy(m => m.Code).PageAsync(
            page, m => new MaterialRow(m.Id, m.Code, m.Name, m.Uom, m.Category, m.Upc, m.HasShelfLife, m.GuaranteeMonths, m.IsActive, m.Version), ct);
    }

    public static async Task<Answer<MaterialRow>> SaveMaterialAsync(long? id, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<Material>().FirstOrDefaultAsync(m => m.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("物料");
        }
        var code = existing?.Code ?? fields.Text("code", 40, required: true);
        var content = new MaterialContent(fields.Text("name", 60, required: true) ?? "", fields.Text("uom", 60, required: true) ?? "")
        {
            Category = fields.Text("category", 60), Upc = fields.Text("upc", 30), HasShelfLife = fields.Flag("hasShelfLife") ?? false,
            GuaranteeMonths = (int?)fields.Integer("guaranteeMonths", 1, 1200), IsActive = fields.Flag("isActive") ?? true,
        };
        if (Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var material = (existing ?? new Material(db.FilterTenant, code!)).Describe(content);
        Keep(db, material, existing is null);
        return await db.SavedAsync(() => MaterialRow.Of(material), code!, ct);
    }

    public static Refusal? Refused(Fields fields, int? version)
    {
        var isStale = version is { } current && Saving.IsStale(fields, current);
        return fields.Rejected ?? (isStale ? CommonErrors.Stale : null);
    }

    public static void Keep(HubDbContext db, object row, bool isNew)
    {
        if (isNew)
        {
            db.Add(row);
        }
    }
}
