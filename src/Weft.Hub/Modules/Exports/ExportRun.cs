using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Exports;

internal enum ExportState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>
/// An export that is made in the background. Who asked is the row's own user: what he may see is asked again when it is made. The states are changed by conditional
/// statements, see <see cref="ExportWorker"/>.
/// </summary>
internal sealed class ExportRun : TenantRow
{
    /// <summary>How long a file is kept after it was made.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private ExportRun()
    {
    }

    public ExportRun(long tenantId, long userId, string list, string query, string title, string fileName, string format)
    {
        TenantId = tenantId;
        (UserId, List, Query, Title, FileName, Format) = (userId, list, query, title, fileName, format);
    }

    public long UserId { get; private set; }

    /// <summary>Path of the list, and its filters as they stood in the address.</summary>
    public string List { get; private set; } = "";
    public string Query { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>As the person saves it; on disk it has another.</summary>
    public string FileName { get; private set; } = "";
    public string Format { get; private set; } = "";
    public ExportState State { get; private set; }

    /// <summary>Written so far.</summary>
    public long Rows { get; private set; }
    public long SizeBytes { get; private set; }

    /// <summary>How often it was begun; also which of two nodes is at it.</summary>
    public int Attempt { get; private set; }

    /// <summary>Whoever makes it has until then to say that he is still at it.</summary>
    public DateTime? LeaseUntil { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>Then file and row go.</summary>
    public DateTime? ExpiresAt { get; private set; }
    public string? Problem { get; private set; }
}

internal sealed class ExportRunMapping : IEntityTypeConfiguration<ExportRun>
{
    public void Configure(EntityTypeBuilder<ExportRun> builder)
    {
        builder.ToTable("export_runs");
        builder.Property(r => r.List).HasMaxLength(200);
        builder.Property(r => r.Query).HasMaxLength(2000);
        builder.Property(r => r.Title).HasMaxLength(64);
        builder.Property(r => r.FileName).HasMaxLength(128);
        builder.Property(r => r.Format).HasMaxLength(8);
        builder.Property(r => r.Problem).HasMaxLength(500);
        builder.HasIndex(r => new { r.TenantId, r.UserId });
        builder.HasIndex(r => r.State);
        builder.HasIndex(r => r.ExpiresAt);
    }
}
