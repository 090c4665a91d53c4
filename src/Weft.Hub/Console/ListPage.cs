using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>A page with one list; the address's query goes to the list's slice as it is.</summary>
public abstract class ListPage<TRow> : QueryPage
{
    private int turn;

    /// <summary>The rows, or null until they are read the first time.</summary>
    protected PageOf<TRow>? Rows { get; private set; }

    /// <summary>Why there are no rows.</summary>
    protected Refusal? Problem { get; private set; }

    protected bool Loading { get; private set; }

    protected override bool TabsArePlaces => true;

    /// <summary>Reads the page that the address asks for.</summary>
    protected abstract Task<Answer<PageOf<TRow>>> ReadAsync();

    protected override async Task LoadAsync()
    {
        (Loading, Problem) = (true, null);
        var mine = ++turn;
        StateHasChanged();
        var answer = await ReadAsync();
        if (mine != turn)
        {
            // The person has asked for something else meanwhile.
            return;
        }
        Loading = false;
        Problem = answer.Refusal;
        Rows = Problem is null ? answer.Value : null;
        StateHasChanged();
    }
}
