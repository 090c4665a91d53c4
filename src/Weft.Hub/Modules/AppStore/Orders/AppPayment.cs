using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Orders;

internal enum PaymentStatus
{
    Pending,
    Success,
    Failed,
    Refunded,
}

/// <summary>Money that came in for an order (app-store 3.1).</summary>
internal sealed class AppPayment : TenantRow
{
    /// <summary>Prefix of <see cref="PaymentNo"/> (production-domain 1).</summary>
    public const string Prefix = "PAY";

    public string PaymentNo { get; private set; } = "";
    public long OrderId { get; private init; }
    public string OrderNo { get; private init; } = "";
    public PaymentMethod PaymentMethod { get; private init; }
    public string PaymentChannel { get; private init; } = "";
    public decimal Amount { get; private init; }
    public PaymentStatus Status { get; private set; }

    /// <summary>The transaction number of bank or provider; unique per method, over all tenants: one transfer pays once.</summary>
    public string? ThirdPartyNo { get; private init; }
    public DateTime PaymentTime { get; private init; }
    public DateTime? RefundTime { get; private set; }
    public string? RefundReason { get; private set; }
    public string? Remark { get; private init; }

    public static AppPayment Of(AppOrder order, PaymentMethod method, string channel, string? thirdPartyNo, DateTime at, string? remark) => new()
    {
        TenantId = order.TenantId,
        OrderId = order.Id,
        OrderNo = order.OrderNo,
        PaymentMethod = method,
        PaymentChannel = channel,
        Amount = order.ActualAmount,
        Status = PaymentStatus.Success,
        ThirdPartyNo = thirdPartyNo,
        PaymentTime = at,
        Remark = remark,
    };

    public void Number(DateOnly day, long number) => PaymentNo = $"{Prefix}{day:yyyyMMdd}{number:D5}";

    public void Refund(string reason, DateTime now) => (Status, RefundReason, RefundTime) = (PaymentStatus.Refunded, reason, now);
}

internal sealed class AppPaymentMapping : IEntityTypeConfiguration<AppPayment>
{
    public void Configure(EntityTypeBuilder<AppPayment> builder)
    {
        builder.ToTable("app_payments");
        builder.Property(p => p.PaymentNo).HasMaxLength(32);
        builder.Property(p => p.OrderNo).HasMaxLength(32);
        builder.Property(p => p.PaymentChannel).HasMaxLength(32);
        builder.Property(p => p.ThirdPartyNo).HasMaxLength(64);
        builder.Property(p => p.RefundReason).HasMaxLength(500);
        builder.Property(p => p.Remark).HasMaxLength(500);
        builder.HasOne<AppOrder>().WithMany().HasForeignKey(p => new { p.TenantId, p.OrderId })
            .HasPrincipalKey(o => new { o.TenantId, o.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.PaymentNo).IsUnique();
        builder.HasIndex(p => new { p.PaymentMethod, p.ThirdPartyNo }).IsUnique().HasFilter("third_party_no IS NOT NULL");
    }
}
