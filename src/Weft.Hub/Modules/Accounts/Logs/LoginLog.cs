using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Logs;

/// <summary>A try to sign in (production-domain 11). Tenant 0: the operator's, and those for user names that nobody has.</summary>
internal sealed class LoginLog : Row, ITenantOwned
{
    public long TenantId { get; init; }
    public long? UserId { get; init; }
    public string Username { get; init; } = "";
    public string Name { get; init; } = "";
    public string? Address { get; init; }
    public DateTime CreateTime { get; init; }
    public bool Succeeded { get; init; }
    public string Message { get; init; } = "";
}

internal sealed class LoginLogMapping : IEntityTypeConfiguration<LoginLog>
{
    public void Configure(EntityTypeBuilder<LoginLog> builder)
    {
        builder.ToTable("login_logs");
        builder.Property(l => l.Username).HasMaxLength(64);
        builder.Property(l => l.Name).HasMaxLength(64);
        builder.Property(l => l.Address).HasMaxLength(64);
        builder.Property(l => l.Message).HasMaxLength(200);
        builder.HasIndex(l => new { l.TenantId, l.CreateTime });
    }
}
