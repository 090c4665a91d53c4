using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>A line of a shipment: whole pieces of one SKU.</summary>
public sealed record ShipmentLine(string SkuCode, string Name, int Quantity);

/// <summary>A customer shipment as whoever carries it out needs it; instants are UTC.</summary>
public sealed record ShipmentDocument
{
    public required string OutstockNo { get; init; }
    public required string OrderNo { get; init; }
    public required string? ExternalOrderNo { get; init; }
    public required DateTime ShippedAt { get; init; }
    public required string? Warehouse { get; init; }
    public required long? CustomerId { get; init; }
    public required string? CustomerName { get; init; }
    public required string? ContactPerson { get; init; }
    public required string? Phone { get; init; }
    public required string? Address { get; init; }
    public required string? TrackingNo { get; init; }
    public required string? Remark { get; init; }
    public required bool Reversed { get; init; }
    public required IReadOnlyList<ShipmentLine> Lines { get; init; }
}

/// <summary>Reads customer shipments of the tenant in scope by their numbers, any number in one statement each for heads and lines.</summary>
public sealed class ShipmentDocuments(HubDbContext db)
{
    public async Task<IReadOnlyDictionary<string, ShipmentDocument>> FindAsync(IReadOnlyCollection<string> outstockNos, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(outstockNos);
        string[] numbers = [.. outstockNos];
        var rows = db.Set<Outstock>().AsNoTracking().Where(o => EF.Parameter(numbers).Contains(o.OutstockNo) && o.Type == OutstockType.Shipment && o.ReversalOfId == null);
        var found = await rows.AsSplitQuery().Select(o => new
        {
            Head = o,
            ExternalOrderNo = db.Set<ProductionOrder>().Where(p => p.Id == o.OrderId).Select(p => p.ExternalOrderNo).FirstOrDefault(),
            Customer = db.Set<Customer>().Where(c => c.CustomerName == o.CustomerName).Select(c => new { c.Id, c.ContactPerson, c.ContactPhone, c.Address }).FirstOrDefault(),
            Lines = o.Items.OrderBy(i => i.SortOrder).Select(i => new
            {
                i.SkuCode, i.StyleNo, i.Color, i.Size, i.Quantity,
                StyleName = db.Set<Style>().Where(s => s.StyleNo == i.StyleNo).Select(s => s.StyleName).FirstOrDefault(),
            }).ToList(),
        }).ToListAsync(ct);
        return found.ToDictionary(f => f.Head.OutstockNo, f => new ShipmentDocument
        {
            OutstockNo = f.Head.OutstockNo,
            OrderNo = f.Head.OrderNo ?? "",
            ExternalOrderNo = f.ExternalOrderNo,
            ShippedAt = f.Head.OutstockTime,
            Warehouse = f.Head.Warehouse,
            CustomerId = f.Customer?.Id,
            CustomerName = f.Head.CustomerName,
            ContactPerson = f.Customer?.ContactPerson,
            Phone = f.Head.CustomerPhone ?? f.Customer?.ContactPhone,
            Address = f.Head.ShippingAddress ?? f.Customer?.Address,
            TrackingNo = f.Head.TrackingNo,
            Remark = f.Head.Remark,
            Reversed = f.Head.Reversed,
            Lines = [.. f.Lines.Select(l => new ShipmentLine(l.SkuCode, $"{l.StyleName ?? l.StyleNo} {l.Color} {l.Size}", l.Quantity))],
        }, StringComparer.Ordinal);
    }
}
