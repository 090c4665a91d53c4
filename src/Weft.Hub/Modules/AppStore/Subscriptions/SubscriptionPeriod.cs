using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>A stretch of a subscription that was paid for or granted at once (app-store 4).</summary>
internal sealed class SubscriptionPeriod : TenantRow
{
    public long SubscriptionId { get; private init; }

    /// <summary>The order that paid for it; null for a grant.</summary>
    public long? OrderId { get; private init; }
    public DateTime From { get; private set; }

    /// <summary>Null: without end.</summary>
    public DateTime? To { get; private set; }

    /// <summary>Calendar months that it covers; null: without end.</summary>
    public int? Months { get; private init; }
    public decimal Price { get; private init; }

    /// <summary>When a refund took back what was left of it.</summary>
    public DateTime? TakenBackAt { get; private set; }

    public static SubscriptionPeriod For(TenantSubscription subscription, long? orderId, DateTime from, DateTime? to, int? months, decimal price) => new()
    {
        TenantId = subscription.TenantId,
        SubscriptionId = subscription.Id,
        OrderId = orderId,
        From = from,
        To = to,
        Months = months,
        Price = price,
    };

    public void TakeBack(DateTime now)
    {
        TakenBackAt = now;
        To = To is { } to && to < now ? to : From > now ? From : now;
    }

    /// <summary>Moves to another begin because an earlier period was taken back.</summary>
    public void Move(DateTime from, DateTime? to) => (From, To) = (from, to);
}

internal sealed class SubscriptionPeriodMapping : IEntityTypeConfiguration<SubscriptionPeriod>
{
    public void Configure(EntityTypeBuilder<SubscriptionPeriod> builder)
    {
        builder.ToTable("subscription_periods");
        // "from" and "to" are words of SQL.
        builder.Property(p => p.From).HasColumnName("FromTime");
        builder.Property(p => p.To).HasColumnName("ToTime");
        builder.HasOne<TenantSubscription>().WithMany().HasForeignKey(p => new { p.TenantId, p.SubscriptionId })
            .HasPrincipalKey(s => new { s.TenantId, s.Id }).OnDelete(DeleteBehavior.Restrict);
        // One order pays for one period: a second activation has no place to go (S10).
        builder.HasIndex(p => new { p.TenantId, p.OrderId }).IsUnique().HasFilter("order_id IS NOT NULL");
    }
}
