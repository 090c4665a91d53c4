using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>Production's shipments as documents that partners act on and confirm; those of warehouses that partners know.</summary>
internal sealed class ProductionShipments(HubDbContext db, ShipmentDocuments shipments, ReverseOutstock reverse)
{
    private Dictionary<string, LogisticsReceipt> receipts = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, ShipmentDocument> found = new Dictionary<string, ShipmentDocument>(StringComparer.Ordinal);

    public async Task LoadAsync(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        if (numbers.Count == 0)
        {
            return;
        }
        string[] wanted = [.. numbers];
        receipts = await db.Set<LogisticsReceipt>().Where(r => EF.Parameter(wanted).Contains(r.OutstockNo)).ToDictionaryAsync(r => r.OutstockNo, StringComparer.Ordinal, ct);
        found = await shipments.FindAsync([.. receipts.Keys], ct);
    }

    public LogisticsReceipt? Receipt(string number, BatchCaller caller) =>
        receipts.GetValueOrDefault(number) is { } receipt && caller.Organisations.Contains(receipt.OrganisationId) && found.ContainsKey(number) ? receipt : null;

    public ShipmentDocument Document(string number) => found[number];

    /// <summary>Its status in partners' words; null when the caller has no such shipment.</summary>
    public string? StatusOf(string number, BatchCaller caller) =>
        Receipt(number, caller) is null ? null : found[number].Reversed ? DocStatus.Reversed : DocStatus.Completed;

    /// <summary>A booked shipment can be reversed, and nothing else.</summary>
    public async Task<(string? Problem, string Status)> ActAsync(string number, string action, CancellationToken ct)
    {
        var shipment = found[number];
        if (action != "RC" || shipment.Reversed)
        {
            return (shipment.Reversed ? "发货单已冲销" : "已完成的发货单只能冲销", shipment.Reversed ? DocStatus.Reversed : DocStatus.Completed);
        }
        var result = await reverse.ExecuteAsync(new OutstockCommand(number, "协同平台冲销"), ct);
        if (result.IsRefused(out var refusal))
        {
            return (refusal.Message, DocStatus.Completed);
        }
        if (receipts[number].Status is not (ReceiptStatus.Done or ReceiptStatus.NotNeeded))
        {
            receipts[number].Move(ReceiptStatus.NotNeeded);
        }
        return (null, DocStatus.Reversed);
    }
}
