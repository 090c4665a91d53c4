using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Logs;

/// <summary>What someone did (production-domain 11). Written once, never changed. Tenant 0: what the operator did that is about no tenant.</summary>
internal sealed class OperationLog : Row, ITenantOwned
{
    public long TenantId { get; init; }
    public string Module { get; init; } = "";
    public string Operation { get; init; } = "";
    public long? OperatorId { get; init; }
    public long? OperatorAppId { get; init; }
    public string OperatorName { get; init; } = "";
    public ActorSource Source { get; init; }
    public string TargetType { get; init; } = "";
    public long? TargetId { get; init; }
    public string? TargetName { get; init; }
    public string? Reason { get; init; }

    /// <summary>Before and after as JSON, without secrets.</summary>
    public string? Details { get; init; }
    public string? Address { get; init; }
    public DateTime CreateTime { get; init; }
    public bool Succeeded { get; init; }
}

internal sealed class OperationLogMapping : IEntityTypeConfiguration<OperationLog>
{
    public void Configure(EntityTypeBuilder<OperationLog> builder)
    {
        builder.ToTable("operation_logs");
        builder.Property(l => l.Module).HasMaxLength(32);
        builder.Property(l => l.Operation).HasMaxLength(64);
        builder.Property(l => l.OperatorName).HasMaxLength(128);
        builder.Property(l => l.TargetType).HasMaxLength(64);
        builder.Property(l => l.TargetName).HasMaxLength(256);
        builder.Property(l => l.Reason).HasMaxLength(500);
        builder.Property(l => l.Address).HasMaxLength(64);
        builder.HasIndex(l => new { l.TenantId, l.CreateTime });
        builder.HasIndex(l => new { l.TenantId, l.TargetType, l.TargetId });
    }
}
