using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Requests;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>
/// What functions that create documents, confirm them or act on them do beyond their descriptors. A family is one class of this kind; it is found by its codes.
/// It runs in the unit of work in which the stored request gets its result.
/// </summary>
internal abstract class DocumentFunction
{
    /// <summary>Codes of its functions, such as <c>API170COF</c> and <c>API170COB</c>.</summary>
    public abstract IReadOnlyList<string> Codes { get; }

    /// <summary>False where each document stands for itself (scm-partner-api 13.6, document actions).</summary>
    public virtual bool IsAllOrNothing => true;

    /// <summary>Resolves references and judges what the descriptors do not tell; every fault goes to its record. Changes nothing.</summary>
    public abstract Task CheckAsync(DocumentBatch batch, CancellationToken ct);

    /// <summary>
    /// Does it, for the documents that are sound, and notes numbers and states on them. All-or-nothing functions are called only when every document is sound; they add
    /// no faults here, and what fails in a document's action is its <see cref="BatchDocument.ActionMessage"/>.
    /// </summary>
    public abstract Task ExecuteAsync(DocumentBatch batch, CancellationToken ct);
}

/// <summary>A query's own work; the engine reads the request, writes the answer and the export history.</summary>
internal abstract class QueryFunction
{
    public abstract IReadOnlyList<string> Codes { get; }

    /// <summary>True when it changes what it hands out: then it runs in a unit of work together with its history.</summary>
    public virtual bool Changes => false;

    public abstract Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct);
}

/// <summary>A query and who asks.</summary>
internal sealed record QueryCall(PartnerFunction Function, BatchCaller Caller, PartnerRecord Request);

/// <summary>Rows in the shape of the descriptor, and their keys for the history.</summary>
internal sealed record QueryResult(IReadOnlyList<AnswerRow> Rows, IReadOnlyList<string> Keys);

/// <summary>On whose behalf documents are made or read.</summary>
internal sealed record BatchCaller(long TenantId, CallerFacts Facts, IReadOnlySet<long> Organisations, IReadOnlySet<string> Rights)
{
    /// <summary>His default warehouse, or null (2.3).</summary>
    public long? WarehouseId { get; init; }

    /// <summary>May he make documents of that kind (2.2)?</summary>
    public bool May(string right) => Rights.Contains(PartnerPermissions.Submit) && (Rights.Contains(right) || Rights.Contains(PartnerPermissions.EveryDocument));
}

/// <summary>The documents of one request.</summary>
internal sealed class DocumentBatch(PartnerFunction function, BatchCaller caller, IReadOnlyList<BatchDocument> documents)
{
    public PartnerFunction Function { get; } = function;

    public BatchCaller Caller { get; } = caller;

    public IReadOnlyList<BatchDocument> Documents { get; } = documents;

    /// <summary>The stored request, for what is created.</summary>
    public required long StoredRequestId { get; init; }

    /// <summary>The hub's calendar day: what dates that are not given mean.</summary>
    public required DateOnly Today { get; init; }

    public required DateTime Now { get; init; }

    public IEnumerable<BatchDocument> Sound => Documents.Where(d => d.Fields.IsSound);

    /// <summary>Refuses every document when the caller's role may not make this kind (16).</summary>
    public bool Needs(string right)
    {
        if (Caller.May(right))
        {
            return true;
        }
        foreach (var document in Documents)
        {
            document.Fields.FailNotFound("doctype_Name");
        }
        return false;
    }

    /// <summary>The rows of the answer (8.3, 8.4, 9.3): in request order, none left out.</summary>
    public IReadOnlyList<AnswerRow> Answer() => [.. Documents.Select(d => d.Answer())];
}

/// <summary>One document of a request, and what became of it.</summary>
internal sealed class BatchDocument(PartnerRecord fields)
{
    private readonly Dictionary<string, string> further = new(StringComparer.Ordinal);

    public PartnerRecord Fields { get; } = fields;

    public IReadOnlyList<BatchLine> Lines { get; } = [.. fields.List("lineList").Select((line, index) => new BatchLine(line, index))];

    /// <summary>Filled when the document was created.</summary>
    public string DocumentNo { get; set; } = "";
    public string Status { get; set; } = "";

    /// <summary>Why the action that followed the creation failed; the document is there all the same (8.4).</summary>
    public string? ActionMessage { get; set; }

    /// <summary>How far the document came when it was completed, and why not farther; then it keeps its status and notes the reason.</summary>
    public void Came(PartnerDocument document, string? problem)
    {
        if (problem is not null)
        {
            document.Stay(problem);
        }
        (Status, ActionMessage) = (document.Status, problem);
    }

    /// <summary>A further documented field of the answer, such as a total.</summary>
    public void Tell(string name, string value) => further[name] = value;

    public AnswerRow Answer()
    {
        var sound = Fields.IsSound;
        var row = new AnswerRow
        {
            ["docNo"] = Fields.Has("docNo") ? Fields.Text("docNo") : Fields.Text("documentNo"),
            ["docResult"] = sound ? "1" : "9",
            ["docErrorMsg"] = !sound ? Literals.Joined(Fields.AllErrors) : ActionMessage is { } message ? Literals.Cut(Literals.ActionMessage + message + ",", 2000) : "",
            ["docNoHVS"] = DocumentNo,
            ["docStatus"] = Status,
        };
        foreach (var (name, value) in further)
        {
            row[name] = value;
        }
        return row.With("lineList", [.. Lines.Select(l => l.Answer(DocumentNo.Length > 0))]);
    }
}

/// <summary>One line of it.</summary>
internal sealed class BatchLine(PartnerRecord fields, int index)
{
    private readonly Dictionary<string, string> further = new(StringComparer.Ordinal);

    public PartnerRecord Fields { get; } = fields;

    /// <summary>10, 20, 30; another number where the hub's document has it.</summary>
    public int Number { get; set; } = (index + 1) * 10;

    public void Tell(string name, string value) => further[name] = value;

    public AnswerRow Answer(bool exists)
    {
        var row = new AnswerRow
        {
            ["lineId"] = Fields.Has("lineId") ? Fields.Text("lineId") : Fields.Text("line"),
            ["lineResult"] = Fields.IsSound ? "1" : "9",
            ["lineErrorMsg"] = Literals.Joined(Fields.AllErrors),
            ["lineNoHVS"] = exists ? Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
        };
        foreach (var (name, value) in further)
        {
            row[name] = value;
        }
        return row;
    }
}
