using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>One import that stored something: who and when are the row's stamps.</summary>
internal sealed class ImportRun : TenantRow
{
    private readonly List<ImportBatch> batches = [];

    private ImportRun()
    {
    }

    public ImportRun(long tenantId, string kind, string fileName, string fileHash, int total, IReadOnlyList<long> ids)
    {
        (TenantId, Kind, FileName, FileHash) = (tenantId, kind, fileName, fileHash);
        (Total, Imported) = (total, ids.Count);
        batches.AddRange(ids.Chunk(ImportBatch.MaxIds).Select(part => new ImportBatch(tenantId, part)));
    }

    public string Kind { get; private set; } = "";
    public string FileName { get; private set; } = "";

    /// <summary>SHA-256 of the file, by which it is kept.</summary>
    public string FileHash { get; private set; } = "";
    public int Total { get; private set; }
    public int Imported { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public string? UndoneByName { get; private set; }
    public IReadOnlyList<ImportBatch> Batches => batches;

    public void Undo(string byName, DateTime now) => (UndoneAt, UndoneByName) = (now, byName);
}

/// <summary>The ids that an import made, some hundreds in a row: they are only ever read together.</summary>
internal sealed class ImportBatch : Row, ITenantOwned
{
    public const int MaxIds = 500;

    private ImportBatch()
    {
    }

    public ImportBatch(long tenantId, IReadOnlyList<long> ids) => (TenantId, Ids) = (tenantId, ids);

    public long TenantId { get; private set; }
    public long ImportRunId { get; private set; }
    public IReadOnlyList<long> Ids { get; private set; } = [];
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("import_runs");
        builder.Property(r => r.Kind).HasMaxLength(32);
        builder.Property(r => r.FileName).HasMaxLength(200);
        builder.Property(r => r.FileHash).HasMaxLength(64);
        builder.Property(r => r.UndoneByName).HasMaxLength(128);
        builder.HasMany(r => r.Batches).WithOne().HasForeignKey(b => new { b.TenantId, b.ImportRunId }).HasPrincipalKey(r => new { r.TenantId, r.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Batches).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(r => new { r.TenantId, r.CreateTime, r.Id });
    }
}

internal sealed class ImportBatchMapping : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.ToTable("import_batches");
        builder.Property(b => b.Ids).HasJson();
        builder.HasIndex(b => new { b.TenantId, b.ImportRunId });
    }
}

internal static class ImportErrors
{
    public static readonly Refusal NotFound = CommonErrors.NotFound with { Message = "导入记录不存在" };
    public static readonly Refusal Undone = new("STATE", RefusalKind.State, "该导入已经撤销");
    public static readonly Refusal InUse = new("IN_USE", RefusalKind.State, "不能撤销：{0} {1} {2}");
    public static readonly Refusal Changed = new("STATE", RefusalKind.State, "不能撤销：导入的{0}中有的已被修改或删除");

    /// <summary>Undoes a unit whose outcome is told in the answer; nobody sees it.</summary>
    public static readonly Refusal NotKept = new("STATE", RefusalKind.State, "未保存");

    public static Refusal Unreadable(string problem) => Refusal.Invalid("body", problem);
}
