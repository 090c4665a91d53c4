using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Logistics;

/// <summary>
/// Gives each shipment of a warehouse that needs it a logistics receipt, and closes it when the shipment is taken back. Hears of shipments by their event, in the
/// transaction that takes the event out of the outbox: exactly once, also after a crash.
/// </summary>
internal sealed class ReceiptKeeper(HubDbContext db, References references, ShipmentDocuments shipments, IOptions<PartnerApiOptions> options) : IEventHandler<OutstockChanged>
{
    public async Task HandleAsync(IReadOnlyList<Occurrence<OutstockChanged>> occurrences, CancellationToken ct)
    {
        string[] numbers = [.. occurrences.Select(o => o.Event.OutstockNo).Distinct(StringComparer.Ordinal)];
        var warehouses = await references.WarehousesAsync(ct);
        if (warehouses.Count == 0)
        {
            return;
        }
        var known = await db.Set<LogisticsReceipt>().Where(r => EF.Parameter(numbers).Contains(r.OutstockNo)).ToDictionaryAsync(r => r.OutstockNo, StringComparer.Ordinal, ct);
        var documents = await shipments.FindAsync(numbers, ct);
        var zone = TenantTime.For(options.Value.TimeZone);
        foreach (var happened in occurrences)
        {
            var told = happened.Event;
            if (told.ChangeType == ShipmentChange.Reversed && known.TryGetValue(told.OutstockNo, out var receipt))
            {
                if (receipt.Status is ReceiptStatus.Pending or ReceiptStatus.NotStarted)
                {
                    receipt.Move(ReceiptStatus.NotNeeded);
                }
            }
            else if (told.ChangeType == ShipmentChange.Shipped && !known.ContainsKey(told.OutstockNo) && documents.TryGetValue(told.OutstockNo, out var shipment)
                && !shipment.Reversed && warehouses.Find(w => w.Profile.NeedsLogisticsReceipt && (w.Code == shipment.Warehouse || w.Name == shipment.Warehouse)) is { } warehouse)
            {
                var made = new LogisticsReceipt(db.FilterTenant, Facts(shipment, warehouse, zone.Day(shipment.ShippedAt)));
                db.Add(made);
                known[told.OutstockNo] = made;
            }
        }
        await db.SaveChangesAsync(ct);
    }

    private static ReceiptFacts Facts(ShipmentDocument shipment, WarehouseFacts warehouse, DateOnly day) => new(shipment.OutstockNo, warehouse.Profile.OrganisationId, warehouse.Id, day)
    {
        OrderNo = shipment.OrderNo,
        ExternalOrderNo = shipment.ExternalOrderNo,
        // Customers have no code of their own.
        PartnerCode = shipment.CustomerId is { } id ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C{id}") : "",
        PartnerName = shipment.CustomerName ?? "",
    };
}
