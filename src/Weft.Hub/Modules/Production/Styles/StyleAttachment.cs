using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A file that belongs to a style (附件); a file of the same name is its next version. Uploader and time are the row's stamps.</summary>
internal sealed class StyleAttachment : TenantRow, ISoftDeleted
{
    private StyleAttachment()
    {
    }

    public StyleAttachment(long tenantId, long styleId, string fileName, string kind, int fileVersion, StoredFile file)
    {
        (TenantId, StyleId, FileName, Kind, FileVersion) = (tenantId, styleId, fileName, kind, fileVersion);
        (Hash, SizeBytes, ContentType) = (file.Hash, file.SizeBytes, file.Kind!.ContentType);
    }

    public long StyleId { get; private set; }
    public string FileName { get; private set; } = "";

    /// <summary>纸样, 图片, 工艺单, 报价 or 其他.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>1 for the first file of the name.</summary>
    public int FileVersion { get; private set; }
    public string Hash { get; private set; } = "";
    public long SizeBytes { get; private set; }
    public string ContentType { get; private set; } = "";
    public DateTime? DeletedAt { get; private set; }

    public void Delete(DateTime now) => DeletedAt = now;
}

internal sealed class StyleAttachmentMapping : IEntityTypeConfiguration<StyleAttachment>
{
    public void Configure(EntityTypeBuilder<StyleAttachment> builder)
    {
        builder.ToTable("style_attachments");
        builder.Property(a => a.FileName).HasMaxLength(200);
        builder.Property(a => a.Kind).HasMaxLength(16);
        builder.Property(a => a.Hash).HasMaxLength(64);
        builder.Property(a => a.ContentType).HasMaxLength(100);
        builder.HasIndex(a => new { a.TenantId, a.StyleId, a.FileName, a.FileVersion }).IsUnique();
    }
}
