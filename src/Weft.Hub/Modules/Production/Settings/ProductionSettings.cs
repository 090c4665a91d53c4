using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Settings;

/// <summary>What a tenant decided about its production; one row at most, defaults without one.</summary>
internal sealed class ProductionSettings : TenantRow
{
    public const decimal DefaultCompletionThreshold = 0.9m;

    private ProductionSettings()
    {
    }

    public ProductionSettings(long tenantId) => TenantId = tenantId;

    /// <summary>Which part of what was cut has to be qualified before an order can be closed: 0.80 to 1.00 (production-domain 4, D19).</summary>
    public decimal CompletionThreshold { get; private set; } = DefaultCompletionThreshold;

    public void Decide(decimal completionThreshold) => CompletionThreshold = completionThreshold;
}

internal sealed class ProductionSettingsMapping : IEntityTypeConfiguration<ProductionSettings>
{
    public void Configure(EntityTypeBuilder<ProductionSettings> builder)
    {
        builder.ToTable("production_settings");
        builder.HasIndex(s => s.TenantId).IsUnique();
    }
}
