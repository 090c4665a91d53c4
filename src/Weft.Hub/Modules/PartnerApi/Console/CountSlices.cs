using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record CountRequest(long WarehouseId, DateOnly? Date, string? Description);

internal sealed record CountRow(long Id, string DocumentNo, string Status, DateOnly Date, long WarehouseId, int Lines);

/// <summary>Asks for a count of a warehouse: a document with a line for all that the books say lies there, for a partner to fill (API260).</summary>
internal static class CountSlices
{
    private const int MostLines = 10_000;

    public static async Task<Answer<CountRow>> CreateAsync(Fields fields, HubDbContext db, IOptions<PartnerApiOptions> options, CancellationToken ct)
    {
        var (warehouseId, date, description) = (fields.Integer("warehouseId", min: 1, required: true), fields.Date("date"), fields.Text("description", 255));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var warehouse = await db.Set<WarehouseProfile>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == warehouseId && w.IsActive, ct);
        if (warehouse is null)
        {
            return PartnerApiErrors.RowNotFound.With("仓库");
        }
        var today = TenantTime.For(options.Value.TimeZone).Day(db.Clock.UtcNow());
        var made = await db.UnitAsync(async () =>
        {
            var stocks = await (
                from stock in db.Set<MaterialStock>().AsNoTracking()
                join material in db.Set<Material>() on stock.MaterialId equals material.Id
                where stock.WarehouseId == warehouse.Id && stock.Quantity != 0
                orderby stock.BinId, material.Code, stock.Id
                select new { Stock = stock, Material = material }).Take(MostLines).ToListAsync(ct);
            var number = await db.TakeNumbersAsync("P:PI", new DateOnly(today.Year, today.Month, 1), 1);
            var count = new PartnerDocument(db.FilterTenant, "260", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{today:yyMM}PI{number:D4}"))
            {
                DocType = "盘点单", OrganisationId = warehouse.OrganisationId, WarehouseId = warehouse.Id, Date = date ?? today, AccountingDate = date ?? today, Description = description,
            };
            for (var i = 0; i < stocks.Count; i++)
            {
                var (stock, material) = (stocks[i].Stock, stocks[i].Material);
                count.Add(new PartnerDocumentLine(db.FilterTenant, (i + 1) * 10)
                {
                    ProductCode = material.Code, ProductName = material.Name, Uom = material.Uom, MaterialId = material.Id, BinId = stock.BinId, InventoryStatus = stock.Status,
                    Lot = stock.Lot.Length > 0 ? stock.Lot : null, ProducedOn = stock.ProducedOn == DateOnly.MinValue ? null : stock.ProducedOn, More = new LineMore { Book = stock.Quantity }.Json(),
                });
            }
            db.Add(count);
            return count;
        }, ct);
        return new CountRow(made.Id, made.DocumentNo, made.Status, made.Date, warehouse.Id, made.Lines.Count);
    }
}
