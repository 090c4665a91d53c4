using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Customers;

/// <summary>What a person enters of a customer. The version is for a change: the one that the person saw.</summary>
internal sealed record CustomerRequest(
    string CustomerName, string? ContactPerson, string? ContactPhone, string? Address, string? Remark, IReadOnlyList<long>? TenantAppIds, int? Version);

/// <summary>POST /api/production/customers, PUT and DELETE /api/production/customers/{id}.</summary>
internal static class SaveCustomer
{
    public static async Task<Answer<CustomerRow>> CreateAsync(Fields fields, HttpContext context, HubDbContext db, CredentialDirectory credentials, CancellationToken ct)
    {
        var content = await ReadAsync(fields, context, credentials, ct);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var customer = new Customer(db.FilterTenant, content);
        db.Add(customer);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return CustomerErrors.NameTaken.With(content.CustomerName);
        }
        return CustomerRow.Of(customer, TenantTime.For(context.User().TimeZone));
    }

    public static async Task<Answer<CustomerRow>> UpdateAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, CredentialDirectory credentials, CancellationToken ct)
    {
        var content = await ReadAsync(fields, context, credentials, ct);
        try
        {
            var result = await ChangeAsync(id, fields, db, async customer =>
            {
                // Orders and styles name the customer: a new name would leave them behind.
                if (customer.CustomerName != content.CustomerName && await UseAsync(customer, "改名", db, ct) is { } used)
                {
                    return used;
                }
                customer.Describe(content);
                return null;
            }, ct);
            return result.IsRefused(out var refusal) ? refusal : CustomerRow.Of(result.Value, TenantTime.For(context.User().TimeZone));
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return CustomerErrors.NameTaken.With(content.CustomerName);
        }
    }

    public static async Task<Answer<Done>> DeleteAsync(long id, Fields fields, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var result = await ChangeAsync(id, fields, db, async customer =>
        {
            if (await UseAsync(customer, "删除", db, ct) is { } used)
            {
                return used;
            }
            customer.Delete(clock.UtcNow());
            return null;
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : Done.Value;
    }

    private static async Task<Result<Customer>> ChangeAsync(long id, Fields fields, HubDbContext db, Func<Customer, Task<Refusal?>> change, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return await db.Set<Customer>().AnyAsync(c => c.Id == id, ct) ? rejected : CustomerErrors.NotFound;
        }
        return await db.CommitAsync<Customer>(async () =>
        {
            var customer = await db.Set<Customer>().FirstOrDefaultAsync(c => c.Id == id, ct);
            return customer is null ? CustomerErrors.NotFound
                : version is { } seen && seen != customer.Version ? CommonErrors.Stale
                : await change(customer) is { } refusal ? refusal
                : customer;
        }, ct);
    }

    private static async Task<Refusal?> UseAsync(Customer customer, string what, HubDbContext db, CancellationToken ct)
    {
        var orders = await db.Set<ProductionOrder>().CountAsync(o => o.CustomerName == customer.CustomerName, ct);
        var styles = await db.Set<Style>().CountAsync(s => s.Customer == customer.CustomerName, ct);
        var statements = await db.Set<Reconciliation>().CountAsync(r => r.CustomerId == customer.Id, ct);
        return orders + styles + statements > 0 ? CustomerErrors.InUse.With(customer.CustomerName, orders, styles, statements, what) : null;
    }

    private static async Task<CustomerContent> ReadAsync(Fields fields, HttpContext context, CredentialDirectory credentials, CancellationToken ct)
    {
        var ids = fields.Integers("tenantAppIds", 50, min: 1) ?? [];
        for (var i = 0; i < ids.Count; i++)
        {
            if (await credentials.FindAsync(context.User().TenantId!.Value, ids[i], ct) is null)
            {
                fields.Fail($"tenantAppIds[{i}]", $"应用 {ids[i]} 不存在");
            }
        }
        return new CustomerContent(
            fields.Text("customerName", 100, required: true)?.Trim() ?? "", fields.Text("contactPerson", 64), fields.Text("contactPhone", 32), fields.Text("address", 200),
            fields.Text("remark", 500, multiline: true), ids);
    }
}
