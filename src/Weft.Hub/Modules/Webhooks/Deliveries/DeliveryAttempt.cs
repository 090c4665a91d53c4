using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>One call to a receiver and what came of it, for the console.</summary>
internal sealed class DeliveryAttempt : ITenantOwned
{
    public const int MaxAnswer = 2000;

    public long TenantId { get; private set; }
    public long CredentialId { get; private set; }
    public long Sequence { get; private set; }

    /// <summary>1, 2, 3 … of the delivery; sent as <c>X-Webhook-Attempt</c>.</summary>
    public int Number { get; private set; }
    public DateTime At { get; private set; }
    public int DurationMs { get; private set; }

    /// <summary>0 when no status line arrived.</summary>
    public int StatusCode { get; private set; }

    /// <summary>Name of the <see cref="Platform.Outbound.OutboundFailure"/>; <c>None</c> when a complete answer arrived.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>The first characters of the answer.</summary>
    public string Answer { get; private set; } = "";
}

internal sealed class DeliveryAttemptMapping : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.HasKey(a => new { a.TenantId, a.CredentialId, a.Sequence, a.Number });
        builder.Property(a => a.Failure).HasMaxLength(32);
        builder.Property(a => a.Answer).HasMaxLength(DeliveryAttempt.MaxAnswer);
        builder.HasOne<Delivery>().WithMany()
            .HasForeignKey(a => new { a.TenantId, a.CredentialId, a.Sequence })
            .HasPrincipalKey(d => new { d.TenantId, d.CredentialId, d.Sequence })
            // PostgreSQL cuts names at 63 characters.
            .HasConstraintName("fk_webhook_attempts_delivery").OnDelete(DeleteBehavior.Cascade);
    }
}
