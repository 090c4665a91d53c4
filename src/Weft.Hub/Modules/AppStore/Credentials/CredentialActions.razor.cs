using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>What people do with a credential, with the dialogs that ask before; one of these serves a whole list.</summary>
public sealed partial class CredentialActions
{
    private const string Manage = "MENU_TENANT_APP_MANAGE";
    private const string Secret = "MENU_TENANT_APP_SECRET";

    private string? doing;
    private CredentialAnswer? target;
    private IReadOnlyList<AppTypeAnswer> types = [];
    private int overlap;
    private CredentialAnswer? shown;

    /// <summary>Something was changed: the page reads anew.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter]
    public EventCallback Deleted { get; set; }

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    [Inject]
    internal Toasts Toasts { get; set; } = null!;

    public void Create(IReadOnlyList<AppTypeAnswer> known) => Begin("form", null, known);

    public void Edit(CredentialAnswer app, IReadOnlyList<AppTypeAnswer> known) => Begin("form", app, known);

    public void Disable(CredentialAnswer app) => Begin("disable", app);

    public void Delete(CredentialAnswer app) => Begin("delete", app);

    public void Reveal(CredentialAnswer app) => Begin("reveal", app);

    public void Reset(CredentialAnswer app) => Begin("reset", app);

    public void ResetCallback(CredentialAnswer app) => Begin("resetcallback", app);

    public async Task EnableAsync(CredentialAnswer app)
    {
        var answer = await Calls.RunAsync([Manage], call => SwitchCredential.HandleEnableAsync(app.Id, call.Get<SwitchCredential>(), call.Get<CredentialView>(), call.Stopped));
        await ToldAsync(answer.Refusal, "apps.enabled", app);
    }

    private void Begin(string what, CredentialAnswer? app, IReadOnlyList<AppTypeAnswer>? known = null)
    {
        (doing, target, types, overlap) = (what, app, known ?? types, 0);
        StateHasChanged();
    }

    private void Done() => doing = null;

    private async Task<Refusal?> DisableAsync(ConfirmInput input)
    {
        var answer = await Calls.RunAsync([Manage], call => SwitchCredential.HandleDisableAsync(
            target!.Id, PageCalls.Form(new { reason = input.Reason }), call.Get<SwitchCredential>(), call.Get<CredentialView>(), call.Stopped));
        return await ToldAsync(answer.Refusal, "apps.disabled", target!, inDialog: true);
    }

    private async Task<Refusal?> DeleteAsync(ConfirmInput input)
    {
        var answer = await Calls.RunAsync([Manage], call => SwitchCredential.HandleDeleteAsync(target!.Id, call.Get<SwitchCredential>(), call.Stopped));
        if (answer.Refusal is null && Deleted.HasDelegate)
        {
            Toasts.Done(T["apps.deleted", target!.AppName]);
            await Deleted.InvokeAsync();
            return null;
        }
        return await ToldAsync(answer.Refusal, "apps.deleted", target!, inDialog: true);
    }

    private Task<Refusal?> RevealAsync(ConfirmInput input) => ShowAsync(call => ResetSecrets.HandleRevealAsync(
        target!.Id, PageCalls.Form(new { password = input.Password }), call.Context, call.Get<ResetSecrets>(), call.Get<PasswordConfirmation>(), call.Get<CredentialView>(), call.Stopped));

    private Task<Refusal?> ResetCallbackAsync(ConfirmInput input) => ShowAsync(call => ResetSecrets.HandleResetCallbackAsync(
        target!.Id, PageCalls.Form(new { password = input.Password }), call.Context, call.Get<ResetSecrets>(), call.Get<PasswordConfirmation>(), call.Get<CredentialView>(), call.Stopped));

    private Task<Refusal?> ResetAsync(ConfirmInput input) => ShowAsync(call => ResetSecrets.HandleResetAsync(
        target!.Id, PageCalls.Form(new { password = input.Password, overlapHours = overlap }), call.Context, call.Get<ResetSecrets>(), call.Get<PasswordConfirmation>(), call.Get<CredentialView>(),
        call.Stopped));

    private async Task<Refusal?> ShowAsync(Func<PageCall, Task<Answer<CredentialAnswer>>> change)
    {
        var answer = await Calls.RunAsync([Secret], change);
        shown = answer.Refusal is null ? answer.Value : null;
        return answer.Refusal;
    }

    private Task SavedAsync(CredentialAnswer saved)
    {
        // A new one comes with its secrets; the page is read when they are put away.
        var isNew = target is null;
        (doing, shown) = (null, isNew ? saved : null);
        Toasts.Done(T["apps.saved", saved.AppName]);
        return isNew ? Task.CompletedTask : Changed.InvokeAsync();
    }

    /// <summary>Nothing of the secrets stays in the page.</summary>
    private Task ForgetAsync()
    {
        shown = null;
        return Changed.InvokeAsync();
    }

    private async Task<Refusal?> ToldAsync(Refusal? refusal, string done, CredentialAnswer app, bool inDialog = false)
    {
        if (refusal is null)
        {
            Toasts.Done(T[done, app.AppName]);
            await Changed.InvokeAsync();
        }
        else if (!inDialog)
        {
            Toasts.Refused(refusal);
        }
        return refusal;
    }
}
