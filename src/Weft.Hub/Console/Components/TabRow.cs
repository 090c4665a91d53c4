using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Weft.Hub.Console.Components;

/// <summary>A row of tabs that is scrolled to the one that is shown: on a narrow screen the later ones stand beyond the edge.</summary>
public abstract class TabRow : ComponentBase
{
    private string? revealed;

    /// <summary>The tab that is shown.</summary>
    [Parameter, EditorRequired]
    public string? Now { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private protected ElementReference Row { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (revealed == Now)
        {
            return;
        }
        revealed = Now;
        try
        {
            await Script.InvokeVoidAsync("weft.reveal", Row);
        }
        catch (JSDisconnectedException)
        {
            // Nobody looks any more.
        }
    }
}
