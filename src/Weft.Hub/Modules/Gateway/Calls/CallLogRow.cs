using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>A stored row of the call log (openapi-gateway 9).</summary>
internal sealed class CallLogRow : Row, ITenantOwned
{
    public long TenantId { get; private set; }
    public long AppId { get; private set; }
    public string AppName { get; private set; } = "";
    public string AppType { get; private set; } = "";
    public string Direction { get; private set; } = "";
    public string RequestId { get; private set; } = "";
    public string? ClientRequestId { get; private set; }
    public string HttpMethod { get; private set; } = "";
    public string RequestPath { get; private set; } = "";
    public string? RequestBody { get; private set; }
    public string? ResponseBody { get; private set; }
    public int ResponseCode { get; private set; }
    public string Result { get; private set; } = "";
    public string? ErrorCode { get; private set; }
    public string? ErrorMessage { get; private set; }
    public int CostMs { get; private set; }
    public string? ClientIp { get; private set; }
    public DateTime CreateTime { get; private set; }
    public string? EventId { get; private set; }
    public int? Attempt { get; private set; }
    public string? OrderNo { get; private set; }
    public string? ExternalOrderNo { get; private set; }
}

internal sealed class CallLogRowMapping : IEntityTypeConfiguration<CallLogRow>
{
    public void Configure(EntityTypeBuilder<CallLogRow> builder)
    {
        builder.ToTable("call_log");
        builder.Property(r => r.AppName).HasMaxLength(64);
        builder.Property(r => r.AppType).HasMaxLength(32);
        builder.Property(r => r.Direction).HasMaxLength(8);
        builder.Property(r => r.RequestId).HasMaxLength(40);
        builder.Property(r => r.ClientRequestId).HasMaxLength(64);
        builder.Property(r => r.HttpMethod).HasMaxLength(16);
        builder.Property(r => r.RequestPath).HasMaxLength(500);
        builder.Property(r => r.RequestBody).HasMaxLength(2000);
        builder.Property(r => r.ResponseBody).HasMaxLength(2000);
        builder.Property(r => r.Result).HasMaxLength(8);
        builder.Property(r => r.ErrorCode).HasMaxLength(64);
        builder.Property(r => r.ErrorMessage).HasMaxLength(500);
        builder.Property(r => r.ClientIp).HasMaxLength(45);
        builder.Property(r => r.EventId).HasMaxLength(40);
        builder.Property(r => r.OrderNo).HasMaxLength(32);
        builder.Property(r => r.ExternalOrderNo).HasMaxLength(64);
        builder.HasIndex(r => new { r.TenantId, r.CreateTime, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.AppId, r.CreateTime });
        // Few rows are about an order, so the lookup by order costs the busy path nothing.
        builder.HasIndex(r => new { r.TenantId, r.OrderNo }).HasFilter("order_no IS NOT NULL");
        // Likewise for what failed; the list names the condition in these words, so that the index is taken.
        builder.HasIndex(r => new { r.TenantId, r.Result, r.CreateTime, r.Id }).HasFilter("result <> 'SUCCESS'");
        builder.HasIndex(r => r.CreateTime);
    }
}
