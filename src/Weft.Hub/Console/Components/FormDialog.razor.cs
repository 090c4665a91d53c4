using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console.Components;

/// <summary>
/// The frame of every form in a dialog (console-pages 1): refusals beside their fields or above the buttons, a button that locks while saving, a question before unsaved
/// changes are left (by the buttons, Escape or another address), and a way to read anew what someone else has changed. It is shown by <see cref="Asking"/>, or stands in
/// its page with <see cref="Open"/>.
/// </summary>
public sealed partial class FormDialog
{
    private readonly string id = "form-" + Guid.NewGuid().ToString("N")[..8];
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private readonly HashSet<string> lists = new(StringComparer.Ordinal);
    private bool wasOpen;
    private bool dirty;
    private bool leaving;
    private bool asked;
    private bool saving;
    private string? target;

    /// <summary>Null for a dialog that stands in its page.</summary>
    [CascadingParameter]
    private IMudDialogInstance? Dialog { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <summary>Further buttons or totals, left of the others.</summary>
    [Parameter]
    public RenderFragment? Footer { get; set; }

    /// <summary>Saves; null when it is done, which closes the dialog.</summary>
    [Parameter, EditorRequired]
    public Func<Task<Refusal?>> Save { get; set; } = null!;

    [Parameter]
    public string? Button { get; set; }

    [Parameter]
    public bool IsDanger { get; set; }

    /// <summary>True while there is nothing that could be saved.</summary>
    [Parameter]
    public bool IsBlocked { get; set; }

    /// <summary>Stands at the right edge, over the whole height.</summary>
    [Parameter]
    public bool IsDrawer { get; set; }

    /// <summary>For a dialog in its page: whether it is shown.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>For a dialog in its page.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>For a dialog in its page: it was saved or left.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>For a dialog in its page: what is shown there is old.</summary>
    [Parameter]
    public EventCallback Reload { get; set; }

    /// <summary>How wide a dialog in its page is.</summary>
    [Parameter]
    public MaxWidth Width { get; set; } = MaxWidth.Small;

    [Parameter]
    public string SaveId { get; set; } = "save";

    [Parameter]
    public string CancelId { get; set; } = "form-cancel";

    internal Refusal? Refusal { get; private set; }

    private string StayId => id + "-stay";

    private DialogOptions Own => new()
    {
        BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = IsDrawer ? MaxWidth.Medium : Width, FullWidth = true, Position = IsDrawer ? DialogPosition.CenterRight : null,
    };

    /// <summary>A part of the form has saved what was typed: there is nothing to lose.</summary>
    internal void Kept() => dirty = false;

    /// <summary>A field shows its own errors.</summary>
    internal void Claim(string field) => claimed.Add(field);

    /// <summary>A field shows its own errors and those of its items.</summary>
    internal void ClaimAll(string field) => lists.Add(field);

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
        {
            (dirty, leaving, saving, target, Refusal) = (false, false, false, null, null);
            claimed.Clear();
        }
        wasOpen = Open;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (leaving && !asked)
        {
            // The question is where the person is, also for whoever has no mouse.
            await Script.InvokeVoidAsync("weft.focus", StayId);
        }
        asked = leaving;
    }

    private IEnumerable<string> Unclaimed(Refusal refusal)
    {
        var texts = refusal.Errors.Where(e => !claimed.Contains(e.Field) && !lists.Contains(e.Field.Split('[')[0])).Select(e => e.Message).ToList();
        return texts.Count > 0 ? texts : [T.Of(refusal)];
    }

    private async Task SaveAsync()
    {
        if (saving || IsBlocked)
        {
            return;
        }
        (saving, leaving, Refusal) = (true, false, null);
        Refusal = await Save();
        saving = false;
        if (Refusal is null)
        {
            dirty = false;
            await EndAsync(DialogResult.Ok(true));
        }
    }

    private Task LeaveAsync()
    {
        if (dirty)
        {
            leaving = true;
            return Task.CompletedTask;
        }
        return CloseAsync();
    }

    /// <summary>Another address is asked for: first the question.</summary>
    private void Hold(LocationChangingContext context)
    {
        if (dirty && !saving)
        {
            context.PreventNavigation();
            (leaving, target) = (true, context.TargetLocation);
        }
    }

    private async Task DiscardAsync()
    {
        var wanted = target;
        (dirty, leaving, target) = (false, false, null);
        await CloseAsync();
        if (wanted is not null)
        {
            Navigation.NavigateTo(wanted);
        }
    }

    /// <summary>What was typed goes: it was typed over what is no more.</summary>
    private async Task ReloadAsync()
    {
        dirty = false;
        await EndAsync(DialogResult.Ok(false));
        await Reload.InvokeAsync();
    }

    private Task CloseAsync()
    {
        dirty = false;
        return EndAsync(DialogResult.Cancel());
    }

    private Task EndAsync(DialogResult result)
    {
        if (Dialog is null)
        {
            // Whoever saved may have closed it already, and opened the next.
            return Open ? Closed.InvokeAsync() : Task.CompletedTask;
        }
        Dialog.Close(result);
        return Task.CompletedTask;
    }
}
