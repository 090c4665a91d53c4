namespace Weft.Hub.Console;

/// <summary>Something that the search finds.</summary>
/// <param name="Title">What is found: a number or a name.</param>
/// <param name="Note">What tells it from others.</param>
/// <param name="Address">The page that shows it.</param>
internal sealed record SearchHit(string Title, string? Note, string Address);

/// <summary>A module's part of the search in the header (Ctrl+K); modules register theirs.</summary>
internal interface ISearchSource
{
    /// <summary>Key of the text above its hits.</summary>
    string Title { get; }

    /// <summary>Sources stand in this order.</summary>
    int Order { get; }

    /// <summary>Any one of these permission codes lets a person search here.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>At most five.</summary>
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, PageCall call);
}
