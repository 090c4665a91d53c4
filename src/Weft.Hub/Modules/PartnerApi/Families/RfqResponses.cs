using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>询价单响应: API280ULF. A supplier's answer to an inquiry of the hub; a further call changes what it names and leaves the rest.</summary>
internal sealed class RfqResponses(HubDbContext db, References references, PartyDirectory parties, TradeHeads heads, StockBook stock) : DocumentFunction
{
    private const string RfqKind = "270";
    private const string Kind = "280";

    private readonly Dictionary<BatchDocument, Response> responses = [];
    private Dictionary<string, PartnerDocument> rfqs = [];
    private List<PartnerDocument> existing = [];

    public override IReadOnlyList<string> Codes => ["API280ULF"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        // Two first answers of one supplier must not become two documents.
        await stock.HoldAsync(ct);
        List<PartnerRecord> documents = [.. batch.Documents.Select(d => d.Fields)];
        await references.LoadAsync(documents, ct);
        await parties.LoadAsync(documents, [], ct);
        batch.Needs(PartnerPermissions.Purchasing);
        string[] numbers = [.. documents.Where(d => d.Has("docNo")).Select(d => d.Text("docNo")).Distinct(StringComparer.Ordinal)];
        var found = await db.Set<PartnerDocument>().AsNoTracking().Include(d => d.Lines)
            .Where(d => d.Kind == RfqKind && EF.Parameter(numbers).Contains(d.DocumentNo) && (d.Status == DocStatus.Completed || d.Status == DocStatus.Open)).ToListAsync(ct);
        rfqs = found.ToDictionary(d => d.DocumentNo, StringComparer.Ordinal);
        long[] ids = [.. found.Select(d => d.Id)];
        existing = await db.Set<PartnerDocument>().Include(d => d.Lines)
            .Where(d => d.Kind == Kind && d.BaseDocumentId != null && EF.Parameter(ids).Contains(d.BaseDocumentId.Value)).ToListAsync(ct);
        foreach (var document in batch.Documents)
        {
            responses[document] = Check(document, batch.Caller);
        }
    }

    public override Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        foreach (var source in batch.Documents)
        {
            var (rfq, party, lines) = responses[source];
            var document = existing.Find(d => d.BaseDocumentId == rfq!.Id && d.PartnerCode == party!.Code) ?? Begin(batch, rfq!, party!);
            document.Description = source.Fields.Has("description") ? source.Fields.Text("description") : document.Description;
            document.Date = source.Fields.Date("datePromised") ?? document.Date;
            document.More = TradeHeads.Renewed(document.More, source.Fields);
            for (var i = 0; i < lines.Count; i++)
            {
                Answer(document, source.Lines[i], lines[i]!);
            }
            (source.DocumentNo, source.Status) = (document.DocumentNo, document.Status);
        }
        return Task.CompletedTask;
    }

    private Response Check(BatchDocument document, BatchCaller caller)
    {
        var fields = document.Fields;
        var organisation = references.Organisation(fields, caller);
        var rfq = rfqs.GetValueOrDefault(fields.Text("docNo"));
        if (rfq is not null && organisation is not null && rfq.OrganisationId != organisation.Id)
        {
            rfq = null;
        }
        if (rfq is null && fields.Has("docNo"))
        {
            fields.FailNotFound("documentNo");
        }
        var party = heads.Partner(fields, organisation, PartyRole.Supplier);
        return new Response(rfq, party, [.. document.Lines.Select(l => Line(l, rfq))]);
    }

    /// <summary>The inquiry's line that the number, or product and quantity together, mean; null is a fault that was noted.</summary>
    private PartnerDocumentLine? Line(BatchLine line, PartnerDocument? rfq)
    {
        var fields = line.Fields;
        var product = references.Product(fields);
        PartnerDocumentLine? found;
        if (fields.Has("line"))
        {
            found = rfq?.Lines.FirstOrDefault(l => l.Line.ToString(CultureInfo.InvariantCulture) == fields.Text("line"));
            if (rfq is not null && (found is null || (product is not null && product.Code != found.ProductCode) || (fields.Has("qty") && fields.Number("qty") != found.Quantity)))
            {
                fields.FailNotFound("line");
                return null;
            }
        }
        else
        {
            foreach (var missing in new[] { "line", "qty" }.Where(f => f == "qty" ? product is not null && !fields.Has("qty") : !fields.Has("product_Value") && !fields.Has("product_Name")))
            {
                fields.FailMissing(missing);
            }
            found = product is null ? null : rfq?.Lines.FirstOrDefault(l => l.ProductCode == product.Code && l.Quantity == fields.Number("qty"));
            if (rfq is not null && product is not null && fields.Has("qty") && found is null)
            {
                fields.FailNotFound("product_Value");
            }
        }
        line.Number = found?.Line ?? line.Number;
        return found;
    }

    /// <summary>Numbered as the inquiry, with a suffix (13.6).</summary>
    private PartnerDocument Begin(DocumentBatch batch, PartnerDocument rfq, Party party)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{rfq.DocumentNo}R{existing.Count(d => d.BaseDocumentId == rfq.Id) + 1:D2}");
        var document = new PartnerDocument(db.FilterTenant, Kind, number)
        {
            OrganisationId = rfq.OrganisationId, BaseDocumentId = rfq.Id, DocType = "询价响应", Date = batch.Today, PartnerCode = party.Code, PartnerName = party.Name,
            Currency = rfq.Currency, SystemId = batch.Caller.Facts.SystemId, StoredRequestId = batch.StoredRequestId,
        };
        document.Move(DocStatus.Completed);
        db.Add(document);
        existing.Add(document);
        return document;
    }

    private void Answer(PartnerDocument document, BatchLine source, PartnerDocumentLine asked)
    {
        var line = document.Lines.FirstOrDefault(l => l.Line == asked.Line);
        if (line is null)
        {
            line = new PartnerDocumentLine(db.FilterTenant, asked.Line)
            {
                ProductCode = asked.ProductCode, ProductName = asked.ProductName, Uom = asked.Uom, MaterialId = asked.MaterialId, Quantity = asked.Quantity,
            };
            document.Add(line);
        }
        line.Price = source.Fields.Number("price") ?? line.Price;
        line.Description = source.Fields.Has("lineDescription") ? source.Fields.Text("lineDescription") : line.Description;
        line.More = TradeHeads.Renewed(line.More, source.Fields);
    }

    private sealed record Response(PartnerDocument? Rfq, Party? Party, IReadOnlyList<PartnerDocumentLine?> Lines);
}
