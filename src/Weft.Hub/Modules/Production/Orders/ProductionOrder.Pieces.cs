using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>What production counts on an order: its commands do so under the order's lock.</summary>
internal sealed partial class ProductionOrder
{
    /// <summary>Ready to be cut: the material is there, or someone has confirmed it (production-domain 5).</summary>
    public bool MaterialIsReady => ProcurementConfirmed || MaterialArrivalRate >= 100;

    /// <summary>The refusal of whatever a final order does not allow any more, or null.</summary>
    public Refusal? RefusesAs(string action) => Refused(action);

    /// <summary>
    /// The refusal to take qualified pieces into the warehouse, or null. What was inspected before the order was closed is goods all the same: it is stored and shipped
    /// afterwards. Only what was cancelled or scrapped is none any more.
    /// </summary>
    public Refusal? RefusesToStore() => Status == OrderStatus.Completed ? null : Refused("入库");

    /// <summary>采购: how much of the material is there, or the manual confirmation.</summary>
    public Refusal? ReceiveMaterial(int? arrivalRate, bool? confirmed)
    {
        if (Refused("登记物料") is { } refusal)
        {
            return refusal;
        }
        (MaterialArrivalRate, ProcurementConfirmed) = (arrivalRate ?? MaterialArrivalRate, confirmed ?? ProcurementConfirmed);
        return null;
    }

    /// <summary>The most that may be cut; a rate of 0.05 is 5 % more than ordered.</summary>
    public int CutLimit(decimal overCutRate) => (int)Math.Floor(OrderQuantity * (1 + overCutRate));

    public void Cut(int pieces, int bundles) => (CuttingQuantity, CuttingBundleCount) = (CuttingQuantity + pieces, CuttingBundleCount + bundles);

    /// <summary>Pieces inspected for the first time.</summary>
    public void Inspect(int pieces) => InspectedQuantity += pieces;

    /// <summary>Qualified pieces that came into the warehouse.</summary>
    public void Store(int pieces) => CompletedQuantity += pieces;

    /// <summary>100 only when the order is completed (production-domain 4).</summary>
    public void Advance(int percent)
    {
        if (!Status.IsFinal())
        {
            ProductionProgress = Math.Min(percent, 99);
        }
    }
}
