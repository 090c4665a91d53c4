using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>Whether the customer has the goods.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiveStatus>))]
public enum ReceiveStatus
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("received")]
    Received,
}

/// <summary>
/// Goods that left the warehouse (production-domain 7). Quantities never change afterwards: a mistake is taken back by a counter-document, which points at what it
/// reverses; neither counts in any sum.
/// </summary>
internal sealed class Outstock : TenantRow
{
    private readonly List<OutstockItem> items = [];

    private Outstock()
    {
    }

    public string OutstockNo { get; private set; } = "";
    public OutstockType Type { get; private set; }
    public long? OrderId { get; private set; }
    public string? OrderNo { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";
    public string? CustomerName { get; private set; }
    public string? CustomerPhone { get; private set; }
    public string? ShippingAddress { get; private set; }
    public string? Warehouse { get; private set; }
    public string? ExpressCompany { get; private set; }
    public string? TrackingNo { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>Why goods were scrapped, or why the document that this one reverses was wrong.</summary>
    public string? Reason { get; private set; }
    public string OperatorName { get; private set; } = "";
    public DateTime OutstockTime { get; private set; }
    public int TotalQuantity { get; private set; }
    public decimal TotalAmount { get; private set; }
    public ReceiveStatus ReceiveStatus { get; private set; }
    public DateTime? ReceiveTime { get; private set; }

    /// <summary>True once a counter-document took it back.</summary>
    public bool Reversed { get; private set; }

    /// <summary>What this counter-document takes back; null for every other document.</summary>
    public long? ReversalOfId { get; private set; }

    /// <summary>The statement on which these goods are billed; null for what is no shipment.</summary>
    public long? ReconciliationId { get; private set; }
    public IReadOnlyList<OutstockItem> Items => items;

    public static Outstock Book(long tenantId, BookOutstockCommand command, OutstockGoods goods, string operatorName, DateTime now)
    {
        var outstock = new Outstock
        {
            TenantId = tenantId,
            Type = command.Type,
            OrderId = goods.OrderId,
            OrderNo = goods.OrderNo,
            StyleNo = goods.StyleNo,
            StyleName = goods.StyleName,
            CustomerName = command.CustomerName,
            CustomerPhone = command.CustomerPhone,
            ShippingAddress = command.ShippingAddress,
            Warehouse = command.Warehouse,
            ExpressCompany = command.ExpressCompany,
            TrackingNo = command.TrackingNo,
            Remark = command.Remark,
            Reason = command.Reason,
            OperatorName = operatorName,
            OutstockTime = now,
        };
        outstock.Take(goods.Items.Select((item, index) => new OutstockItem(tenantId, item, index)));
        return outstock;
    }

    /// <summary>The counter-document, with the number of what it takes back behind <c>RV</c>.</summary>
    public Outstock Reverse(string reason, string operatorName, DateTime now)
    {
        Reversed = true;
        var counter = new Outstock
        {
            TenantId = TenantId,
            OutstockNo = "RV" + OutstockNo,
            Type = Type,
            OrderId = OrderId,
            OrderNo = OrderNo,
            StyleNo = StyleNo,
            StyleName = StyleName,
            CustomerName = CustomerName,
            Warehouse = Warehouse,
            Reason = reason,
            OperatorName = operatorName,
            OutstockTime = now,
            ReversalOfId = Id,
        };
        counter.Take(items.Select(item => item.Copy()));
        return counter;
    }

    /// <summary>Called in the transaction that saves; again with another number if that has to be repeated.</summary>
    public void Number(DateOnly day, long number) => OutstockNo = string.Create(CultureInfo.InvariantCulture, $"OS{day:yyyyMMdd}{number:D4}");

    /// <summary>Sets what may still change; true when the carrier or the tracking number is another one now.</summary>
    public bool Describe(ShippingEdit edit)
    {
        var before = (ExpressCompany, TrackingNo);
        ExpressCompany = edit.ExpressCompany.Over(ExpressCompany);
        TrackingNo = edit.TrackingNo.Over(TrackingNo);
        CustomerName = edit.CustomerName.Over(CustomerName);
        CustomerPhone = edit.CustomerPhone.Over(CustomerPhone);
        ShippingAddress = edit.ShippingAddress.Over(ShippingAddress);
        Remark = edit.Remark.Over(Remark);
        return before != (ExpressCompany, TrackingNo);
    }

    public void BillOn(long reconciliationId) => ReconciliationId = reconciliationId;

    public void Receive(DateTime at) => (ReceiveStatus, ReceiveTime) = (ReceiveStatus.Received, at);

    private void Take(IEnumerable<OutstockItem> given)
    {
        items.AddRange(given);
        TotalQuantity = items.Sum(i => i.Quantity);
        TotalAmount = items.Sum(i => i.Quantity * (i.SalesPrice ?? 0));
    }
}

internal sealed class OutstockMapping : IEntityTypeConfiguration<Outstock>
{
    public void Configure(EntityTypeBuilder<Outstock> builder)
    {
        builder.ToTable("outstocks");
        builder.Property(o => o.OutstockNo).HasMaxLength(40);
        builder.Property(o => o.OrderNo).HasMaxLength(32);
        builder.Property(o => o.StyleNo).HasMaxLength(64);
        builder.Property(o => o.StyleName).HasMaxLength(128);
        builder.Property(o => o.CustomerName).HasMaxLength(100);
        builder.Property(o => o.CustomerPhone).HasMaxLength(32);
        builder.Property(o => o.ShippingAddress).HasMaxLength(200);
        builder.Property(o => o.Warehouse).HasMaxLength(64);
        builder.Property(o => o.ExpressCompany).HasMaxLength(64);
        builder.Property(o => o.TrackingNo).HasMaxLength(64);
        builder.Property(o => o.Remark).HasMaxLength(500);
        builder.Property(o => o.Reason).HasMaxLength(500);
        builder.Property(o => o.OperatorName).HasMaxLength(128);
        builder.HasOne<ProductionOrder>().WithMany().HasForeignKey(o => new { o.TenantId, o.OrderId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reconciliation>().WithMany().HasForeignKey(o => new { o.TenantId, o.ReconciliationId }).HasPrincipalKey(r => new { r.TenantId, r.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Items).WithOne().HasForeignKey(i => new { i.TenantId, i.OutstockId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(o => o.Items).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(o => new { o.TenantId, o.OutstockNo }).IsUnique();
        // One counter-document for each document: two who reverse it at once find that out here at the latest.
        builder.HasIndex(o => new { o.TenantId, o.ReversalOfId }).IsUnique().HasFilter("reversal_of_id is not null");
        builder.HasIndex(o => new { o.TenantId, o.CreateTime, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.OrderId });
        builder.HasIndex(o => new { o.TenantId, o.TrackingNo });
    }
}

/// <summary>How many pieces of one SKU left, and for how much.</summary>
internal sealed class OutstockItem : Row, ITenantOwned
{
    private OutstockItem()
    {
    }

    public OutstockItem(long tenantId, PricedPieces item, int sortOrder)
    {
        (TenantId, SkuCode, StyleNo, Color, Size) = (tenantId, item.SkuCode, item.StyleNo, item.Color, item.Size);
        (Quantity, SalesPrice, CostPrice, SortOrder) = (item.Quantity, item.SalesPrice, item.CostPrice, sortOrder);
    }

    public long TenantId { get; private set; }
    public long OutstockId { get; private set; }
    public string SkuCode { get; private set; } = "";
    public string StyleNo { get; private set; } = "";
    public string Color { get; private set; } = "";
    public string Size { get; private set; } = "";
    public int Quantity { get; private set; }
    public decimal? SalesPrice { get; private set; }
    public decimal? CostPrice { get; private set; }
    public int SortOrder { get; private set; }

    public OutstockItem Copy() => new()
    {
        TenantId = TenantId,
        SkuCode = SkuCode,
        StyleNo = StyleNo,
        Color = Color,
        Size = Size,
        Quantity = Quantity,
        SalesPrice = SalesPrice,
        CostPrice = CostPrice,
        SortOrder = SortOrder,
    };
}

internal sealed class OutstockItemMapping : IEntityTypeConfiguration<OutstockItem>
{
    public void Configure(EntityTypeBuilder<OutstockItem> builder)
    {
        builder.ToTable("outstock_items");
        builder.Property(i => i.SkuCode).HasMaxLength(120);
        builder.Property(i => i.StyleNo).HasMaxLength(64);
        builder.Property(i => i.Color).HasMaxLength(32);
        builder.Property(i => i.Size).HasMaxLength(16);
        builder.HasIndex(i => new { i.TenantId, i.OutstockId });
    }
}
