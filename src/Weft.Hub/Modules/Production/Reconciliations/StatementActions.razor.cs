using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>What may be done with a statement in its state by this person; the rules are those of <see cref="StepReconciliation"/>.</summary>
public sealed partial class StatementActions
{
    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReconciliationRow Statement { get; set; } = null!;

    [Parameter]
    public EventCallback Done { get; set; }

    private string Code => Statement.Status.Code();

    private bool May(string code) => Person.User.May(code);

    private Task<bool> ViewAsync() =>
        Dialogs.AskAsync(Statement.ReconciliationNo, new DialogParameters<StatementDialog> { { d => d.Number, Statement.ReconciliationNo } }, 1);

    private async Task DeductAsync()
    {
        await Dialogs.AskAsync(T["recon.deductions"] + " · " + Statement.ReconciliationNo, new DialogParameters<DeductionDialog> { { d => d.Number, Statement.ReconciliationNo } }, 1);
        await Done.InvokeAsync();
    }

    private async Task PayAsync()
    {
        await Dialogs.AskAsync(T["recon.pay"] + " · " + Statement.ReconciliationNo, new DialogParameters<PayDialog> { { d => d.Statement, Statement } });
        await Done.InvokeAsync();
    }

    private async Task StepAsync(string step)
    {
        var isHarmless = step is "verify" or "approve" or "resubmit";
        var title = T["recon." + step];
        var text = T[$"recon.{step}.text", Texts.Money(Statement.TotalAmount), Texts.Money(Statement.DeductionAmount - Statement.SupplementAmount), Texts.Money(Statement.FinalAmount)];
        await Dialogs.ConfirmAsync(title + " · " + Statement.ReconciliationNo, text, title, reason => RunAsync(step, reason), isHarmless ? null : true, isHarmless);
        await Done.InvokeAsync();
    }

    private async Task<Refusal?> RunAsync(string step, string? reason)
    {
        // The dialog shows the amounts; a final amount of zero is confirmed with it.
        var fields = PageCalls.Form(new { reason, Statement.Version, Confirm = step == "approve" && Statement.FinalAmount == 0 ? true : (bool?)null });
        var number = Statement.ReconciliationNo;
        var answer = await Calls.RunAsync([step == "resubmit" ? ProductionPermissions.ReconciliationEdit : ProductionPermissions.ReconciliationApprove], call =>
        {
            var change = call.Get<ChangeReconciliation>();
            return step switch
            {
                "verify" => StepReconciliation.VerifyAsync(number, fields, call.Context, change, call.Db, call.Stopped),
                "approve" => StepReconciliation.ApproveAsync(number, fields, call.Context, call.Get<ApproveReconciliation>(), call.Db, call.Stopped),
                "resubmit" => StepReconciliation.ResubmitAsync(number, fields, call.Context, change, call.Db, call.Stopped),
                "reject" => StepReconciliation.RejectAsync(number, fields, call.Context, change, call.Db, call.Stopped),
                _ => StepReconciliation.ReturnAsync(number, fields, call.Context, change, call.Db, call.Stopped),
            };
        });
        if (answer.Refusal is null)
        {
            Toasts.Done(T["recon.step.done", number, T["reconstatus." + answer.Value.Status.Code()]]);
        }
        return answer.Refusal;
    }
}
