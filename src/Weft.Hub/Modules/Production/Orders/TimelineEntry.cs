using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>One command carried out on a business object: who, when, from where to where (production-domain 1). Never changed.</summary>
internal sealed class TimelineEntry : Row, ITenantOwned
{
    public const string OrderType = "ORDER";

    private TimelineEntry()
    {
    }

    public TimelineEntry(string entityType, long entityId, string action, Actor actor, DateTime time)
    {
        (EntityType, EntityId, Action, Time) = (entityType, entityId, action, time);
        (OperatorId, OperatorName, Source) = (actor.UserId, actor.Name, actor.Source.ToString().ToUpperInvariant());
    }

    public long TenantId { get; private set; }
    public string EntityType { get; private set; } = "";
    public long EntityId { get; private set; }
    public string Action { get; private set; } = "";
    public string? From { get; init; }
    public string? To { get; init; }
    public long? OperatorId { get; private set; }
    public string OperatorName { get; init; } = "";

    /// <summary><c>CONSOLE</c>, <c>OPENAPI</c>, <c>STATION</c> or <c>JOB</c>.</summary>
    public string Source { get; init; } = "";
    public string? Remark { get; init; }
    public DateTime Time { get; private set; }
}

internal sealed class TimelineEntryMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("timeline_entries");
        builder.Property(e => e.EntityType).HasMaxLength(32);
        builder.Property(e => e.Action).HasMaxLength(32);
        builder.Property(e => e.From).HasColumnName("from_state").HasMaxLength(32);
        builder.Property(e => e.To).HasColumnName("to_state").HasMaxLength(32);
        builder.Property(e => e.OperatorName).HasMaxLength(128);
        builder.Property(e => e.Source).HasMaxLength(16);
        builder.Property(e => e.Remark).HasMaxLength(2000);
        builder.HasIndex(e => new { e.TenantId, e.EntityType, e.EntityId });
    }
}
