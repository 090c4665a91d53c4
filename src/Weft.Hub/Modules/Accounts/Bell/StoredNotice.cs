using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Bell;

/// <summary>A notice to the tenant's administrators, or to one person.</summary>
internal sealed class StoredNotice : Row, ITenantOwned
{
    public long TenantId { get; init; }
    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";
    public string? Path { get; init; }

    /// <summary>Unique in the tenant: a notice with this key is raised once.</summary>
    public string? OnceKey { get; init; }

    /// <summary>The only one who is told; null for all administrators.</summary>
    public long? ForUserId { get; init; }
    public DateTime CreateTime { get; init; }
}

/// <summary>That one user read one notice.</summary>
internal sealed class NoticeRead : ITenantOwned
{
    public long TenantId { get; init; }
    public long NoticeId { get; init; }
    public long UserId { get; init; }
    public DateTime ReadAt { get; init; }
}

internal sealed class StoredNoticeMapping : IEntityTypeConfiguration<StoredNotice>
{
    public void Configure(EntityTypeBuilder<StoredNotice> builder)
    {
        builder.ToTable("notices");
        builder.Property(n => n.Kind).HasMaxLength(64);
        builder.Property(n => n.Title).HasMaxLength(NoticeWords.MaxTitle);
        builder.Property(n => n.Body).HasMaxLength(NoticeWords.MaxBody);
        builder.Property(n => n.Path).HasMaxLength(500);
        builder.Property(n => n.OnceKey).HasMaxLength(128);
        builder.HasIndex(n => new { n.TenantId, n.OnceKey }).IsUnique();
        builder.HasIndex(n => new { n.TenantId, n.CreateTime });
        builder.HasAlternateKey(n => new { n.TenantId, n.Id });
    }
}

internal sealed class NoticeReadMapping : IEntityTypeConfiguration<NoticeRead>
{
    public void Configure(EntityTypeBuilder<NoticeRead> builder)
    {
        builder.ToTable("notice_reads");
        builder.HasKey(r => new { r.TenantId, r.NoticeId, r.UserId });
        builder.HasOne<StoredNotice>().WithMany().HasForeignKey(r => new { r.TenantId, r.NoticeId }).HasPrincipalKey(n => new { n.TenantId, n.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
