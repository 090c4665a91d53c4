using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Tenants;

internal enum TenantStatus
{
    PendingReview,
    Active,
    Disabled,
    Expired,
    Rejected,
}

/// <summary>A customer of the platform (production-domain 11). Its own row belongs to the platform.</summary>
internal sealed class Tenant : Row, IPlatformWide
{
    private Tenant()
    {
    }

    public Tenant(string code, string name, string timeZone, DateTime now) => (Code, Name, TimeZone, CreateTime, UpdateTime) = (code, name, timeZone, now, now);

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? ContactName { get; private set; }
    public string? ContactPhone { get; private set; }
    public string? InvoiceTitle { get; private set; }
    public string? InvoiceTaxNo { get; private set; }
    public TenantStatus Status { get; private set; } = TenantStatus.Active;
    public string? StatusReason { get; private set; }
    public string TimeZone { get; private set; } = TenantTime.DefaultZone;
    public long? OwnerUserId { get; private set; }
    public DateTime CreateTime { get; private set; }
    public DateTime UpdateTime { get; private set; }

    /// <summary>Grows with each change of the tenant's users and roles: the row is what such changes lock, so that rules over several of them hold.</summary>
    public long AccountsRevision { get; private set; }
    public int Version { get; private set; }

    public void GiveTo(long ownerUserId) => OwnerUserId = ownerUserId;

    public void Describe(string? contactName, string? contactPhone, string? invoiceTitle, string? invoiceTaxNo) =>
        (ContactName, ContactPhone, InvoiceTitle, InvoiceTaxNo) = (contactName, contactPhone, invoiceTitle, invoiceTaxNo);

    public void Rename(string name, string timeZone, DateTime now)
    {
        (Name, TimeZone) = (name, timeZone);
        Changed(now);
    }

    public void Switch(TenantStatus status, string? reason, DateTime now)
    {
        (Status, StatusReason) = (status, reason);
        Changed(now);
    }

    private void Changed(DateTime now)
    {
        UpdateTime = now;
        Version++;
    }
}

internal sealed class TenantMapping : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants");
        builder.Property(t => t.Code).HasMaxLength(32);
        builder.Property(t => t.Name).HasMaxLength(128);
        builder.Property(t => t.ContactName).HasMaxLength(64);
        builder.Property(t => t.ContactPhone).HasMaxLength(32);
        builder.Property(t => t.InvoiceTitle).HasMaxLength(128);
        builder.Property(t => t.InvoiceTaxNo).HasMaxLength(64);
        builder.Property(t => t.StatusReason).HasMaxLength(500);
        builder.Property(t => t.TimeZone).HasMaxLength(64);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => t.Code).IsUnique();
    }
}
