namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>What a function is for (scm-partner-api 6).</summary>
internal enum FunctionType
{
    Query,
    Create,
    Result,
    Action,
}

/// <summary>One function of the partner API, as its descriptor says.</summary>
internal sealed record PartnerFunction
{
    /// <summary><c>API170COF</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Last segment of the path.</summary>
    public required string Path { get; init; }
    public required IReadOnlyList<string> PathAliases { get; init; }
    public required FunctionType Type { get; init; }
    public required bool IsAsync { get; init; }

    /// <summary><c>170</c>: what a result query and its create calls share.</summary>
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required bool RejectsDuplicates { get; init; }

    /// <summary>Other names of request fields, to the contract's name.</summary>
    public required IReadOnlyDictionary<string, string> Aliases { get; init; }
    public required FieldNode Request { get; init; }
    public required FieldNode Response { get; init; }

    /// <summary>Stored with its state, and found by a result query.</summary>
    public bool IsStored => Type is FunctionType.Create or FunctionType.Action;

    /// <summary>Name of the list of rows in answers: docList, stockList, bpartnerList, productList.</summary>
    public string RowList => Response.Children.Find(c => c.Type == FieldType.List)?.Name ?? "docList";

    public FieldNode Rows => Response.Child(RowList) ?? Response;
}
