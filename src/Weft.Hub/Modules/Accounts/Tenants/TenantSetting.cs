using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Tenants;

/// <summary>A tenant's settings, one row; a tenant without one has the defaults.</summary>
internal sealed class TenantSetting : TenantRow
{
    private TenantSetting()
    {
    }

    public TenantSetting(long tenantId) => TenantId = tenantId;

    public decimal CompletionThreshold { get; private set; } = ProductionSettings.Default.CompletionThreshold;
    public decimal OverCutRate { get; private set; } = ProductionSettings.Default.OverCutRate;
    public bool ManagesMaterial { get; private set; }
    public bool CompletesAutomatically { get; private set; }
    public bool NeedsTwoPeople { get; private set; }
    public bool RequiresScans { get; private set; }

    /// <summary>People may ask to become users; they wait for approval.</summary>
    public bool AllowsRegistration { get; private set; }

    public ProductionSettings Production => new(CompletionThreshold, OverCutRate, ManagesMaterial, CompletesAutomatically, NeedsTwoPeople, RequiresScans);

    public void Change(ProductionSettings settings, bool allowsRegistration)
    {
        (CompletionThreshold, OverCutRate, ManagesMaterial, CompletesAutomatically, NeedsTwoPeople, RequiresScans) =
            (settings.CompletionThreshold, settings.OverCutRate, settings.ManagesMaterial, settings.CompletesAutomatically, settings.NeedsTwoPeople, settings.RequiresScans);
        AllowsRegistration = allowsRegistration;
    }
}

internal sealed class TenantSettingMapping : IEntityTypeConfiguration<TenantSetting>
{
    public void Configure(EntityTypeBuilder<TenantSetting> builder)
    {
        builder.ToTable("tenant_settings");
        builder.HasIndex(s => s.TenantId).IsUnique();
    }
}
