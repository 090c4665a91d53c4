using MudBlazor;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>Short messages above the page.</summary>
internal sealed class Toasts(ISnackbar snackbar, Texts texts)
{
    public void Done(string text) => snackbar.Add(text, Severity.Success);

    /// <summary>Says what can not be done, where nothing was asked of the server.</summary>
    public void Wrong(string text) => snackbar.Add(text, Severity.Warning);

    public void Refused(Refusal refusal) => snackbar.Add(
        refusal.Errors.Count > 0 ? string.Join("；", refusal.Errors.Select(e => e.Message)) : texts.Of(refusal), Severity.Error);
}
