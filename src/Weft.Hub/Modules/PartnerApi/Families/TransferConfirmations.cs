using System.Globalization;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>
/// What a logistics partner did with transfers: API16AFSF moved out, API16BFSF moved in, API160ULF both at once (scm-partner-api 11, 13.6). The transfer's stock moves with
/// the confirmed quantities.
/// </summary>
internal sealed class TransferConfirmations(DocumentStore store, StockBook stock, DocumentStock documents) : DocumentFunction
{
    private readonly Dictionary<BatchDocument, PartnerDocument> transfers = [];

    public override IReadOnlyList<string> Codes => ["API16AFSF", "API16BFSF", "API160ULF"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        batch.Needs(PartnerPermissions.Logistics);
        await stock.HoldAsync(ct);
        string[] numbers = [.. batch.Documents.Select(d => d.Fields.Text("documentNo")).Distinct(StringComparer.Ordinal)];
        var found = await store.FindAsync("140", numbers, ct);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var document in batch.Documents.Where(d => d.Fields.Has("documentNo")))
        {
            var number = document.Fields.Text("documentNo");
            if (!found.TryGetValue(number, out var transfer) || !batch.Caller.Organisations.Contains(transfer.OrganisationId))
            {
                document.Fields.FailNotFound("documentNo");
            }
            else if (!Waits(transfer, batch.Function.Number))
            {
                document.Fields.Fail($"{number}当前状态不能确认");
            }
            else if (!seen.Add(number))
            {
                document.Fields.Fail($"{number}在同一请求中重复");
            }
            else
            {
                CheckLines(document, transfer, batch.Function.Number);
                transfers[document] = transfer;
            }
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        await documents.LoadAsync([.. transfers.Values], ct);
        var before = await store.CountConfirmationsAsync(transfers.Values, ct);
        foreach (var source in batch.Documents)
        {
            var transfer = transfers[source];
            var confirmation = store.Confirmation(batch, source, transfer, "C", before.GetValueOrDefault(transfer.Id) + 1);
            confirmation.Date = source.Fields.Date("dateConfirmed") ?? source.Fields.Date("dateReceived") ?? batch.Today;
            if (source.Fields.Has("descriptionTo"))
            {
                confirmation.Description = Literals.Cut(string.Join(' ', new[] { confirmation.Description, source.Fields.Text("descriptionTo") }.OfType<string>()), 255);
            }
            Note(confirmation, transfer, source, batch);
            Confirm(transfer, confirmation, source, batch.Function.Number);
        }
        await stock.ApplyAsync(ct);
    }

    private static bool Waits(PartnerDocument transfer, string number)
    {
        bool IsWaiting(ReceiptStatus status) => status is ReceiptStatus.Pending or ReceiptStatus.InProgress or ReceiptStatus.Error;
        return transfer.Status == DocStatus.Open && IsWaiting(number == "16B" ? transfer.ReceiptStatusTo : transfer.ReceiptStatus);
    }

    /// <summary>Each line of the transfer once, by its number or its place, and never more than there is; without lines everything is confirmed.</summary>
    private static void CheckLines(BatchDocument document, PartnerDocument transfer, string number)
    {
        if (document.Lines.Count == 0)
        {
            return;
        }
        var lines = transfer.Lines.OrderBy(l => l.Line).ToList();
        HashSet<int> named = [];
        for (var i = 0; i < document.Lines.Count; i++)
        {
            var fields = document.Lines[i].Fields;
            var line = fields.Has("line") ? lines.Find(l => l.Line.ToString(CultureInfo.InvariantCulture) == fields.Text("line")) : lines.ElementAtOrDefault(i);
            if (line is null || !named.Add(line.Line))
            {
                fields.Fail(Literals.NotFound("移库单行"));
                continue;
            }
            document.Lines[i].Number = line.Line;
            foreach (var field in (string[])(number switch { "16A" => ["confirmedQty"], "16B" => ["qtyReceipt"], _ => ["confirmedQty", "qtyReceipt"] }))
            {
                if (fields.Number(field) is not { } quantity)
                {
                    if (fields.Shape.Child(field) is { IsRequired: false })
                    {
                        fields.FailMissing(field);
                    }
                    continue;
                }
                var most = field == "confirmedQty" ? line.Quantity : number == "160" ? fields.Number("confirmedQty") ?? line.Quantity : LineMore.Of(line).LeftQuantity ?? line.Quantity;
                if (quantity > most)
                {
                    fields.Fail($"{FieldLabels.Of(field)}不能大于{FieldNode.Plain(most)}");
                }
                if (line.MaterialId is null && quantity != decimal.Truncate(quantity))
                {
                    fields.Fail(Literals.TooFine(FieldLabels.Of(field), 0));
                }
            }
        }
        if (document.Fields.IsSound && named.Count < lines.Count)
        {
            document.Fields.Fail("未确认的移库单行：" + string.Join('、', lines.Where(l => !named.Contains(l.Line)).Select(l => l.Line)));
        }
    }

