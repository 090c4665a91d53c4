using System.Globalization;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>
/// 收货确认单 and 发货确认单: API110ULF confirms open goods receipts, whose stock arrives with the confirmed quantities; API111ULF confirms shipments of Production, whose
/// goods left when they were booked (scm-partner-api 11, 13.6).
/// </summary>
internal sealed class GoodsConfirmations(References references, DocumentStore store, StockBook stock, DocumentStock documents, ProductionShipments shipments) : DocumentFunction
{
    private readonly Dictionary<BatchDocument, PartnerDocument> receipts = [];

    public override IReadOnlyList<string> Codes => ["API110ULF", "API111ULF"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        batch.Needs(PartnerPermissions.Logistics);
        await stock.HoldAsync(ct);
        string[] numbers = [.. batch.Documents.Select(d => d.Fields.Text("documentNo")).Distinct(StringComparer.Ordinal)];
        var isReceipt = batch.Function.Number == "110";
        var found = isReceipt ? await store.FindAsync("070", numbers, ct) : [];
        if (!isReceipt)
        {
            await shipments.LoadAsync(numbers, ct);
        }
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var document in batch.Documents.Where(d => d.Fields.Has("documentNo")))
        {
            var number = document.Fields.Text("documentNo");
            var receipt = found.GetValueOrDefault(number);
            var organisation = document.Fields.Has("org_Text") ? references.Organisation(document.Fields, batch.Caller) : null;
            if (isReceipt ? receipt is null || !batch.Caller.Organisations.Contains(receipt.OrganisationId) || (organisation is not null && organisation.Id != receipt.OrganisationId) : shipments.Receipt(number, batch.Caller) is null)
            {
                document.Fields.FailNotFound("documentNo");
            }
            else if (!(isReceipt ? receipt!.Status == DocStatus.Open : CanConfirm(number, batch.Caller)) || !seen.Add(number))
            {
                document.Fields.Fail($"{number}当前状态不能确认");
            }
            else
            {
                List<ConfirmedLine> lines = isReceipt
                    ? [.. receipt!.Lines.OrderBy(l => l.Line).Select(l => new ConfirmedLine(l.Line, l.ProductCode ?? "", l.ProductName ?? "", l.Quantity, l.MaterialId is null))]
                    : [.. shipments.Document(number).Lines.Select((l, i) => new ConfirmedLine((i + 1) * 10, l.SkuCode, l.Name, l.Quantity, true))];
                CheckLines(document, lines);
                if (receipt is not null)
                {
                    receipts[document] = receipt;
                }
            }
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        await documents.LoadAsync([.. receipts.Values], ct);
        var (received, shipped) = batch.Function.Number == "110"
            ? (await store.CountConfirmationsAsync(receipts.Values, ct), [])
            : (new Dictionary<long, int>(), await store.CountShipmentConfirmationsAsync(batch.Documents.Select(d => d.Fields.Text("documentNo")), ct));
        foreach (var source in batch.Documents)
        {
            var number = source.Fields.Text("documentNo");
            if (receipts.TryGetValue(source, out var receipt))
            {
                Receive(store.Confirmation(batch, source, receipt, "CI", received.GetValueOrDefault(receipt.Id) + 1), receipt, source);
            }
            else
            {
                Ship(store.Confirmation(batch, source, number, "CI", shipped.GetValueOrDefault(number) + 1), shipments.Receipt(number, batch.Caller)!, source);
            }
        }
        await stock.ApplyAsync(ct);
    }

    private bool CanConfirm(string number, BatchCaller caller) =>
        !shipments.Document(number).Reversed && shipments.Receipt(number, caller)!.Status is ReceiptStatus.Pending or ReceiptStatus.InProgress or ReceiptStatus.Error;

