using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>A style with its processes; only the number is needed.</summary>
internal sealed record UploadedStyle(
    string StyleNo, string? StyleName, string? Category, decimal? Price, int? Cycle, string? Color, string? Size, string? Season, int? Year, int? Month, string? Customer,
    string? Description, string? PlateType, string? PatternNo, IReadOnlyList<StyleProcessInput>? Processes);

/// <summary>At most 200 styles.</summary>
internal sealed record UploadStylesRequest(bool? Strict, IReadOnlyList<UploadedStyle> Styles);

internal sealed record StoredStyle(int Index, string StyleNo, long StyleId, IReadOnlyList<string> Warnings);

internal sealed record FailedStyle(int Index, string? StyleNo, string Error);

/// <summary>POST /styles/upload (openapi-gateway 6.9): adds styles; one that exists is reported and left as it is.</summary>
internal static class UploadStyles
{
    public static async Task<Answer<UploadAnswer<StoredStyle, FailedStyle>>> HandleAsync(Fields fields, RegisterStyles register, HubDbContext db, CancellationToken ct)
    {
        var upload = Upload<(string StyleNo, StyleContent Content), long>.Read(fields, "styles", 200, (record, _) =>
            (record.Text("styleNo", 64, required: true) ?? "", ProductionFields.Style(record, isNameRequired: false)));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await upload.StoreAsync(db, async styles => (await register.ExecuteAsync(styles, ct)).ToList(), ct) is { } refusal)
        {
            return refusal;
        }
        return upload.Answer(
            (record, id) => new StoredStyle(record.Index, record.Item.StyleNo, id, record.Warnings),
            (record, error) => new FailedStyle(record.Index, record.Item.StyleNo.Length > 0 ? record.Item.StyleNo : null, error),
            fields.Warnings);
    }
}
