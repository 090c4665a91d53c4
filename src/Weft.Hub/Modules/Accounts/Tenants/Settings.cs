using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Tenants;

internal sealed record SettingsRequest(
    int Version, string? TimeZone, decimal? CompletionThreshold, decimal? OverCutRate, bool? ManagesMaterial, bool? CompletesAutomatically, bool? NeedsTwoPeople, bool? RequiresScans,
    bool? AllowsRegistration, string? ContactName, string? ContactPhone, string? InvoiceTitle, string? InvoiceTaxNo);

internal sealed record SettingsAnswer(
    string TenantCode, string TenantName, string TimeZone, decimal CompletionThreshold, decimal OverCutRate, bool ManagesMaterial, bool CompletesAutomatically, bool NeedsTwoPeople,
    bool RequiresScans, bool AllowsRegistration, string? ContactName, string? ContactPhone, string? InvoiceTitle, string? InvoiceTaxNo, string? OwnerName, int Version);

/// <summary>The tenant's data and settings (个人中心, console-pages 11). Name and code are the platform's.</summary>
internal static class Settings
{
    public static async Task<Answer<SettingsAnswer>> GetAsync(HubDbContext db, CancellationToken ct)
    {
        var tenantId = db.Tenant.Required;
        var tenant = await db.Set<Tenant>().AsNoTracking().FirstAsync(t => t.Id == tenantId, ct);
        return Of(tenant, await db.Set<TenantSetting>().AsNoTracking().FirstOrDefaultAsync(ct) ?? new TenantSetting(tenantId), await OwnerAsync(tenant, db, ct));
    }

    public static async Task<Answer<SettingsAnswer>> UpdateAsync(Fields fields, HubDbContext db, Audit audit, ChangeSignal signal, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue, required: true);
        var timeZone = fields.Text("timeZone", 64);
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            fields.Fail("timeZone", $"“{timeZone}”不是已知时区，如 Asia/Shanghai");
        }
        var (threshold, overCut) = (fields.Number("completionThreshold", 2, 0.80m, 1.00m), fields.Number("overCutRate", 4, 0m, 1m));
        var (material, automatic) = (fields.Flag("managesMaterial"), fields.Flag("completesAutomatically"));
        var (twoPeople, scans, registration) = (fields.Flag("needsTwoPeople"), fields.Flag("requiresScans"), fields.Flag("allowsRegistration"));
        var (contactName, contactPhone) = (fields.Text("contactName", 64), fields.Text("contactPhone", 32));
        var (invoiceTitle, invoiceTaxNo) = (fields.Text("invoiceTitle", 128), fields.Text("invoiceTaxNo", 64));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<SettingsAnswer> saved = await db.UnitAsync<Result<SettingsAnswer>>(async () =>
        {
            var tenantId = db.Tenant.Required;
            // The tenant's row is the lock: the settings' row may not be there yet.
            await db.Set<Tenant>().Where(t => t.Id == tenantId).ExecuteUpdateAsync(set => set.SetProperty(t => t.AccountsRevision, t => t.AccountsRevision + 1), ct);
            var tenant = await db.Set<Tenant>().FirstAsync(t => t.Id == tenantId, ct);
            var stored = await db.Set<TenantSetting>().FirstOrDefaultAsync(ct);
            if (version != (stored?.Version ?? 0))
            {
                return CommonErrors.Stale;
            }
            var setting = stored ?? db.Add(new TenantSetting(tenantId)).Entity;
            var owner = await OwnerAsync(tenant, db, ct);
            var before = Of(tenant, setting, owner);
            var old = setting.Production;
            setting.Change(new(
                threshold ?? old.CompletionThreshold, overCut ?? old.OverCutRate, material ?? old.ManagesMaterial, automatic ?? old.CompletesAutomatically,
                twoPeople ?? old.NeedsTwoPeople, scans ?? old.RequiresScans), registration ?? setting.AllowsRegistration);
            // The version is the settings' also when only the tenant's own row changes.
            db.Entry(setting).Property(s => s.UpdateTime).IsModified = stored is not null;
            tenant.Describe(
                fields.Has("contactName") ? contactName : tenant.ContactName, fields.Has("contactPhone") ? contactPhone : tenant.ContactPhone,
                fields.Has("invoiceTitle") ? invoiceTitle : tenant.InvoiceTitle, fields.Has("invoiceTaxNo") ? invoiceTaxNo : tenant.InvoiceTaxNo);
            if (timeZone is not null && timeZone != tenant.TimeZone)
            {
                tenant.Rename(tenant.Name, timeZone, db.Clock.UtcNow());
            }
            audit.Record(new AuditEntry("Accounts", "UpdateSettings", "Tenant", tenantId, tenant.Name) { Before = before, After = Of(tenant, setting, owner) });
            var key = tenantId.ToString(CultureInfo.InvariantCulture);
            db.AfterCommit(() => signal.Publish(TenantSettings.ChangedTopic, key));
            db.AfterCommit(() => signal.Publish(TenantDirectory.ChangedTopic, key));
            await db.SaveChangesAsync(ct);
            return Of(tenant, setting, owner);
        }, ct);
        return saved;
    }

    private static Task<string?> OwnerAsync(Tenant tenant, HubDbContext db, CancellationToken ct) =>
        db.Set<User>().Where(u => u.Id == tenant.OwnerUserId).Select(u => (string?)u.Name).FirstOrDefaultAsync(ct);

    private static SettingsAnswer Of(Tenant tenant, TenantSetting s, string? owner) => new(
        tenant.Code, tenant.Name, tenant.TimeZone, s.CompletionThreshold, s.OverCutRate, s.ManagesMaterial, s.CompletesAutomatically, s.NeedsTwoPeople, s.RequiresScans,
        s.AllowsRegistration, tenant.ContactName, tenant.ContactPhone, tenant.InvoiceTitle, tenant.InvoiceTaxNo, owner, s.Version);
}
