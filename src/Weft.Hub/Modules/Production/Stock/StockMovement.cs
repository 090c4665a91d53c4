using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>Why a stock changed (production-domain 8).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MovementType>))]
internal enum MovementType
{
    /// <summary>Warehousing.</summary>
    [JsonStringEnumMemberName("INBOUND")]
    Inbound,

    /// <summary>Outstock.</summary>
    [JsonStringEnumMemberName("OUTBOUND")]
    Outbound,

    /// <summary>A counter-document of either.</summary>
    [JsonStringEnumMemberName("REVERSAL")]
    Reversal,

    /// <summary>An administrator counted, with a reason.</summary>
    [JsonStringEnumMemberName("ADJUST")]
    Adjust,
}

/// <summary>One change of one SKU's stock. Never changed: for each SKU the sum of them is its stock.</summary>
internal sealed class StockMovement : Row, ITenantOwned
{
    private StockMovement()
    {
    }

    public StockMovement(long tenantId, long skuId, string skuCode, StockChange change, int balance, Actor actor, DateTime time)
    {
        (TenantId, SkuId, SkuCode, Type, Delta, Balance) = (tenantId, skuId, skuCode, change.Type, change.Delta, balance);
        (RefNo, Reason, OperatorId, OperatorName, Time) = (change.RefNo, change.Reason, actor.UserId, actor.Name, time);
    }

    public long TenantId { get; private set; }
    public long SkuId { get; private set; }
    public string SkuCode { get; private set; } = "";
    public MovementType Type { get; private set; }
    public int Delta { get; private set; }

    /// <summary>The stock after this movement.</summary>
    public int Balance { get; private set; }

    /// <summary>Number of the document that moved the stock.</summary>
    public string RefNo { get; private set; } = "";
    public string? Reason { get; private set; }
    public long? OperatorId { get; private set; }
    public string OperatorName { get; private set; } = "";
    public DateTime Time { get; private set; }
}

internal sealed class StockMovementMapping : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("stock_movements");
        builder.Property(m => m.SkuCode).HasMaxLength(120);
        builder.Property(m => m.RefNo).HasMaxLength(40);
        builder.Property(m => m.Reason).HasMaxLength(500);
        builder.Property(m => m.OperatorName).HasMaxLength(128);
        builder.HasOne<ProductSku>().WithMany().HasForeignKey(m => new { m.TenantId, m.SkuId }).HasPrincipalKey(s => new { s.TenantId, s.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.TenantId, m.Time, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.SkuId, m.Time, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.RefNo });
    }
}
