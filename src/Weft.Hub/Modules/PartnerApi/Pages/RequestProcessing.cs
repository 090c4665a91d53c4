using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Requests;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>The button 重新处理 of list and detail: asks, processes, and tells how it ended.</summary>
internal static class RequestProcessing
{
    public static Task<bool> AskAsync(IDialogService dialogs, PageCalls calls, Toasts toasts, Texts texts, RequestRow request) => dialogs.ConfirmAsync(
        texts["partner.process"] + " · " + request.RequestId, texts[request.ResultCode == "7" ? "partner.process.data" : "partner.process.text"], texts["partner.process"], async _ =>
        {
            var answer = await calls.RunAsync([PartnerPermissions.RequestEdit], call => RequestSlices.ProcessAsync(
                request.Id, call.Context, call.Get<RequestRunner>(), call.Get<FunctionCatalogue>(), call.Get<Audit>(), call.Db, call.Stopped));
            if (answer.Refusal is { } refusal)
            {
                return refusal;
            }
            if (answer.Value is { State: RequestState.Done, ResultCode: "1" })
            {
                toasts.Done(texts["partner.process.done"]);
            }
            else
            {
                toasts.Refused(Platform.Api.Refusal.Invalid("", texts["partner.process.failed", answer.Value.Message]));
            }
            return null;
        }, isHarmless: true);
}
