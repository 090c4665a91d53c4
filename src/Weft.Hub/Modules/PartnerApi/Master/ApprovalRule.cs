using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>A kind of document that somebody of the tenant approves before it has any effect (scm-partner-api 11). Kinds without a row need no approval.</summary>
internal sealed class ApprovalRule : Row, ITenantOwned
{
    private ApprovalRule()
    {
    }

    public ApprovalRule(long tenantId, string kind) => (TenantId, Kind) = (tenantId, kind);

    public long TenantId { get; private set; }

    /// <summary>Number of the function family, such as <c>170</c>.</summary>
    public string Kind { get; private set; } = "";
}

internal sealed class ApprovalRuleMapping : IEntityTypeConfiguration<ApprovalRule>
{
    public void Configure(EntityTypeBuilder<ApprovalRule> builder)
    {
        builder.ToTable("partner_approvals");
        builder.Property(r => r.Kind).HasMaxLength(4);
        builder.HasIndex(r => new { r.TenantId, r.Kind }).IsUnique();
    }
}
