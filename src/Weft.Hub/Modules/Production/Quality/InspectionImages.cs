using System.Buffers;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>A picture that was taken in: its name for <c>imageUrls</c> of an inspection, and a link that shows it for ten minutes.</summary>
internal sealed record ImageAnswer(string Image, string ContentType, long SizeBytes, string Link);

/// <summary>
/// Pictures of what an inspection found (production-domain 6). They are taken in first, and named by the inspection: by the hash of their content within the tenant, so that
/// what a name stands for never changes. Who reads gets links that end by themselves (openapi-gateway 6.4).
/// </summary>
internal static class InspectionImages
{
    private const int MaxBytes = 5 * 1024 * 1024;
    private const int HashLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly FileKind[] Kinds = [FileKind.Png, FileKind.Jpeg, FileKind.Gif, FileKind.WebP, FileKind.Bmp];

    /// <summary>POST /api/warehousing/images: the body is the picture.</summary>
    public static async Task<Answer<ImageAnswer>> UploadAsync(HttpContext context, FileStore store, FileLinks links, CancellationToken ct)
    {
        var file = await store.SaveAsync(context.Request.Body, MaxBytes, ct);
        if (file is null)
        {
            return CommonErrors.TooLarge with { Message = $"图片不能超过 {MaxBytes / 1024 / 1024} MiB" };
        }
        if (file.Kind is not { } kind || !Kinds.Contains(kind))
        {
            return Refusal.Invalid("body", "不是图片；可以上传 PNG、JPEG、GIF、WebP、BMP");
        }
        var image = file.Hash + kind.Extensions[0];
        return new ImageAnswer(image, kind.ContentType, file.SizeBytes, links.Make(file.Hash, image, kind.ContentType));
    }

    /// <summary>Marks each name of a picture that this tenant has not taken in.</summary>
    public static async Task CheckAsync(Fields fields, string prefix, FileStore store, IReadOnlyList<string> images, CancellationToken ct)
    {
        for (var i = 0; i < images.Count; i++)
        {
            if (!await IsStoredAsync(store, images[i], ct))
            {
                fields.Fail(FormattableString.Invariant($"{prefix}imageUrls[{i}]"), "图片不存在；请先上传到 /api/warehousing/images，并填写返回的 image");
            }
        }
    }

    /// <summary>For who may see the inspection: a link for each picture.</summary>
    public static IReadOnlyList<string> Links(this FileLinks links, IReadOnlyList<string> images) =>
        [.. images.Select(image => Kind(image) is { } kind ? links.Make(image[..HashLength], image, kind.ContentType) : image)];

    private static FileKind? Kind(string image) =>
        image.Length > HashLength && image.AsSpan(0, HashLength).IndexOfAnyExcept(HexDigits) < 0 ? Array.Find(Kinds, k => k.Extensions[0] == image[HashLength..]) : null;

    /// <summary>Another file of the tenant under a picture's ending is no picture.</summary>
    private static async Task<bool> IsStoredAsync(FileStore store, string image, CancellationToken ct)
    {
        if (Kind(image) is not { } kind || store.Open(image[..HashLength]) is not { } content)
        {
            return false;
        }
        await using (content)
        {
            var head = new byte[FileKind.HeadBytes];
            var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
            return FileKind.Of(head.AsSpan(0, read)) == kind;
        }
    }
}
