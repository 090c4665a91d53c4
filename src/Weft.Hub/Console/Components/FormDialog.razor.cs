using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console.Components;

/// <summary>
/// The frame of every form in a dialog (console-pages 1): refusals beside their fields or above the buttons, a button that locks while saving, and a question before
/// unsaved changes are left.
/// </summary>
public sealed partial class FormDialog
{
    private readonly string id = "form-" + Guid.NewGuid().ToString("N")[..8];
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private bool dirty;
    private bool leaving;
    private bool saving;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

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

    internal Refusal? Refusal { get; private set; }

    /// <summary>A part of the form has saved what was typed: there is nothing to lose.</summary>
    internal void Kept() => dirty = false;

    /// <summary>A field shows its own errors.</summary>
    internal void Claim(string field) => claimed.Add(field);

    private IEnumerable<string> Unclaimed(Refusal refusal)
    {
        var texts = refusal.Errors.Where(e => !claimed.Contains(e.Field)).Select(e => e.Message).ToList();
        return texts.Count > 0 ? texts : [T.Of(refusal)];
    }

    private async Task SaveAsync()
    {
        if (saving || IsBlocked)
        {
            return;
        }
        (saving, Refusal) = (true, null);
        Refusal = await Save();
        saving = false;
        if (Refusal is null)
        {
            Dialog.Close(DialogResult.Ok(true));
        }
    }

    private void Leave()
    {
        if (dirty && !leaving)
        {
            leaving = true;
        }
        else
        {
            Dialog.Cancel();
        }
    }

    private void Key(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Leave();
        }
    }
}
