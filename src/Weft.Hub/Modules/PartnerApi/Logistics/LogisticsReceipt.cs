using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Logistics;

/// <summary>物流回执状态 (scm-partner-api 11).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptStatus>))]
public enum ReceiptStatus
{
    [JsonStringEnumMemberName("无需处理")]
    NotNeeded,

    [JsonStringEnumMemberName("未处理")]
    NotStarted,

    [JsonStringEnumMemberName("待处理")]
    Pending,

    [JsonStringEnumMemberName("处理中")]
    InProgress,

    [JsonStringEnumMemberName("处理完成")]
    Done,

    [JsonStringEnumMemberName("处理错误")]
    Error,
}

/// <summary>What a row copies of its shipment, so that queries filter by one table.</summary>
internal sealed record ReceiptFacts(string OutstockNo, long OrganisationId, long WarehouseId, DateOnly MovementDate)
{
    public string OrderNo { get; init; } = "";
    public string? ExternalOrderNo { get; init; }
    public string PartnerCode { get; init; } = "";
    public string PartnerName { get; init; } = "";
}

/// <summary>How far a logistics partner is with a shipment of Production; one row for each shipment of a warehouse that needs it.</summary>
internal sealed class LogisticsReceipt : TenantRow
{
    /// <summary>The one document type that Production's shipments have.</summary>
    public const string DocType = "发货单-信用";

    private LogisticsReceipt()
    {
    }

    public LogisticsReceipt(long tenantId, ReceiptFacts facts)
    {
        (TenantId, OutstockNo, OrganisationId, WarehouseId, MovementDate) = (tenantId, facts.OutstockNo, facts.OrganisationId, facts.WarehouseId, facts.MovementDate);
        (OrderNo, ExternalOrderNo, PartnerCode, PartnerName) = (facts.OrderNo, facts.ExternalOrderNo, facts.PartnerCode, facts.PartnerName);
    }

    public string OutstockNo { get; private set; } = "";
    public long OrganisationId { get; private set; }
    public long WarehouseId { get; private set; }
    public DateOnly MovementDate { get; private set; }
    public string OrderNo { get; private set; } = "";
    public string? ExternalOrderNo { get; private set; }
    public string PartnerCode { get; private set; } = "";
    public string PartnerName { get; private set; } = "";
    public ReceiptStatus Status { get; private set; } = ReceiptStatus.Pending;

    /// <summary>The query that took it; that it is one's own is how parallel queries tell who won.</summary>
    public Guid? TakenBy { get; private set; }

    public void Move(ReceiptStatus status) => Status = status;
}

internal sealed class LogisticsReceiptMapping : IEntityTypeConfiguration<LogisticsReceipt>
{
    public void Configure(EntityTypeBuilder<LogisticsReceipt> builder)
    {
        builder.ToTable("partner_receipts");
        builder.Property(r => r.OutstockNo).HasMaxLength(40);
        builder.Property(r => r.OrderNo).HasMaxLength(32);
        builder.Property(r => r.ExternalOrderNo).HasMaxLength(64);
        builder.Property(r => r.PartnerCode).HasMaxLength(40);
        builder.Property(r => r.PartnerName).HasMaxLength(100);
        builder.HasIndex(r => new { r.TenantId, r.OutstockNo }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.Status, r.MovementDate, r.OutstockNo });
        builder.HasIndex(r => new { r.TenantId, r.TakenBy });
        builder.HasIndex(r => new { r.TenantId, r.CreateTime, r.Id });
    }
}
