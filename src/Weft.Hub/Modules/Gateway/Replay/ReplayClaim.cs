using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Replay;

/// <summary>A request that was seen; kept until its timestamp can no longer pass the clock check (openapi-gateway 3.4).</summary>
internal sealed class ReplayClaim : IPlatformWide
{
    public byte[] Key { get; private set; } = [];

    /// <summary>Hash of method and path of the first use.</summary>
    public long Place { get; private set; }
    public DateTime ExpiresAt { get; private set; }
}

internal sealed class ReplayClaimMapping : IEntityTypeConfiguration<ReplayClaim>
{
    public void Configure(EntityTypeBuilder<ReplayClaim> builder)
    {
        builder.ToTable("replay_claims");
        builder.HasKey(c => c.Key);
        builder.HasIndex(c => c.ExpiresAt);
    }
}
