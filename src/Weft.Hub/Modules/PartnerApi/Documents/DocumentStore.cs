using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>Numbers and keeps the documents of a request.</summary>
internal sealed class DocumentStore(HubDbContext db)
{
    /// <summary>
    /// One new document for each of the batch, in draft, numbered yyMM, prefix, running number of the month (scm-partner-api 11), with its lines 10, 20, 30 still to be
    /// filled. One statement takes all numbers.
    /// </summary>
    public async Task<IReadOnlyList<PartnerDocument>> NewAsync(DocumentBatch batch, IReadOnlyList<BatchDocument> documents, string prefix)
    {
        var last = await db.TakeNumbersAsync("P:" + prefix, new DateOnly(batch.Today.Year, batch.Today.Month, 1), documents.Count);
        List<PartnerDocument> made = [];
        for (var i = 0; i < documents.Count; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{batch.Today:yyMM}{prefix}{last - documents.Count + 1 + i:D4}");
            var source = documents[i];
            var document = new PartnerDocument(db.FilterTenant, batch.Function.Number, number)
            {
                CallerDocNo = source.Fields.Text("docNo"), SystemId = batch.Caller.Facts.SystemId, StoredRequestId = batch.StoredRequestId,
                Description = source.Fields.Has("description") ? source.Fields.Text("description") : null,
            };
            foreach (var line in source.Lines)
            {
                document.Add(new PartnerDocumentLine(db.FilterTenant, line.Number)
                {
                    CallerLineId = line.Fields.Has("lineId") ? line.Fields.Text("lineId") : null,
                    Description = line.Fields.Has("lineDescription") ? line.Fields.Text("lineDescription") : null,
                });
            }
            (source.DocumentNo, source.Status) = (number, document.Status);
            db.Add(document);
            made.Add(document);
        }
        return made;
    }

    /// <summary>Documents of a kind, with their lines, by their numbers.</summary>
    public async Task<Dictionary<string, PartnerDocument>> FindAsync(string kind, string[] numbers, CancellationToken ct) =>
        await db.Set<PartnerDocument>().Include(d => d.Lines).AsSplitQuery().Where(d => d.Kind == kind && EF.Parameter(numbers).Contains(d.DocumentNo))
            .ToDictionaryAsync(d => d.DocumentNo, StringComparer.Ordinal, ct);

    /// <summary>How many documents there are that belong to each of these: what their confirmations are numbered after. One statement for the whole request.</summary>
    public async Task<Dictionary<long, int>> CountConfirmationsAsync(IEnumerable<PartnerDocument> of, CancellationToken ct)
    {
        long[] ids = [.. of.Select(d => d.Id).Distinct()];
        return await db.Set<PartnerDocument>().Where(d => d.BaseDocumentId != null && EF.Parameter(ids).Contains(d.BaseDocumentId.Value))
            .GroupBy(d => d.BaseDocumentId!.Value).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Id, g => g.Count, ct);
    }

    /// <summary>The same for Production's shipments, by their numbers.</summary>
    public async Task<Dictionary<string, int>> CountShipmentConfirmationsAsync(IEnumerable<string> of, CancellationToken ct)
    {
        string[] numbers = [.. of.Distinct(StringComparer.Ordinal)];
        return await db.Set<PartnerDocument>().Where(d => d.Kind == "111" && d.CallerDocNo != null && EF.Parameter(numbers).Contains(d.CallerDocNo))
            .GroupBy(d => d.CallerDocNo!).Select(g => new { Number = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Number, g => g.Count, StringComparer.Ordinal, ct);
    }

    /// <summary>A document that confirms another one: the other's number, the suffix, and 01, 02 … (scm-partner-api 13.6).</summary>
    public PartnerDocument Confirmation(DocumentBatch batch, BatchDocument source, PartnerDocument of, string suffix, int number)
    {
        var made = Confirmation(batch, source, of.DocumentNo, suffix, number);
        (made.BaseDocumentId, made.OrganisationId, made.WarehouseId, made.WarehouseToId) = (of.Id, of.OrganisationId, of.WarehouseId, of.WarehouseToId);
        return made;
    }

    /// <summary>The same for a document that is not kept here.</summary>
    public PartnerDocument Confirmation(DocumentBatch batch, BatchDocument source, string of, string suffix, int number)
    {
        var made = new PartnerDocument(db.FilterTenant, batch.Function.Number, string.Create(CultureInfo.InvariantCulture, $"{of}{suffix}{number:D2}"))
        {
            CallerDocNo = of, SystemId = batch.Caller.Facts.SystemId, StoredRequestId = batch.StoredRequestId, DocType = batch.Function.Name, Date = batch.Today,
            Description = source.Fields.Has("description") ? source.Fields.Text("description") : null,
        };
        (source.DocumentNo, source.Status) = (made.DocumentNo, made.Status);
        db.Add(made);
        return made;
    }
}
