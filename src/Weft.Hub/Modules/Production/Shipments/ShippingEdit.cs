using Weft.Hub.Modules.Production.Orders;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>What may change on a document that was booked (production-domain 7); what is not given stays.</summary>
internal sealed record ShippingEdit
{
    public Change<string> ExpressCompany { get; init; }
    public Change<string> TrackingNo { get; init; }
    public Change<string> CustomerName { get; init; }
    public Change<string> CustomerPhone { get; init; }
    public Change<string> ShippingAddress { get; init; }
    public Change<string> Remark { get; init; }
}
