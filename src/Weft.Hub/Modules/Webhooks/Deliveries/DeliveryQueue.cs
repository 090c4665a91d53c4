using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>
/// A credential's deliveries as one queue: its last sequence number, who works on it, and how its receiver is doing.
/// </summary>
/// <remarks>
/// A node leases a queue, not single deliveries: that costs no write per delivery, and because one node has it at a time, "2 calls in flight per
/// credential" (openapi-gateway 7.4) holds across nodes. Whoever adds or reopens deliveries changes this row in the same transaction, so a node that
/// has locked it sees all of them.
/// </remarks>
internal sealed class DeliveryQueue : ITenantOwned
{
    public long TenantId { get; private set; }
    public long CredentialId { get; private set; }
    public long LastSequence { get; private set; }

    /// <summary>When somebody should look at the queue; null when nothing is open.</summary>
    public DateTime? NextDueAt { get; private set; }

    /// <summary>The node that works on it, until <see cref="LeasedUntil"/>; after that any node may take it over.</summary>
    public string? LeaseOwner { get; private set; }
    public DateTime? LeasedUntil { get; private set; }

    /// <summary>Attempts that failed since the last one that succeeded.</summary>
    public int FailedInRow { get; private set; }

    /// <summary>Since when it counts as 推送异常; null when it does not.</summary>
    public DateTime? FailingSince { get; private set; }

    public void MarkFailing(DateTime now) => FailingSince ??= now;
}

internal sealed class DeliveryQueueMapping : IEntityTypeConfiguration<DeliveryQueue>
{
    public void Configure(EntityTypeBuilder<DeliveryQueue> builder)
    {
        builder.ToTable("webhook_queues");
        builder.HasKey(q => new { q.TenantId, q.CredentialId });
        builder.Property(q => q.LeaseOwner).HasMaxLength(64);
        // Not by tenant first: the sender asks for what is due, of whichever tenant.
        builder.HasIndex(q => q.NextDueAt).HasFilter("next_due_at IS NOT NULL");
    }
}