    /// <summary>A line by its number, else by its product; never more than there is.</summary>
    private static void CheckLines(BatchDocument document, List<ConfirmedLine> lines)
    {
        HashSet<int> named = [];
        foreach (var line in document.Lines)
        {
            var fields = line.Fields;
            if (!fields.Has("line") && !fields.Has("product_Value") && !fields.Has("product_Name"))
            {
                fields.FailMissing("line");
                continue;
            }
            var fits = lines.Where(l => (!fields.Has("line") || l.Line.ToString(CultureInfo.InvariantCulture) == fields.Text("line"))
                && (!fields.Has("product_Value") || l.Code == fields.Text("product_Value")) && (!fields.Has("product_Name") || l.Name == fields.Text("product_Name"))).ToList();
            if (fits.Count != 1 || !named.Add(fits[0].Line))
            {
                fields.Fail(Literals.NotFound("单据行"));
                continue;
            }
            line.Number = fits[0].Line;
            if (Confirmed(line) > fits[0].Quantity)
            {
                fields.Fail($"{FieldLabels.Of("confirmedQty")}不能大于{FieldNode.Plain(fits[0].Quantity)}");
            }
            if (fits[0].IsPieces && Confirmed(line) != decimal.Truncate(Confirmed(line)))
            {
                fields.Fail(Literals.TooFine(FieldLabels.Of("confirmedQty"), 0));
            }
        }
    }

    private static decimal Confirmed(BatchLine line) => line.Fields.List("attrList").Sum(a => a.Number("confirmedQty") ?? 0);

    /// <summary>What was not confirmed did not come.</summary>
    private void Receive(PartnerDocument confirmation, PartnerDocument receipt, BatchDocument source)
    {
        foreach (var line in receipt.Lines.ToList())
        {
            var rows = source.Lines.FirstOrDefault(l => l.Number == line.Line)?.Fields.List("attrList") ?? [];
            line.DoneQuantity = rows.Count == 0 ? 0 : rows[0].Number("confirmedQty") ?? 0;
            // A line that came in several lots has a line for each.
            var lots = rows.Skip(1).Select(_ => new PartnerDocumentLine(receipt.TenantId, line.Line)
            {
                ProductCode = line.ProductCode, ProductName = line.ProductName, Uom = line.Uom, MaterialId = line.MaterialId, BinId = line.BinId,
                Lot = line.Lot, ProducedOn = line.ProducedOn, InventoryStatus = line.InventoryStatus,
            }).Prepend(line).ToList();
            for (var i = 0; i < rows.Count; i++)
            {
                var (part, row) = (lots[i], rows[i]);
                part.Lot = row.Has("lot") ? row.Text("lot") : part.Lot;
                part.ProducedOn = row.Date("dateProduction") ?? part.ProducedOn;
                part.InventoryStatus = row.Has("invStatus_Name") ? row.Text("invStatus_Name") : part.InventoryStatus;
                part.DoneQuantity = row.Number("confirmedQty") ?? 0;
            }
            lots.Skip(1).ToList().ForEach(receipt.Add);
        }
        Note(confirmation, source);
        var problem = documents.TryMove(receipt, StockHalf.Arrives);
        confirmation.Move(problem is null ? DocStatus.Completed : DocStatus.Draft, problem);
        if (problem is null)
        {
            receipt.ReceiptStatus = ReceiptStatus.Done;
            receipt.Move(DocStatus.Completed);
        }
        (source.Status, source.ActionMessage) = (confirmation.Status, problem);
    }

    /// <summary>Less than was shipped needs somebody to look at it: 处理错误.</summary>
    private void Ship(PartnerDocument confirmation, LogisticsReceipt receipt, BatchDocument source)
    {
        Note(confirmation, source);
        (confirmation.OrganisationId, confirmation.WarehouseId) = (receipt.OrganisationId, receipt.WarehouseId);
        confirmation.DocType = source.Fields.Has("confirmType_Text") ? source.Fields.Text("confirmType_Text") : confirmation.DocType;
        var shipped = shipments.Document(receipt.OutstockNo).Lines.Sum(l => l.Quantity);
        receipt.Move(source.Lines.Sum(Confirmed) == shipped ? ReceiptStatus.Done : ReceiptStatus.Error);
        confirmation.Move(DocStatus.Completed);
        source.Status = confirmation.Status;
    }

    private static void Note(PartnerDocument confirmation, BatchDocument source)
    {
        confirmation.Date = source.Fields.Date("dateConfirmed") ?? confirmation.Date;
        foreach (var line in source.Lines)
        {
            confirmation.Add(new PartnerDocumentLine(confirmation.TenantId, line.Number)
            {
                CallerLineId = line.Fields.Has("line") ? line.Fields.Text("line") : null, ProductCode = line.Fields.Has("product_Value") ? line.Fields.Text("product_Value") : null,
                Quantity = Confirmed(line), DoneQuantity = Confirmed(line),
            });
        }
    }

    private sealed record ConfirmedLine(int Line, string Code, string Name, decimal Quantity, bool IsPieces);
}
