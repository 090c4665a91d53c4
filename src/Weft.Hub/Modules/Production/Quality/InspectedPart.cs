using Weft.Hub.Modules.Production.Cutting;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>One item of a submission with what it is about.</summary>
/// <param name="Item">As it was given.</param>
/// <param name="Bundle">Null when the order has no bundles.</param>
/// <param name="RecheckOf">On a re-inspection: the inspection that found the pieces unqualified; without a bundle it keeps their pool.</param>
internal sealed record InspectedPart(InspectionItem Item, CuttingBundle? Bundle, Warehousing? RecheckOf)
{
    /// <summary>Pieces that a re-inspection may take.</summary>
    public int Declared => Bundle?.RepairDeclared ?? RecheckOf?.RepairDeclared ?? 0;

    public bool IsSameAs(InspectedPart other) => Bundle is not null
        ? Bundle == other.Bundle
        : other.Bundle is null && RecheckOf == other.RecheckOf && (RecheckOf is not null || (Item.Color == other.Item.Color && Item.Size == other.Item.Size));

    /// <summary>The record of this inspection; the pieces are moved with it.</summary>
    public Warehousing Record(Orders.ProductionOrder order, Inspector inspector)
    {
        var record = new Warehousing(order, Bundle, Item, RecheckOf, inspector);
        Bundle?.Inspected(record, sign: 1);
        if (Bundle is null && RecheckOf is { } root)
        {
            root.Pool = root.Pool.Recheck(record.InspectedQuantity).Add(record.RepairedPieces);
        }
        if (!record.IsRecheck)
        {
            order.Inspect(record.InspectedQuantity);
        }
        return record;
    }
}
