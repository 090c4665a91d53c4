using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Quota;

/// <summary>Calls of one credential on one UTC day (openapi-gateway 4.1). Its total is the sum of its days.</summary>
internal sealed class CredentialDay : ITenantOwned
{
    public long TenantId { get; private set; }
    public long AppId { get; private set; }
    public DateOnly Day { get; private set; }
    public int Used { get; private set; }

    /// <summary>How many of the last batch were let through; the statement that grants them returns it.</summary>
    public int LastGrant { get; private set; }
    public DateTime LastCallAt { get; private set; }
}

internal sealed class CredentialDayMapping : IEntityTypeConfiguration<CredentialDay>
{
    public void Configure(EntityTypeBuilder<CredentialDay> builder)
    {
        builder.ToTable("credential_days");
        builder.HasKey(d => new { d.TenantId, d.AppId, d.Day });
    }
}
