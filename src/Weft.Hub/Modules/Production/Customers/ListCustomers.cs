using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Customers;

/// <summary>A customer as the console shows it.</summary>
internal sealed record CustomerRow(
    long Id, string CustomerName, string? ContactPerson, string? ContactPhone, string? Address, string? Remark, IReadOnlyList<long> TenantAppIds, int Version,
    DateTimeOffset CreateTime, DateTimeOffset UpdateTime)
{
    public static CustomerRow Of(Customer c, TenantTime time) => new(
        c.Id, c.CustomerName, c.ContactPerson, c.ContactPhone, c.Address, c.Remark, c.TenantAppIds, c.Version, time.Local(c.CreateTime), time.Local(c.UpdateTime));
}

/// <summary>GET /api/production/customers and /api/production/customers/{id}.</summary>
internal static class ListCustomers
{
    public static async Task<Answer<PageOf<CustomerRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var customers = Matching(fields, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await customers.PageAsync(page, c => c, ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<CustomerRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(c => CustomerRow.Of(c, time))]);
    }

    public static async Task<Answer<CustomerRow>> ReadAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await db.Set<Customer>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } customer
            ? CustomerRow.Of(customer, TenantTime.For(context.User().TimeZone))
            : CustomerErrors.NotFound;

    public static IQueryable<Customer> Matching(Fields fields, HubDbContext db)
    {
        var customers = db.Set<Customer>().AsNoTracking();
        customers = fields.Text("keyword", 64) is { } keyword
            ? customers.Where(c => c.CustomerName.Contains(keyword) || (c.ContactPerson != null && c.ContactPerson.Contains(keyword))
                || (c.ContactPhone != null && c.ContactPhone.Contains(keyword)))
            : customers;
        return fields.OneOf("sort", false, "customerName", "-customerName", "createTime", "-createTime") switch
        {
            "customerName" => customers.OrderBy(c => c.CustomerName).ThenBy(c => c.Id),
            "-customerName" => customers.OrderByDescending(c => c.CustomerName).ThenByDescending(c => c.Id),
            "createTime" => customers.OrderBy(c => c.CreateTime).ThenBy(c => c.Id),
            _ => customers.OrderByDescending(c => c.CreateTime).ThenByDescending(c => c.Id),
        };
    }
}