    /// <summary>The quantities go to the transfer's lines, and to the confirmation's own.</summary>
    private static void Note(PartnerDocument confirmation, PartnerDocument transfer, BatchDocument source, DocumentBatch batch)
    {
        foreach (var line in transfer.Lines.OrderBy(l => l.Line))
        {
            var fields = source.Lines.FirstOrDefault(l => l.Number == line.Line)?.Fields;
            var left = batch.Function.Number == "16B" ? LineMore.Of(line).LeftQuantity ?? line.Quantity : fields?.Number("confirmedQty") ?? line.Quantity;
            line.More = (LineMore.Of(line) with { LeftQuantity = left }).Json();
            if (batch.Function.Number != "16A" || transfer.ReceiptStatusTo == ReceiptStatus.NotNeeded)
            {
                line.DoneQuantity = fields?.Number("qtyReceipt") ?? left;
            }
            confirmation.Add(new PartnerDocumentLine(confirmation.TenantId, line.Line)
            {
                CallerLineId = fields is not null && fields.Has("line") ? fields.Text("line") : null, ProductCode = line.ProductCode, ProductName = line.ProductName, Uom = line.Uom,
                MaterialId = line.MaterialId, Quantity = left, DoneQuantity = line.DoneQuantity, Lot = line.Lot, ProducedOn = line.ProducedOn, InventoryStatus = line.InventoryStatus,
                Description = fields is null ? null : fields.Has("lineDescription") ? fields.Text("lineDescription") : fields.Has("lineDescriptionTo") ? fields.Text("lineDescriptionTo") : null,
            });
        }
    }

    private void Confirm(PartnerDocument transfer, PartnerDocument confirmation, BatchDocument source, string number)
    {
        var arrives = number != "16A" || transfer.ReceiptStatusTo == ReceiptStatus.NotNeeded;
        var problem = number == "16B" ? documents.TryMove(transfer, StockHalf.Arrives)
            : arrives ? documents.TryMove(transfer, StockHalf.Leaves, StockHalf.Arrives)
            : documents.TryMove(transfer, StockHalf.Leaves);
        if (problem is not null)
        {
            // Nothing moved: the partner confirms again once that is mended.
            confirmation.Move(DocStatus.Draft, Literals.Cut(problem, 500));
            (transfer.ReceiptStatus, transfer.ReceiptStatusTo) = number == "16B" ? (transfer.ReceiptStatus, ReceiptStatus.Error) : (ReceiptStatus.Error, transfer.ReceiptStatusTo);
            source.ActionMessage = problem;
        }
        else
        {
            confirmation.Move(DocStatus.Completed);
            transfer.ReceiptStatus = number == "16B" ? transfer.ReceiptStatus : ReceiptStatus.Done;
            transfer.ReceiptStatusTo = !arrives ? ReceiptStatus.Pending : transfer.ReceiptStatusTo == ReceiptStatus.NotNeeded ? ReceiptStatus.NotNeeded : ReceiptStatus.Done;
            transfer.Move(arrives ? DocStatus.Completed : DocStatus.Open);
        }
        source.Status = transfer.Status;
    }
}
