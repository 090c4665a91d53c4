using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Trials;

/// <summary>智能配置向导 (console-pages 3): the secrets once, the addresses, and what is done. A click beside it does not lose the secrets.</summary>
public sealed partial class TrialWizard
{
    private static readonly DialogOptions Firm = new() { BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = MaxWidth.Small, FullWidth = true };

    private int step = 1;
    private bool saved;
    private bool busy;
    private string? callbackUrl;
    private string? externalApiUrl;
    private string? callback;
    private Refusal? refusal;

    /// <summary>The trial with its secrets; null closes the wizard.</summary>
    [Parameter, EditorRequired]
    public TrialStartedAnswer? Started { get; set; }

    [Parameter]
    public bool MayConfigure { get; set; }

    [Parameter, EditorRequired]
    public SignedInPerson Person { get; set; } = null!;

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    private async Task SetUpAsync()
    {
        if (busy || Started is null)
        {
            return;
        }
        busy = true;
        var answer = await Calls.RunAsync(["MENU_TENANT_APP_MANAGE"], call => UpdateCredential.SetUpAsync(
            PageCalls.Form(new { tenantAppId = Started.Credential.Id, callbackUrl = callbackUrl?.Trim() ?? "", externalApiUrl = externalApiUrl?.Trim() ?? "" }),
            call.Get<UpdateCredential>(), call.Get<CredentialForm>(), call.Get<CredentialView>(), call.Stopped));
        busy = false;
        refusal = answer.Refusal;
        if (refusal is null)
        {
            (callback, step) = (answer.Value.CallbackUrl, 3);
        }
    }

    private Task CloseAsync()
    {
        (step, saved, callbackUrl, externalApiUrl, callback, refusal) = (1, false, null, null, null, null);
        return Closed.InvokeAsync();
    }
}
