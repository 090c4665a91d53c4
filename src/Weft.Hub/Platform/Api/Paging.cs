namespace Weft.Hub.Platform.Api;

/// <summary>One page of a list, newest first (openapi-gateway 6).</summary>
/// <param name="Total">Rows that the filters match. The console's lists count to <see cref="PageRequest.CountedTo"/>: one more than that means "more".</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, 1 to 100.</param>
/// <param name="Records">This page's rows.</param>
public sealed record PageOf<T>(long Total, int Page, int Size, IReadOnlyList<T> Records);

/// <summary>Which page is asked for.</summary>
public readonly record struct PageRequest(int Page, int Size)
{
    public const int MaxSize = 100;

    /// <summary>Nobody reads page 251 of a list, and counting a million rows for it would make every page wait.</summary>
    public const int CountedTo = 5_000;

    public int Skip => (Page - 1) * Size;

    /// <summary>Reads <c>page</c> (default 1) and <c>size</c> (default 20, at most 100) from a body.</summary>
    public static PageRequest Read(Fields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new((int)(fields.Integer("page", min: 1, max: 1_000_000) ?? 1), (int)(fields.Integer("size", min: 1, max: MaxSize) ?? 20));
    }
}
