using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Reference;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>One API请求: what came, what is answered, what is wrong by document and line, what it made, and what a person may do about it.</summary>
public sealed partial class RequestPage
{
    /// <summary>A browser shows so much at once; requests may be 10 MiB.</summary>
    private const int MostShown = 200_000;

    private readonly Part<RequestDetails> request = new();

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    [Inject]
    private FunctionReference Reference { get; set; } = null!;

    private bool MayEdit => Person.User.May(PartnerPermissions.RequestEdit);

    private string? Advice => request.Value?.Request switch
    {
        { State: RequestState.Done, ResultCode: "7" } => T[request.Value.CanProcess ? "partner.advice.data" : "partner.advice.action"],
        { State: RequestState.BadFormat } => T["partner.advice.format"],
        { State: RequestState.Failed } => T["partner.advice.failed"],
        { NeedsAttention: true } => T["partner.advice.stuck"],
        _ => null,
    };

    protected override Task LoadAsync() => request.LoadAsync(() => Calls.RunAsync([PartnerPermissions.Requests], call => ReadRequest.HandleAsync(
        Id, call.Context, call.Get<UserDirectory>(), call.Get<AuditTrail>(), call.Get<FunctionCatalogue>(), call.Db, call.Stopped)));

    private async Task ProcessAsync()
    {
        await RequestProcessing.AskAsync(Dialogs, Calls, Toasts, T, request.Value!.Request);
        await ReloadAsync();
    }

    private async Task MoveAsync()
    {
        await Dialogs.AskAsync(T["partner.move"] + " · " + request.Value!.Request.RequestId, new DialogParameters<MoveRequestDialog> { { d => d.Request, request.Value.Request } });
        await ReloadAsync();
    }

    private static string? Cut(string? text) => text?.Length > MostShown ? Literals.Cut(text, MostShown) : text;

    private string? Truncated(string? text) => text?.Length > MostShown ? T["partner.cut", Texts.Number(text.Length), Texts.Number(MostShown)] : null;
}
