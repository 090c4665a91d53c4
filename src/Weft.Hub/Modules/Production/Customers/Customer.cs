using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Customers;

/// <summary>What is entered of a customer.</summary>
internal sealed record CustomerContent(string CustomerName, string? ContactPerson, string? ContactPhone, string? Address, string? Remark, IReadOnlyList<long> TenantAppIds);

/// <summary>Whom the tenant produces for (客户); orders and styles name it (production-domain 3).</summary>
internal sealed class Customer : TenantRow, ISoftDeleted
{
    private Customer()
    {
    }

    public Customer(long tenantId, CustomerContent content)
    {
        TenantId = tenantId;
        Describe(content);
    }

    public string CustomerName { get; private set; } = "";
    public string? ContactPerson { get; private set; }
    public string? ContactPhone { get; private set; }
    public string? Address { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>The integration credentials that belong to it.</summary>
    public IReadOnlyList<long> TenantAppIds { get; private set; } = [];
    public DateTime? DeletedAt { get; private set; }

    public void Describe(CustomerContent content)
    {
        (CustomerName, ContactPerson, ContactPhone) = (content.CustomerName, content.ContactPerson, content.ContactPhone);
        (Address, Remark) = (content.Address, content.Remark);
        if (!TenantAppIds.SequenceEqual(content.TenantAppIds))
        {
            TenantAppIds = content.TenantAppIds;
        }
    }

    public void Delete(DateTime now) => DeletedAt = now;
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("customers");
        builder.Property(c => c.CustomerName).HasMaxLength(100);
        builder.Property(c => c.ContactPerson).HasMaxLength(64);
        builder.Property(c => c.ContactPhone).HasMaxLength(32);
        builder.Property(c => c.Address).HasMaxLength(200);
        builder.Property(c => c.Remark).HasMaxLength(500);
        builder.Property(c => c.TenantAppIds).HasJson();
        builder.HasIndex(c => new { c.TenantId, c.CustomerName }).IsUnique().HasFilter("deleted_at is null");
        builder.HasIndex(c => new { c.TenantId, c.CreateTime, c.Id });
    }
}

internal static class CustomerErrors
{
    public static readonly Refusal NotFound = CommonErrors.NotFound with { Message = "客户不存在" };
    public static readonly Refusal NameTaken = new("CUSTOMER_NAME_TAKEN", RefusalKind.Conflict, "客户名称 {0} 已存在");
    public static readonly Refusal InUse = new("IN_USE", RefusalKind.State, "客户 {0} 已用于 {1} 个生产订单、{2} 个款式、{3} 张对账单，不能{4}");
}
