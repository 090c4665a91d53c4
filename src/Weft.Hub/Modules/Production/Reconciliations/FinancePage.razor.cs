using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>财务中心 (console-pages 9): statements with their steps, and the reports.</summary>
public sealed partial class FinancePage
{
    private static readonly string[] Statuses = ["pending", "verified", "approved", "paid", "rejected"];
    private static readonly Dictionary<string, string> ChipNames = new() { ["orderNo"] = "orders.no", ["styleNo"] = "orders.styleno", ["reconciliationNo"] = "recon.no" };

    private readonly Part<ReconciliationPage> statements = new();
    private readonly HashSet<string> picked = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, PushState> pushes = PushReads.None;
    private object turn = new();
    private string? keyword;
    private string? customer;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private string Tab => Value("tab") is "settlement" or "factory" or "dashboard" ? Value("tab")! : "reconciliation";

    private (string Key, string Text, string? Address)[] TabItems =>
        [.. new[] { "reconciliation", "settlement", "factory", "dashboard" }.Select(tab => (tab, T["finance.tab." + tab], (string?)("/finance/center?tab=" + tab)))];

    private ReconciliationSummary? Sums => statements.Value?.Summary;

    private PageOf<ReconciliationRow>? Rows => statements.Value is { } page ? new(page.Total, page.Page, page.Size, page.Records) : null;

    protected override async Task LoadAsync()
    {
        (keyword, customer, turn) = (Value("keyword"), Value("customerName"), new object());
        if (Tab == "reconciliation")
        {
            await statements.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Finance], async call =>
            {
                var rows = await ListReconciliations.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Stopped);
                if (rows.Refusal is null)
                {
                    pushes = await call.PushesAsync(PushedDocument.Statement, rows.Value.Records.Select(r => ((string?)r.OrderNo, r.ReconciliationNo)));
                }
                return rows;
            }));
            picked.IntersectWith(statements.Value?.Records.Select(r => r.ReconciliationNo) ?? []);
        }
    }

    private static string? ExportOf(string tab) => tab switch
    {
        "reconciliation" => "/api/finance/reconciliations",
        "settlement" => "/api/finance/settlements",
        "factory" => "/api/finance/factory-settlements",
        _ => null,
    };

    private void Pick(string number, bool on) => _ = on ? picked.Add(number) : picked.Remove(number);

    private Task DetailAsync(ReconciliationRow statement) =>
        Dialogs.AskAsync(statement.ReconciliationNo, new DialogParameters<StatementDialog> { { d => d.Number, statement.ReconciliationNo } }, 1);

    /// <summary>Each by itself, with one line of result per document.</summary>
    private async Task BatchAsync(string step)
    {
        string[] numbers = [.. picked];
        var title = T["recon." + step];
        BatchAnswer? result = null;
        var sum = statements.Value?.Records.Where(r => picked.Contains(r.ReconciliationNo)).Sum(r => r.FinalAmount);
        var confirmed = await Dialogs.ConfirmAsync(title, T["recon.batch.text", numbers.Length, Texts.Money(sum)], title, async _ =>
        {
            var fields = PageCalls.Form(new { ReconciliationNos = numbers });
            var answer = await Calls.RunAsync([ProductionPermissions.ReconciliationApprove], call => step == "verify"
                ? BatchApprove.VerifyAsync(fields, call.Context, call.Get<ChangeReconciliation>(), call.Db, call.Stopped)
                : BatchApprove.ApproveAsync(fields, call.Context, call.Get<ApproveReconciliation>(), call.Db, call.Stopped));
            result = answer.Refusal is null ? answer.Value : null;
            return answer.Refusal;
        }, isHarmless: true);
        if (confirmed && result is { } done)
        {
            picked.Clear();
            var lines = done.Results.Select(l => new BatchDialog.Line(l.ReconciliationNo, l.Success, l.Message)).ToList();
            await Dialogs.AskAsync(T["recon.batch.done", done.SuccessCount, done.FailedCount], new DialogParameters<BatchDialog> { { d => d.Lines, lines } });
        }
        await ReloadAsync();
    }
}
