using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>
/// One bundle or many, of one order. A single inspection may be given without <c>items</c>, its fields beside the others. Left out, inspected is the sum of the other
/// two, and unqualified is 0.
/// </summary>
internal sealed record PostInspectionRequest(
    string? OrderNo, bool? Recheck, string? Warehouse, string? Location, IReadOnlyList<PostInspectionItem>? Items);

/// <summary>A bundle by id, label or number; without bundles a colour and size, or on a re-inspection the inspection that it follows.</summary>
internal sealed record PostInspectionItem(
    long? BundleId, string? QrCode, int? BundleNo, string? Color, string? Size, long? RecheckOfId, int? InspectedQuantity, int? QualifiedQuantity, int? UnqualifiedQuantity,
    DefectCategory? DefectCategory, DefectHandling? DefectHandling, string? DefectRemark, IReadOnlyList<string>? ImageUrls);

/// <summary>What was stored. <c>records</c> are the ids, in the order of the items.</summary>
internal sealed record PostInspectionAnswer(
    string WarehousingNo, string OrderNo, OrderStatus OrderStatus, IReadOnlyList<long> Records, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity,
    decimal DefectRate, QualityTotals OrderTotals, IReadOnlyList<string> Warnings)
{
    /// <summary>How many applications are told; null for a factory's account.</summary>
    public int? PushedTo { get; init; }
}

/// <summary>POST /api/warehousing/inspections (质检, running 4).</summary>
internal static class PostInspection
{
    private const int MaxItems = 200;

    public static async Task<Answer<PostInspectionAnswer>> HandleAsync(
        Fields fields, HttpContext context, SubmitInspection submit, FileStore images, PushAudience audience, CancellationToken ct)
    {
        var user = context.User();
        var isSingle = !fields.Gives("items");
        var command = new SubmitInspectionCommand
        {
            OrderNo = fields.Text("orderNo", 32),
            Recheck = fields.Flag("recheck") ?? false,
            Warehouse = fields.Text("warehouse", 64),
            Location = fields.Text("location", 64),
            Items = isSingle ? [Item(fields)] : fields.Items("items", MaxItems, (item, _) => Item(item)) ?? [],
            Reach = OrderReach.Of(user),
            Time = TenantTime.For(user.TimeZone),
        };
        if (command is { Location: not null, Warehouse: null })
        {
            fields.Fail("warehouse", "给出库位时必填");
        }
        // Only what is right in form is looked for.
        if (fields.Rejected is null)
        {
            await CheckImagesAsync(fields, command.Items, isSingle, images, ct);
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await submit.ExecuteAsync(command, ct);
        if (result.IsRefused(out var refusal))
        {
            return isSingle ? Flat(refusal) : refusal;
        }
        var stored = result.Value;
        return new PostInspectionAnswer(
            stored.WarehousingNo, stored.OrderNo, stored.OrderStatus, stored.RecordIds, stored.Totals.InspectedQuantity, stored.Totals.QualifiedQuantity,
            stored.Totals.UnqualifiedQuantity, stored.Totals.DefectRate, stored.OrderTotals, fields.Warnings)
        {
            PushedTo = await audience.CountAsync(PushedDocument.Inspection, stored.OrderNo, user, ct),
        };
    }

    private static InspectionItem Item(Fields fields)
    {
        int? Pieces(string name, int min) => (int?)fields.Integer(name, min, 1_000_000);
        var (inspected, qualified, unqualified) = (Pieces("inspectedQuantity", 1), Pieces("qualifiedQuantity", 0), Pieces("unqualifiedQuantity", 0));
        if (!fields.Gives("inspectedQuantity") && !fields.Gives("qualifiedQuantity") && !fields.Gives("unqualifiedQuantity"))
        {
            fields.Fail("inspectedQuantity", "必填");
        }
        var (category, handling) = (Category(fields), fields.OneOf("defectHandling", false, "返修", "报废"));
        return new InspectionItem
        {
            BundleId = fields.Integer("bundleId", min: 1),
            QrCode = fields.Text("qrCode", 200),
            BundleNo = (int?)fields.Integer("bundleNo", 1, int.MaxValue),
            Color = fields.Text("color", 32),
            Size = fields.Text("size", 16),
            RecheckOfId = fields.Integer("recheckOfId", min: 1),
            InspectedQuantity = inspected ?? (qualified ?? 0) + (unqualified ?? 0),
            QualifiedQuantity = qualified ?? Math.Max(0, (inspected ?? 0) - (unqualified ?? 0)),
            UnqualifiedQuantity = unqualified ?? Math.Max(0, (inspected ?? 0) - (qualified ?? inspected ?? 0)),
            DefectCategory = InspectionWords.ParseCategory(category),
            DefectHandling = InspectionWords.ParseHandling(handling),
            DefectRemark = fields.Text("defectRemark", 500, multiline: true),
            ImageUrls = fields.Texts("imageUrls", 4, 500) ?? [],
        };
    }

    private static async Task CheckImagesAsync(Fields fields, IReadOnlyList<InspectionItem> items, bool isSingle, FileStore images, CancellationToken ct)
    {
        for (var i = 0; i < items.Count; i++)
        {
            await InspectionImages.CheckAsync(fields, isSingle ? "" : FormattableString.Invariant($"items[{i}]."), images, items[i].ImageUrls, ct);
        }
    }

    private static string? Category(Fields fields) =>
        fields.OneOf("defectCategory", false, "appearance_integrity", "size_accuracy", "process_compliance", "functional_effectiveness", "other");

    /// <summary>Whoever gave no items is told the names that he gave.</summary>
    private static Refusal Flat(Refusal refusal) =>
        refusal with { Errors = [.. refusal.Errors.Select(e => e with { Field = e.Field.Replace("items[0].", "", StringComparison.Ordinal) })] };
}
