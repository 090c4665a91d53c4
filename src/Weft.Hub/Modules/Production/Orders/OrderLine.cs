using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>How many pieces of one colour and size an order is for.</summary>
internal sealed class OrderLine : Row, ITenantOwned
{
    private OrderLine()
    {
    }

    public OrderLine(long tenantId, string color, string size, int quantity, int sortOrder) =>
        (TenantId, Color, Size, Quantity, SortOrder) = (tenantId, color, size, quantity, sortOrder);

    public long TenantId { get; private set; }
    public long OrderId { get; private set; }
    public string Color { get; private set; } = "";
    public string Size { get; private set; } = "";
    public int Quantity { get; private set; }
    public int SortOrder { get; private set; }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines");
        builder.Property(l => l.Color).HasMaxLength(32);
        builder.Property(l => l.Size).HasMaxLength(16);
        builder.HasIndex(l => new { l.TenantId, l.OrderId, l.Color, l.Size }).IsUnique();
    }
}
