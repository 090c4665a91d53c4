using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>What one user has arranged for himself under one name, as JSON text; written by one statement, see <see cref="UserSettings"/>.</summary>
internal sealed class UserSetting : ITenantOwned
{
    public long TenantId { get; init; }
    public long UserId { get; init; }
    public string Name { get; init; } = "";
    public string Value { get; init; } = "";
    public DateTime UpdateTime { get; init; }
}

internal sealed class UserSettingMapping : IEntityTypeConfiguration<UserSetting>
{
    public void Configure(EntityTypeBuilder<UserSetting> builder)
    {
        builder.ToTable("user_settings");
        builder.HasKey(s => new { s.TenantId, s.UserId, s.Name });
        builder.Property(s => s.Name).HasMaxLength(64);
        builder.Property(s => s.Value).HasMaxLength(UserSettings.MaxBytes);
        builder.HasOne<User>().WithMany().HasForeignKey(s => new { s.TenantId, s.UserId }).HasPrincipalKey(u => new { u.TenantId, u.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
