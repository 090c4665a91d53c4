using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>Where goods are made (加工厂); also who supplies (production-domain 3).</summary>
internal sealed class Factory : TenantRow, ISoftDeleted
{
    private Factory()
    {
    }

    public Factory(long tenantId, FactoryContent content)
    {
        TenantId = tenantId;
        Describe(content);
    }

    public string FactoryCode { get; private set; } = "";
    public string FactoryName { get; private set; } = "";
    public FactoryType FactoryType { get; private set; }
    public string? SupplierType { get; private set; }
    public string? ContactPerson { get; private set; }
    public string? ContactPhone { get; private set; }
    public string? Address { get; private set; }
    public int? DailyCapacity { get; private set; }
    public bool IsActive { get; private set; } = true;
    public DateTime? DeletedAt { get; private set; }

    /// <summary>The picture of the business license (营业执照): SHA-256, name and kind; null while there is none.</summary>
    public string? LicenseHash { get; private set; }
    public string? LicenseName { get; private set; }
    public string? LicenseType { get; private set; }

    /// <summary>收款账户, the usual one first.</summary>
    public IReadOnlyList<PaymentAccount> PaymentAccounts { get; private set; } = [];

    /// <summary>For a factory that came without a code of its own.</summary>
    public void NumberCode(DateOnly day, long number) => FactoryCode = string.Create(CultureInfo.InvariantCulture, $"FC{day:yyyyMMdd}{number:D4}");

    public void Describe(FactoryContent content)
    {
        FactoryCode = content.FactoryCode ?? FactoryCode;
        (FactoryName, FactoryType, SupplierType) = (content.FactoryName, content.FactoryType, content.SupplierType);
        (ContactPerson, ContactPhone, Address, DailyCapacity) = (content.ContactPerson, content.ContactPhone, content.Address, content.DailyCapacity);
    }

    public void License(string hash, string name, string contentType) => (LicenseHash, LicenseName, LicenseType) = (hash, name, contentType);

    public void DropLicense() => (LicenseHash, LicenseName, LicenseType) = (null, null, null);

    public void PayTo(IReadOnlyList<PaymentAccount> accounts) => PaymentAccounts = accounts;

    public void Switch(bool active) => IsActive = active;

    /// <summary>Its name and code are free again; orders keep what they copied.</summary>
    public void Delete(DateTime now) => DeletedAt = now;
}

internal sealed class FactoryMapping : IEntityTypeConfiguration<Factory>
{
    public void Configure(EntityTypeBuilder<Factory> builder)
    {
        builder.ToTable("factories");
        builder.Property(f => f.FactoryCode).HasMaxLength(32);
        builder.Property(f => f.FactoryName).HasMaxLength(100);
        builder.Property(f => f.SupplierType).HasMaxLength(16);
        builder.Property(f => f.ContactPerson).HasMaxLength(64);
        builder.Property(f => f.ContactPhone).HasMaxLength(32);
        builder.Property(f => f.Address).HasMaxLength(200);
        builder.Property(f => f.LicenseHash).HasMaxLength(64);
        builder.Property(f => f.LicenseName).HasMaxLength(200);
        builder.Property(f => f.LicenseType).HasMaxLength(100);
        builder.Property(f => f.PaymentAccounts).HasJson();
        builder.HasIndex(f => new { f.TenantId, f.FactoryName }).IsUnique().HasFilter("deleted_at is null");
        builder.HasIndex(f => new { f.TenantId, f.FactoryCode }).IsUnique().HasFilter("deleted_at is null");
    }
}
