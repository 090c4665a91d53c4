using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Weft.Hub.Console.Components;

/// <summary>The search in the header: what a person may see of every module, in groups.</summary>
public sealed partial class SearchBox
{
    private List<(string Title, IReadOnlyList<SearchHit> Hits)> groups = [];
    private bool open;
    private bool searching;
    private bool focus;
    private string text = "";
    private int chosen;
    private int turn;

    private void OpenAsync() => (open, focus, text, groups) = (true, true, "", []);

    private void Close() => open = false;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus)
        {
            focus = false;
            await Script.InvokeVoidAsync("weft.focus", "search-input");
        }
    }

    private async Task FindAsync(string? typed)
    {
        text = typed?.Trim() ?? "";
        var mine = ++turn;
        if (text.Length < 2)
        {
            groups = [];
            return;
        }
        searching = true;
        List<(string, IReadOnlyList<SearchHit>)> found = [];
        foreach (var source in Sources.OrderBy(s => s.Order))
        {
            var answer = await Calls.RunAsync<List<SearchHit>>(source.Codes, async call => (await source.FindAsync(text, call)).ToList());
            if (mine != turn)
            {
                // Another key was pressed meanwhile.
                return;
            }
            if (answer.Refusal is null && answer.Value.Count > 0)
            {
                found.Add((source.Title, answer.Value));
            }
        }
        (groups, chosen, searching) = (found, 0, false);
    }

    private void Key(KeyboardEventArgs key)
    {
        var hits = groups.SelectMany(g => g.Hits).ToList();
        switch (key.Key)
        {
            case "Escape":
                Close();
                break;
            case "ArrowDown" when hits.Count > 0:
                chosen = (chosen + 1) % hits.Count;
                break;
            case "ArrowUp" when hits.Count > 0:
                chosen = (chosen + hits.Count - 1) % hits.Count;
                break;
            case "Enter" when chosen < hits.Count:
                Close();
                Navigation.NavigateTo(hits[chosen].Address);
                break;
            default:
                break;
        }
    }
}
