using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Tenants;

internal sealed record CreateTenantRequest(
    string TenantCode, string TenantName, string OwnerUsername, string OwnerName, string? TimeZone, string? ContactName, string? ContactPhone, string? InvoiceTitle, string? InvoiceTaxNo);

public sealed record TenantRowAnswer(
    long Id, string TenantCode, string TenantName, string Status, string? StatusReason, string TimeZone, string? ContactName, string? ContactPhone, long? OwnerUserId, int UserCount,
    DateTimeOffset CreateTime, int Version);

/// <summary>The owner's password is shown this once.</summary>
internal sealed record CreatedTenantAnswer(long TenantId, string TenantCode, long OwnerUserId, string OwnerUsername, string? OneTimePassword);

internal sealed record TenantStateAnswer(long Id, string TenantCode, string Status, int Version);

/// <summary>租户管理: the platform operator's pages. They show the tenants themselves and nothing of their business (production-domain 11).</summary>
internal static class PlatformTenants
{
    public static async Task<Answer<PageOf<TenantRowAnswer>>> ListAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var keyword = fields.Text("keyword", 64);
        var status = Words.From<TenantStatus>(fields.OneOf("status", false, Words.All<TenantStatus>()));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var tenants = db.Set<Tenant>().AsNoTracking();
        tenants = keyword is null ? tenants : tenants.Where(t => t.Code.Contains(keyword) || t.Name.Contains(keyword));
        tenants = status is null ? tenants : tenants.Where(t => t.Status == status);
        var rows = await tenants.OrderByDescending(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = rows.ConvertAll(t => t.Id);
        var users = await db.AcrossTenants<User>("the operator's list counts users").Where(u => ids.Contains(u.TenantId)).GroupBy(u => u.TenantId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var time = context.Time();
        return new PageOf<TenantRowAnswer>(await tenants.LongCountAsync(ct), page.Page, page.Size, rows.ConvertAll(t => new TenantRowAnswer(
            t.Id, t.Code, t.Name, t.Status.Word(), t.StatusReason, t.TimeZone, t.ContactName, t.ContactPhone, t.OwnerUserId, users.GetValueOrDefault(t.Id), time.Local(t.CreateTime), t.Version)));
    }

    public static async Task<Answer<CreatedTenantAnswer>> CreateAsync(Fields fields, HttpContext context, CreateTenant create, CancellationToken ct)
    {
        var (code, name) = (fields.Text("tenantCode", 32, required: true), fields.Text("tenantName", 128, required: true));
        var (username, ownerName) = (fields.Text("ownerUsername", 64, required: true), fields.Text("ownerName", 64, required: true));
        var (timeZone, contactName, contactPhone) = (fields.Text("timeZone", 64), fields.Text("contactName", 64), fields.Text("contactPhone", 32));
        var (invoiceTitle, invoiceTaxNo) = (fields.Text("invoiceTitle", 128), fields.Text("invoiceTaxNo", 64));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var made = await create.ExecuteAsync(
            new NewTenant(code!, name!, username!, ownerName!)
            {
                TimeZone = timeZone ?? TenantTime.DefaultZone, ContactName = contactName, ContactPhone = contactPhone, InvoiceTitle = invoiceTitle, InvoiceTaxNo = invoiceTaxNo,
            },
            ct);
        if (made.IsRefused(out var refusal))
        {
            return refusal;
        }
        context.Response.Headers.CacheControl = "no-store";
        return new CreatedTenantAnswer(made.Value.TenantId, code!, made.Value.OwnerUserId, username!, made.Value.OneTimePassword?.Reveal());
    }

    public static Task<Answer<TenantStateAnswer>> EnableAsync(long id, Fields fields, HubDbContext db, Audit audit, ChangeSignal signal, CancellationToken ct) =>
        SwitchAsync(id, TenantStatus.Active, "EnableTenant", fields, db, audit, signal, ct);

    public static Task<Answer<TenantStateAnswer>> DisableAsync(long id, Fields fields, HubDbContext db, Audit audit, ChangeSignal signal, CancellationToken ct) =>
        SwitchAsync(id, TenantStatus.Disabled, "DisableTenant", fields, db, audit, signal, ct);

    private static async Task<Answer<TenantStateAnswer>> SwitchAsync(
        long id, TenantStatus status, string operation, Fields fields, HubDbContext db, Audit audit, ChangeSignal signal, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500, required: status == TenantStatus.Disabled);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<TenantStateAnswer> switched = await db.UnitAsync<Result<TenantStateAnswer>>(async () =>
        {
            if (await db.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } tenant)
            {
                return AccountsErrors.TenantNotFound;
            }
            var (before, now) = (tenant.Status.Word(), db.Clock.UtcNow());
            tenant.Switch(status, reason, now);
            audit.Record(new AuditEntry("Accounts", operation, "Tenant", id, tenant.Name) { TenantId = id, Reason = reason, Before = before, After = status.Word() });
            await db.SaveChangesAsync(ct);
            if (status != TenantStatus.Active)
            {
                // Ended for good: enabling the tenant again does not bring old sessions back.
                await db.AcrossTenants<Session>("a tenant is switched off").Where(s => s.TenantId == id && s.EndedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
            }
            db.AfterCommit(() => signal.Publish(TenantDirectory.ChangedTopic, id.ToString(CultureInfo.InvariantCulture)));
            return new TenantStateAnswer(id, tenant.Code, tenant.Status.Word(), tenant.Version);
        }, ct);
        return switched;
    }
}
