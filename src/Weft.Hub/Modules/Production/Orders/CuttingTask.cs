using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

internal enum CuttingTaskStatus
{
    Pending,
    Received,
    Bundled,
}

/// <summary>The cutting room's work on one order; made with the order (production-domain 5).</summary>
internal sealed class CuttingTask : TenantRow
{
    private CuttingTask()
    {
    }

    public CuttingTask(ProductionOrder order)
    {
        TenantId = order.TenantId;
        Order = order;
        StyleNo = order.StyleNo;
        StyleName = order.StyleName;
        Quantity = order.OrderQuantity;
        ExpectedShipDate = order.ExpectedShipDate;
        CreatedByName = order.CreatedByName;
    }

    public ProductionOrder Order { get; private set; } = null!;
    public long OrderId { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";
    public int Quantity { get; private set; }
    public CuttingTaskStatus Status { get; private set; }

    /// <summary>Who has taken the task; that person sees the order whatever the data scope.</summary>
    public long? ReceiverId { get; private set; }
    public string? ReceiverName { get; private set; }
    public DateOnly? ExpectedShipDate { get; private set; }
}

internal sealed class CuttingTaskMapping : IEntityTypeConfiguration<CuttingTask>
{
    public void Configure(EntityTypeBuilder<CuttingTask> builder)
    {
        builder.ToTable("cutting_tasks");
        builder.Property(t => t.StyleNo).HasMaxLength(64);
        builder.Property(t => t.StyleName).HasMaxLength(128);
        builder.Property(t => t.ReceiverName).HasMaxLength(128);
        builder.HasOne(t => t.Order).WithOne().HasForeignKey<CuttingTask>(t => new { t.TenantId, t.OrderId })
            .HasPrincipalKey<ProductionOrder>(o => new { o.TenantId, o.Id }).OnDelete(DeleteBehavior.Restrict);
    }
}
