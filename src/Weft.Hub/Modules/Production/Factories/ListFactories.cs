using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>
/// A factory as the console shows it; <see cref="Id"/> is what the gateway calls <c>factoryId</c>. Of license and accounts the list has name and number only: both
/// have routes of their own.
/// </summary>
public sealed record FactoryRow(
    long Id, string FactoryCode, string FactoryName, FactoryType FactoryType, string? SupplierType, string? ContactPerson, string? ContactPhone, string? Address, int? DailyCapacity,
    string Status, string? BusinessLicense, int AccountCount, string CreatedByName, int Version, DateTimeOffset CreateTime, DateTimeOffset UpdateTime)
{
    internal static FactoryRow Of(Factory factory, TenantTime time) => new(
        factory.Id, factory.FactoryCode, factory.FactoryName, factory.FactoryType, factory.SupplierType, factory.ContactPerson, factory.ContactPhone, factory.Address,
        factory.DailyCapacity, factory.IsActive ? "active" : "inactive", factory.LicenseName, factory.PaymentAccounts.Count, factory.CreatedByName, factory.Version, time.Local(factory.CreateTime), time.Local(factory.UpdateTime));
}

/// <summary>GET /api/system/factories and /api/system/factories/{id}.</summary>
internal static class ListFactories
{
    public static async Task<Answer<PageOf<FactoryRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var factories = Matching(fields, context.User(), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await factories.PageAsync(page, f => f, ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<FactoryRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(f => FactoryRow.Of(f, time))]);
    }

    public static async Task<Answer<FactoryRow>> ReadAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await Within(db, context.User()).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is { } factory
            ? FactoryRow.Of(factory, TenantTime.For(context.User().TimeZone))
            : ProductionErrors.FactoryNotFound;

    /// <summary>What the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<Factory> Matching(Fields fields, SignedInUser user, HubDbContext db)
    {
        var (status, name) = (fields.OneOf("status", false, "active", "inactive"), fields.Text("factoryName", 100));
        var (keyword, type) = (fields.Text("keyword", 100), fields.OneOf("factoryType", false, "INTERNAL", "EXTERNAL"));
        var supplier = fields.OneOf("supplierType", false, "OUTSOURCE", "MATERIAL");
        var factories = Within(db, user).AsNoTracking();
        factories = status is null ? factories : factories.Where(f => f.IsActive == (status == "active"));
        factories = name is null ? factories : factories.Where(f => f.FactoryName.Contains(name));
        factories = keyword is null
            ? factories
            : factories.Where(f => f.FactoryName.Contains(keyword) || f.FactoryCode.Contains(keyword) || f.ContactPerson!.Contains(keyword) || f.ContactPhone!.Contains(keyword));
        factories = type is null ? factories : factories.Where(f => f.FactoryType == (type == "INTERNAL" ? FactoryType.Internal : FactoryType.External));
        factories = supplier is null ? factories : factories.Where(f => f.SupplierType == supplier);
        return factories.OrderByDescending(f => f.CreateTime).ThenByDescending(f => f.Id);
    }

    /// <summary>A factory's account knows of no other factory.</summary>
    public static IQueryable<Factory> Within(HubDbContext db, SignedInUser user) =>
        db.Set<Factory>().Where(f => user.FactoryId == null || f.Id == user.FactoryId);
}
