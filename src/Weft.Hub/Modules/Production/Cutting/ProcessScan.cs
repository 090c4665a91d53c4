using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>扫菲: someone did a process on a bundle (production-domain 5). Undoing hides it; what was scanned stays readable in the database.</summary>
internal sealed class ProcessScan : TenantRow, ISoftDeleted
{
    private ProcessScan()
    {
    }

    public ProcessScan(CuttingBundle bundle, OrderProcess process, int quantity, Actor actor, DateTime now)
    {
        (TenantId, OrderId, BundleId, BundleNo) = (bundle.TenantId, bundle.OrderId, bundle.Id, bundle.BundleNo);
        (ProcessCode, ProcessName, Stage, UnitPrice) = (process.Code, process.Name, process.Stage, process.UnitPrice);
        (OperatorId, OperatorName, Source) = (actor.UserId, actor.Name, actor.Source.ToString().ToUpperInvariant());
        (Quantity, ScanTime) = (quantity, now);
    }

    public long OrderId { get; private set; }
    public long BundleId { get; private set; }
    public int BundleNo { get; private set; }
    public string? ProcessCode { get; private set; }
    public string ProcessName { get; private set; } = "";
    public string? Stage { get; private set; }
    public int Quantity { get; private set; }
    public long? OperatorId { get; private set; }
    public string OperatorName { get; private set; } = "";

    /// <summary>For one piece, as it was then.</summary>
    public decimal UnitPrice { get; private set; }
    public DateTime ScanTime { get; private set; }
    public string Source { get; private set; } = "";
    public DateTime? DeletedAt { get; private set; }

    public void Undo(DateTime now) => DeletedAt = now;
}

internal sealed class ProcessScanMapping : IEntityTypeConfiguration<ProcessScan>
{
    public void Configure(EntityTypeBuilder<ProcessScan> builder)
    {
        builder.ToTable("process_scans");
        builder.Property(s => s.ProcessCode).HasMaxLength(32);
        builder.Property(s => s.ProcessName).HasMaxLength(64);
        builder.Property(s => s.Stage).HasMaxLength(16);
        builder.Property(s => s.OperatorName).HasMaxLength(128);
        builder.Property(s => s.Source).HasMaxLength(16);
        builder.HasIndex(s => new { s.TenantId, s.BundleId, s.ProcessName }).IsUnique().HasFilter("deleted_at is null");
        builder.HasIndex(s => new { s.TenantId, s.OrderId, s.ProcessName });
        builder.HasIndex(s => new { s.TenantId, s.ScanTime, s.Id });
    }
}
