using System.Globalization;
using System.Text.Json;

namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>All functions of the partner API, read once from the embedded descriptors (<c>scm-apis.json</c>): what differs only in data is a row there.</summary>
internal sealed class FunctionCatalogue
{
    /// <summary>Fields by which a confirmed move-in is told from a move-out on the path that both share (scm-partner-api 15, no. 2).</summary>
    private static readonly string[] MoveInMarks = ["dateReceived", "descriptionTo", "qtyReceipt", "lineDescriptionTo"];

    private readonly Dictionary<string, List<PartnerFunction>> byPath = new(StringComparer.Ordinal);

    public FunctionCatalogue()
    {
        using var stream = typeof(FunctionCatalogue).Assembly.GetManifestResourceStream("scm-apis.json")!;
        using var document = JsonDocument.Parse(stream);
        All = [.. document.RootElement.GetProperty("apis").EnumerateArray().Select(Read)];
        ByCode = All.ToDictionary(f => f.Code, StringComparer.Ordinal);
        foreach (var function in All)
        {
            foreach (var path in function.PathAliases.Prepend(function.Path))
            {
                if (!byPath.TryGetValue(path, out var sharing))
                {
                    byPath[path] = sharing = [];
                }
                sharing.Add(function);
            }
        }
    }

    public IReadOnlyList<PartnerFunction> All { get; }

    public IReadOnlyDictionary<string, PartnerFunction> ByCode { get; }

    public bool Knows(string path) => byPath.ContainsKey(path);

    /// <summary>Shape of the rows of a function's result; an asynchronous one answers like its synchronous twin, when it is asked for.</summary>
    public FieldNode RowsOf(PartnerFunction function) => (function.IsAsync ? ByCode[function.Code[..^1] + "F"] : function).Rows;

    /// <summary>The function of a path; where two share it, what the body holds decides.</summary>
    public PartnerFunction Of(string path, JsonElement body)
    {
        var sharing = byPath[path];
        return sharing.Count == 1 ? sharing[0] : sharing[DocumentsHold(body, MoveInMarks) ? 1 : 0];
    }

    private static bool DocumentsHold(JsonElement body, string[] names) =>
        body.TryGetProperty("docList", out var documents) && documents.ValueKind == JsonValueKind.Array
        && documents.EnumerateArray().Any(d => Holds(d, names) || Lines(d).Any(l => Holds(l, names)));

    private static IEnumerable<JsonElement> Lines(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object ? []
        : document.EnumerateObject().Where(p => p.Name is "lineList" or "linelist" && p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray());

    private static bool Holds(JsonElement row, string[] names) => row.ValueKind == JsonValueKind.Object && row.EnumerateObject().Any(p => names.Contains(p.Name));

    private static PartnerFunction Read(JsonElement api) => new()
    {
        Code = Text(api, "code"),
        Path = Text(api, "path"),
        PathAliases = api.TryGetProperty("pathAliases", out var paths) ? [.. paths.EnumerateArray().Select(p => p.GetString()!)] : [],
        Type = Text(api, "functionType") switch
        {
            "query" => FunctionType.Query,
            "create" => FunctionType.Create,
            "result" => FunctionType.Result,
            _ => FunctionType.Action,
        },
        IsAsync = Text(api, "mode") == "async",
        Number = Text(api, "function"),
        Name = api.GetProperty("title").GetProperty("zh").GetString()!,
        RejectsDuplicates = api.GetProperty("rejectsDuplicateRequestId").GetBoolean(),
        Aliases = api.TryGetProperty("requestAliases", out var aliases)
            ? aliases.EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>(),
        Request = Tree(api.GetProperty("request"), isRequest: true),
        Response = Tree(api.GetProperty("response"), isRequest: false),
    };

    /// <summary>Rows with dot paths become a tree in the documented order.</summary>
    private static FieldNode Tree(JsonElement rows, bool isRequest)
    {
        var root = Node("", FieldType.List, default, isRequest);
        Dictionary<string, FieldNode> lists = new(StringComparer.Ordinal) { [""] = root };
        foreach (var row in rows.EnumerateArray())
        {
            var path = Text(row, "path");
            var cut = path.LastIndexOf('.');
            var node = Node(path[(cut + 1)..], TypeOf(Text(row, "type")), row, isRequest);
            lists[cut < 0 ? "" : path[..cut]].Children.Add(node);
            if (node.Type == FieldType.List)
            {
                lists[path + "[]"] = node;
            }
        }
        return root;
    }

    private static FieldNode Node(string name, FieldType type, JsonElement row, bool isRequest)
    {
        var (length, note) = row.ValueKind == JsonValueKind.Object ? (Text(row, "length"), Text(row, "note")) : ("", "");
        var digits = length.Split(',');
        var precision = type == FieldType.Number && digits.Length == 2 ? Whole(digits[0]) : 16;
        var scale = type == FieldType.Number && digits.Length == 2 ? Whole(digits[1]) : 0;
        return new FieldNode
        {
            Name = name,
            Type = type,
            Length = type == FieldType.Text ? LengthOf(name, Whole(length), isRequest) : 0,
            IntegerDigits = precision - scale,
            Decimals = scale,
            IsRequired = row.ValueKind == JsonValueKind.Object && Text(row, "required") == "yes",
            Allowed = row.ValueKind == JsonValueKind.Object && row.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Select(w => w.GetString()!)] : Flags(note),
            // A count may be nought (15, no. 30).
            Sign = name == "qtyCount" ? SignRule.NotNegative
                : note.Contains("must be >= 0", StringComparison.Ordinal) ? SignRule.NotNegative
                : note.Contains("must be < 0", StringComparison.Ordinal) ? SignRule.Negative
                : note.Contains("must be > 0", StringComparison.Ordinal) ? SignRule.Positive
                : note.Contains("must not be 0", StringComparison.Ordinal) ? SignRule.NotZero : SignRule.Any,
        };
    }

    /// <summary>code_name needs 101 characters (10); numbers of the hub may have 30 in filters too (15, no. 20); a request id is kept up to 64 (9.1).</summary>
    private static int LengthOf(string name, int documented, bool isRequest) =>
        !isRequest ? documented
        : name.EndsWith("_Text", StringComparison.Ordinal) && documented is 40 or 60 ? 101
        : name is "documentNo" or "documentNo_Order" ? Math.Max(30, documented)
        : name is "requestId" or "targetRequestId" ? 64
        : name == "stockType_Name" ? 60 : documented;

    /// <summary>Flags have no list of values: their notes name them.</summary>
    private static string[] Flags(string note) =>
        note.Contains("Y or N", StringComparison.Ordinal) ? ["Y", "N"] : note.Contains("only Y allowed", StringComparison.Ordinal) ? ["Y"] : [];

    private static FieldType TypeOf(string type) => type switch
    {
        "timestamp" => FieldType.Timestamp,
        "date" => FieldType.Date,
        "bigdecimal" or "integer" => FieldType.Number,
        "list" => FieldType.List,
        _ => FieldType.Text,
    };

    private static int Whole(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
