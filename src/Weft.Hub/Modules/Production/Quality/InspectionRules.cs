using System.Globalization;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>The rules of production-domain 6 that one submission must keep; every error of the input is reported, then the first state that forbids it.</summary>
internal static class InspectionRules
{
    /// <summary>What can be said without the database.</summary>
    public static Refusal? Check(SubmitInspectionCommand command)
    {
        List<FieldError> errors = command.Items.Count == 0 ? [new("items", "至少一项")] : [];
        for (var i = 0; i < command.Items.Count; i++)
        {
            Check(command.Items[i], command.Recheck, (field, message) => errors.Add(new FieldError(string.Create(CultureInfo.InvariantCulture, $"items[{i}].{field}"), message)));
        }
        return errors.Count > 0 ? Refusal.Invalid(errors) : null;
    }

    /// <summary>What depends on the order and on where the pieces are.</summary>
    public static Refusal? Check(ProductionOrder order, IReadOnlyList<InspectedPart> parts, bool recheck, bool requiresScans, decimal overCutRate)
    {
        List<FieldError> errors = [];
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts.Take(i).Any(p => p.IsSameAs(parts[i])))
            {
                errors.Add(new FieldError(FormattableString.Invariant($"items[{i}]"), "同一次提交中重复"));
            }
            else if (parts[i].Bundle is null && !recheck && !order.LineAllocationOpen && !order.Lines.Any(l => l.Color == parts[i].Item.Color && l.Size == parts[i].Item.Size))
            {
                errors.Add(new FieldError(FormattableString.Invariant($"items[{i}].color"), $"订单没有颜色“{parts[i].Item.Color}”尺码“{parts[i].Item.Size}”"));
            }
        }
        if (errors.Count > 0)
        {
            return Refusal.Invalid(errors);
        }
        for (var i = 0; i < parts.Count; i++)
        {
            if (Check(parts[i], i, recheck, requiresScans) is { } refusal)
            {
                return refusal;
            }
        }
        return recheck ? null : CheckSum(order, parts, overCutRate);
    }

    private static void Check(InspectionItem item, bool recheck, Action<string, string> fail)
    {
        var byBundle = item.BundleId is not null || item.QrCode is not null || item.BundleNo is not null;
        if (!byBundle && recheck && item.RecheckOfId is null)
        {
            fail("bundleId", "复检必填：bundleId、qrCode、bundleNo，或没有菲号时的 recheckOfId");
        }
        if (!byBundle && !recheck && (item.Color is null || item.Size is null))
        {
            fail("bundleId", "必填：bundleId、qrCode、bundleNo，或没有菲号时的 color 和 size");
        }
        if (item.InspectedQuantity < 1 || item.QualifiedQuantity < 0 || item.UnqualifiedQuantity < 0)
        {
            fail("inspectedQuantity", "质检数至少为 1，合格数和不合格数不能为负");
        }
        else if ((long)item.QualifiedQuantity + item.UnqualifiedQuantity != item.InspectedQuantity)
        {
            fail("inspectedQuantity", $"质检数 {item.InspectedQuantity} 必须等于合格数 {item.QualifiedQuantity} 加不合格数 {item.UnqualifiedQuantity}");
        }
        if (item.UnqualifiedQuantity > 0 && item.DefectCategory is null)
        {
            fail("defectCategory", "有不合格件时必填");
        }
        if (item.UnqualifiedQuantity > 0 && item.DefectHandling is null)
        {
            fail("defectHandling", "有不合格件时必填：返修 或 报废");
        }
        if (item.ImageUrls.Count > 4)
        {
            fail("imageUrls", "最多 4 张");
        }
    }

    private static Refusal? Check(InspectedPart part, int index, bool recheck, bool requiresScans)
    {
        var who = part.Bundle is { } b ? FormattableString.Invariant($"菲号 {b.BundleNo} ") : $"质检入库 {part.RecheckOf?.WarehousingNo} ";
        if (recheck)
        {
            return part.Declared == 0 ? QualityErrors.NothingToRecheck.With(who) : TooMany(part, index, part.Declared, "待复检");
        }
        if (part.Bundle is not { } bundle)
        {
            return null;
        }
        return bundle.ToInspect == 0
            ? bundle.RepairDeclared > 0 ? QualityErrors.OnlyRecheck.With(bundle.BundleNo, bundle.RepairDeclared) : QualityErrors.AlreadyInspected.With(bundle.BundleNo)
            : requiresScans && !bundle.IsScanned ? QualityErrors.NotScanned.With(bundle.BundleNo)
            : TooMany(part, index, bundle.ToInspect, "待质检");
    }

    private static Refusal? TooMany(InspectedPart part, int index, int most, string what) => part.Item.InspectedQuantity <= most
        ? null
        : Refusal.Invalid(FormattableString.Invariant($"items[{index}].inspectedQuantity"), $"最多 {most} 件（{what}）");

    /// <summary>With bundles no more than was cut; without, no more than may be made.</summary>
    private static Refusal? CheckSum(ProductionOrder order, IReadOnlyList<InspectedPart> parts, decimal overCutRate)
    {
        var (sum, most) = (parts.Sum(p => (long)p.Item.InspectedQuantity), order.CuttingBundleCount > 0 ? order.CuttingQuantity : order.CutLimit(overCutRate));
        return order.InspectedQuantity + sum > most ? QualityErrors.AllInspected.With(order.InspectedQuantity, sum, most) : null;
    }
}
