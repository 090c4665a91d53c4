using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>The picture of a license; its link works for ten minutes.</summary>
internal sealed record LicenseAnswer(string? FileName, string? ContentType, string? Link);

/// <summary>GET, POST and DELETE /api/system/factories/{id}/license: 营业执照. The body is the picture or PDF itself; its name is in the query.</summary>
internal static class FactoryLicense
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private static readonly FileKind[] Kinds = [FileKind.Png, FileKind.Jpeg, FileKind.WebP, FileKind.Pdf];

    public static async Task<Answer<LicenseAnswer>> ReadAsync(long id, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct) =>
        await ListFactories.Within(db, context.User()).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is { } factory ? Of(factory, links) : ProductionErrors.FactoryNotFound;

    public static async Task<Answer<LicenseAnswer>> UploadAsync(long id, HttpContext context, HubDbContext db, FileStore store, FileLinks links, Audit audit, CancellationToken ct)
    {
        if (!await ListFactories.Within(db, context.User()).AnyAsync(f => f.Id == id, ct))
        {
            return ProductionErrors.FactoryNotFound;
        }
        var fields = Fields.FromQuery(context.Request.Query);
        var name = fields.Text("fileName", 200, required: true) ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await store.SaveAsync(context.Request.Body, MaxBytes, ct) is not { } file)
        {
            return CommonErrors.TooLarge with { Message = $"文件不能超过 {MaxBytes / 1024 / 1024} MiB" };
        }
        if (file.Kind is not { } kind || !Kinds.Contains(kind))
        {
            return Refusal.Invalid("body", "营业执照必须为 PNG、JPEG、WebP 图片或 PDF");
        }
        if (!kind.Fits(name))
        {
            return Refusal.Invalid("fileName", $"文件内容与扩展名不符，应为 {string.Join("、", kind.Extensions)}");
        }
        var result = await SaveFactory.ChangeAsync(id, fields, context, db, factory =>
        {
            factory.License(file.Hash, name, kind.ContentType);
            audit.Record(SaveFactory.Entry("SaveFactoryLicense", factory) with { After = new { fileName = name } });
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : Of(result.Value, links);
    }

    public static async Task<Answer<LicenseAnswer>> DeleteAsync(long id, HttpContext context, HubDbContext db, FileLinks links, Audit audit, CancellationToken ct)
    {
        var result = await SaveFactory.ChangeAsync(id, Fields.FromQuery(context.Request.Query), context, db, factory =>
        {
            audit.Record(SaveFactory.Entry("DeleteFactoryLicense", factory) with { Before = new { fileName = factory.LicenseName } });
            factory.DropLicense();
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : Of(result.Value, links);
    }

    private static LicenseAnswer Of(Factory factory, FileLinks links) => factory is { LicenseHash: { } hash, LicenseName: { } name, LicenseType: { } type }
        ? new(name, type, links.Make(hash, name, type))
        : new(null, null, null);
}
