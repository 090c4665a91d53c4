using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

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
    public DateTime? ReceivedTime { get; private set; }

    /// <summary>When the last batch was cut.</summary>
    public DateTime? BundledTime { get; private set; }
    public int CuttingQuantity { get; private set; }
    public int CuttingBundleCount { get; private set; }

    /// <summary>Batches cut so far; the next one's bed number is one more.</summary>
    public int Beds { get; private set; }
    public DateOnly? ExpectedShipDate { get; private set; }
    public string? Remarks { get; private set; }

    /// <summary>领取: the second one is told who has it.</summary>
    public Refusal? Take(Actor actor, DateTime now)
    {
        if (Status != CuttingTaskStatus.Pending)
        {
            return CuttingErrors.TaskTaken.With(ReceiverName);
        }
        (Status, ReceiverId, ReceiverName, ReceivedTime) = (CuttingTaskStatus.Received, actor.UserId, actor.Name, now);
        return null;
    }

    /// <summary>Counts a batch.</summary>
    public Refusal? Cut(int pieces, int bundles, DateTime now)
    {
        if (Status == CuttingTaskStatus.Pending)
        {
            return CuttingErrors.NotTaken;
        }
        (Status, BundledTime, Beds) = (CuttingTaskStatus.Bundled, now, Beds + 1);
        (CuttingQuantity, CuttingBundleCount) = (CuttingQuantity + pieces, CuttingBundleCount + bundles);
        return null;
    }

    /// <summary>退回: as if it had never been taken. The command has removed the bundles.</summary>
    public void Return()
    {
        (Status, ReceiverId, ReceiverName, ReceivedTime, BundledTime) = (CuttingTaskStatus.Pending, null, null, null, null);
        (CuttingQuantity, CuttingBundleCount, Beds) = (0, 0, 0);
    }

    /// <summary>The order's style was not known when the task was made.</summary>
    public void Name(string styleName) => StyleName = styleName;

    public void Edit(Change<string> remarks, Change<DateOnly?> expectedShipDate) =>
        (Remarks, ExpectedShipDate) = (remarks.Over(Remarks), expectedShipDate.Over(ExpectedShipDate));
}

internal sealed class CuttingTaskMapping : IEntityTypeConfiguration<CuttingTask>
{
    public void Configure(EntityTypeBuilder<CuttingTask> builder)
    {
        builder.ToTable("cutting_tasks");
        builder.Property(t => t.StyleNo).HasMaxLength(64);
        builder.Property(t => t.StyleName).HasMaxLength(128);
        builder.Property(t => t.ReceiverName).HasMaxLength(128);
        builder.Property(t => t.Remarks).HasMaxLength(500);
        builder.HasOne(t => t.Order).WithOne().HasForeignKey<CuttingTask>(t => new { t.TenantId, t.OrderId })
            .HasPrincipalKey<ProductionOrder>(o => new { o.TenantId, o.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.TenantId, t.CreateTime, t.Id });
        builder.HasIndex(t => new { t.TenantId, t.Status, t.CreateTime, t.Id });
    }
}
