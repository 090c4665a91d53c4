using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>An attachment; its link works for ten minutes.</summary>
public sealed record AttachmentRow(
    long Id, string FileName, string Kind, int FileVersion, string ContentType, long SizeBytes, string UploadedBy, DateTimeOffset UploadTime, string Link);

/// <summary>POST and DELETE of /api/production/styles/{id}/attachments. The body is the file itself; name and kind are in the query.</summary>
internal static class Attachments
{
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxCount = 200;

    private static readonly string[] Kinds = ["纸样", StyleCovers.Kind, "工艺单", "报价", "其他"];

    public static async Task<Answer<AttachmentRow>> UploadAsync(
        long id, HttpContext context, HubDbContext db, FileStore store, FileLinks links, CancellationToken ct)
    {
        if (!await db.Set<Style>().AnyAsync(s => s.Id == id, ct))
        {
            return ProductionErrors.StyleNotFound;
        }
        var fields = Fields.FromQuery(context.Request.Query);
        var (name, kind) = (FileName(fields), fields.OneOf("kind", false, Kinds) ?? "其他");
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var file = await store.SaveAsync(context.Request.Body, MaxBytes, ct);
        if (Unusable(file, name) is { } refusal)
        {
            return refusal;
        }
        var time = TenantTime.For(context.User().TimeZone);
        try
        {
            var result = await db.UnitAsync(() => AddAsync(id, name, kind, file!, db, ct), ct);
            return result.IsRefused(out var refused) ? refused : Row(result.Value, links, time);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            // Two of one name at one moment, on two nodes.
            return CommonErrors.Stale;
        }
    }

    public static async Task<Answer<Done>> DeleteAsync(
        long id, long attachmentId, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct) =>
        await db.UnitAsync<Result<Done>>(async () =>
        {
            var attachment = await db.Set<StyleAttachment>().FirstOrDefaultAsync(a => a.Id == attachmentId && a.StyleId == id, ct);
            if (attachment is null || !await db.Set<Style>().AnyAsync(s => s.Id == id, ct))
            {
                return StyleErrors.AttachmentNotFound;
            }
            attachment.Delete(clock.UtcNow());
            db.NoteStyle(id, "DELETE_FILE", actor, clock.UtcNow(), remark: $"{attachment.FileName} v{attachment.FileVersion}");
            return Done.Value;
        }, ct);

    public static async Task<IReadOnlyList<AttachmentRow>> RowsAsync(long styleId, HubDbContext db, FileLinks links, TenantTime time, CancellationToken ct)
    {
        var rows = await db.Set<StyleAttachment>().AsNoTracking().Where(a => a.StyleId == styleId).OrderBy(a => a.FileName).ThenByDescending(a => a.FileVersion).ToListAsync(ct);
        return [.. rows.Select(a => Row(a, links, time))];
    }

    private static async Task<Result<StyleAttachment>> AddAsync(long styleId, string name, string kind, StoredFile file, HubDbContext db, CancellationToken ct)
    {
        // Versions go on after a deletion: a number that was seen means one file for ever.
        var versions = await db.Set<StyleAttachment>().IgnoreQueryFilters([HubDbContext.DeletedFilter]).Where(a => a.StyleId == styleId && a.FileName == name)
            .Select(a => a.FileVersion).ToListAsync(ct);
        if (await db.Set<StyleAttachment>().CountAsync(a => a.StyleId == styleId, ct) >= MaxCount)
        {
            return StyleErrors.TooManyAttachments.With(MaxCount);
        }
        var attachment = new StyleAttachment(db.FilterTenant, styleId, name, kind, versions.DefaultIfEmpty(0).Max() + 1, file);
        db.Add(attachment);
        await db.SaveChangesAsync(ct);
        return attachment;
    }

    /// <summary>The last part of what the browser says; it is only ever shown.</summary>
    private static string FileName(Fields fields)
    {
        var name = fields.Text("fileName", 200, required: true) ?? "";
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    private static Refusal? Unusable(StoredFile? file, string name) =>
        file is null ? CommonErrors.TooLarge with { Message = $"文件不能超过 {MaxBytes / 1024 / 1024} MiB" }
        : file.SizeBytes == 0 ? Refusal.Invalid("body", "文件是空的")
        : file.Kind is null ? Refusal.Invalid("body", "不支持的文件类型；可以上传图片、PDF、Office 文档、压缩包和 DXF/DWG 纸样")
        : !file.Kind.Fits(name) ? Refusal.Invalid("fileName", $"文件内容与扩展名不符，应为 {string.Join("、", file.Kind.Extensions)}")
        : null;

    private static AttachmentRow Row(StyleAttachment a, FileLinks links, TenantTime time) => new(
        a.Id, a.FileName, a.Kind, a.FileVersion, a.ContentType, a.SizeBytes, a.CreatedByName, time.Local(a.CreateTime), links.Make(a.Hash, a.FileName, a.ContentType));
}
