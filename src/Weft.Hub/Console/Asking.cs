using MudBlazor;
using Weft.Hub.Console.Components;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>Opens the console's dialogs. None closes by a click beside it: what was typed would be lost.</summary>
internal static class Asking
{
    private static readonly DialogOptions Narrow = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false, MaxWidth = MaxWidth.Small, FullWidth = true };
    private static readonly DialogOptions Wide = Narrow with { MaxWidth = MaxWidth.Medium };
    private static readonly DialogOptions Widest = Narrow with { MaxWidth = MaxWidth.Large };

    /// <summary>Shows a form; true when it was saved, false also when it was closed because someone else has changed what it showed: the page reads anew either way.</summary>
    public static async Task<bool> AskAsync<TDialog>(this IDialogService dialogs, string title, DialogParameters<TDialog> parameters, int size = 0)
        where TDialog : Microsoft.AspNetCore.Components.IComponent
    {
        var shown = await dialogs.ShowAsync<TDialog>(title, parameters, size switch { 0 => Narrow, 1 => Wide, _ => Widest });
        return await shown.Result is { Canceled: false, Data: true };
    }

    /// <summary>Asks before something that is hard to take back; true when it was done.</summary>
    /// <param name="dialogs">Where it is shown.</param>
    /// <param name="title">Names the action and its object.</param>
    /// <param name="text">What follows from it.</param>
    /// <param name="button">The action's name on the button.</param>
    /// <param name="run">Does it; gets the reason.</param>
    /// <param name="reason">Whether a reason must be given, may be given, or is not asked for (null).</param>
    /// <param name="isHarmless">True for a step forward; otherwise the button warns.</param>
    public static Task<bool> ConfirmAsync(
        this IDialogService dialogs, string title, string text, string button, Func<string?, Task<Refusal?>> run, bool? reason = null, bool isHarmless = false) =>
        dialogs.AskAsync(title, new DialogParameters<ReasonDialog>
        {
            { d => d.Text, text }, { d => d.Button, button }, { d => d.Run, run }, { d => d.Reason, reason }, { d => d.IsHarmless, isHarmless },
        });
}
