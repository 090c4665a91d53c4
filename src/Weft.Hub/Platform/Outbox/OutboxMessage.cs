using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Outbox;

/// <summary>An event that was committed with the change that caused it and was not passed on yet.</summary>
internal sealed class OutboxMessage : Row, ITenantOwned
{
    public long TenantId { get; init; }
    public string Type { get; init; } = "";
    public string Payload { get; init; } = "";
    public DateTime OccurredAt { get; init; }
    public int Attempts { get; private set; }

    /// <summary>When a message whose handler failed is tried again; null when it never failed.</summary>
    public DateTime? NextAttemptAt { get; private set; }
    public string? LastError { get; private set; }

    public void Failed(DateTime now, string error)
    {
        Attempts++;
        LastError = error.Length > 500 ? error[..500] : error;
        NextAttemptAt = now + TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, Math.Min(Attempts, 10))));
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(m => m.Type).HasMaxLength(64);
        builder.Property(m => m.LastError).HasMaxLength(500);
        builder.HasIndex(m => new { m.TenantId, m.OccurredAt, m.Id });
    }
}
