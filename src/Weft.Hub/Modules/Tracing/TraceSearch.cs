using Weft.Hub.Console;

namespace Weft.Hub.Modules.Tracing;

/// <summary>Whatever number was typed: the last entry of the search leads to its story.</summary>
internal sealed class TraceSearch : ISearchSource
{
    public string Title => "trace.title";

    public int Order => 90;

    public IReadOnlyList<string> Codes => [TraceNumber.Orders];

    public Task<IReadOnlyList<SearchHit>> FindAsync(string text, PageCall call) =>
        Task.FromResult<IReadOnlyList<SearchHit>>([new SearchHit(text, null, "/trace?number=" + Uri.EscapeDataString(text))]);
}
