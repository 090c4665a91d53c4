using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>Rules of lines that move stock which the descriptors leave to their notes.</summary>
internal static class StockLineRules
{
    public static void Check(PartnerRecord line, Product? product, string quantityField, params ReadOnlySpan<string> statusFields)
    {
        if (product is { HasShelfLife: true })
        {
            foreach (var field in new[] { "lot", "dateProduction", "lotTo", "dateProductionTo" })
            {
                if (line.Shape.Child(field) is not null && !line.Has(field))
                {
                    line.FailMissing(field);
                }
            }
        }
        if (product?.Good is null)
        {
            return;
        }
        // Finished goods are counted in pieces, good or defective.
        if (line.Number(quantityField) is { } quantity && quantity != decimal.Truncate(quantity))
        {
            line.Fail(Literals.TooFine(FieldLabels.Of(quantityField), 0));
        }
        if (Math.Abs(line.Number(quantityField) ?? 0) > 1_000_000_000)
        {
            line.Fail(Literals.TooLong(FieldLabels.Of(quantityField), 9));
        }
        foreach (var status in statusFields)
        {
            if (line.Has(status) && line.Text(status) is not (StockBook.Normal or StockBook.Damaged))
            {
                line.FailNotFound(status);
            }
        }
    }
}
