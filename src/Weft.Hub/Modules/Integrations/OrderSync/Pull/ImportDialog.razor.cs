using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>
/// 导入为订单 (console-pages 4.2): 1. whose field is whose; 2. what would be placed, with each row's problems; 3. one import for each row, each in its own commit, so that a row
/// that is refused, or a line that breaks, takes nothing from the others. Importing again answers with what is there.
/// </summary>
public sealed partial class ImportDialog
{
    private static readonly string[] Codes = ["MENU_TENANT_APP_MANAGE"];

    private readonly List<ResultLine> lines = [];
    private FieldMapping mapping = FieldMapping.Guess([]);
    private KeptMappings kept = new([]);
    private Step step;
    private bool busy;
    private Refusal? problem;
    private IReadOnlyList<JsonObject> orders = [];
    private IReadOnlyList<PreviewRow> preview = [];

    private enum Step
    {
        Mapping,
        Preview,
        Results,
    }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PageCalls Calls { get; set; } = null!;

    /// <summary>The credential.</summary>
    [Parameter, EditorRequired]
    public long Id { get; set; }

    /// <summary>The rows that were ticked, as the customer sent them.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<JsonElement> Rows { get; set; } = [];

    /// <summary>The tenant's zone: it decides on which day an instant falls.</summary>
    [Parameter, EditorRequired]
    public string Zone { get; set; } = "";

    private TenantTime Time => TenantTime.For(Zone);

    protected override async Task OnInitializedAsync()
    {
        mapping = FieldMapping.Guess(Rows);
        var answer = await Calls.RunAsync<KeptMappings>(Codes, async call => await KeptMappings.ReadAsync(call.Get<IUserSettings>(), call.User, call.Stopped));
        kept = answer.Refusal is null ? answer.Value : kept;
        if (kept.Of(Id) is { } fields)
        {
            mapping.Restore(fields);
        }
    }

    private Task NextAsync() => step switch
    {
        Step.Mapping => PreviewAsync(),
        Step.Preview => ImportAsync(),
        _ => CloseAsync(),
    };

    private Task BackAsync()
    {
        if (step == Step.Mapping)
        {
            Leave();
        }
        (step, problem) = (Step.Mapping, null);
        return Task.CompletedTask;
    }

    private Task CloseAsync()
    {
        Leave();
        return Task.CompletedTask;
    }

    private void Leave() => Dialog.Close(DialogResult.Ok(lines.Count > 0));

    private async Task PreviewAsync()
    {
        orders = [.. Rows.Select(row => MappedOrder.Of(row, mapping, Time))];
        (busy, problem) = (true, null);
        var answer = await Calls.RunAsync(Codes, call => PreviewImport.HandleAsync(
            Id, PageCalls.Form(new { orders }), call.Context, call.Get<CredentialDirectory>(), call.Get<PlaceOrder>(), call.Get<OrderQueries>(), call.Clock, call.Stopped));
        busy = false;
        problem = answer.Refusal;
        if (problem is null)
        {
            (preview, step) = (answer.Value.Rows, Step.Preview);
            await KeepAsync();
        }
    }

    /// <summary>The next rows of this customer come up with the same mapping. That it could not be kept is no reason not to import.</summary>
    private Task<Answer<Done>> KeepAsync() => Calls.RunAsync<Done>(Codes, async call =>
        await kept.WriteAsync(Id, mapping.Chosen, call.Get<IUserSettings>(), call.User, call.Stopped) is { } refusal ? refusal : Done.Value);

    private async Task ImportAsync()
    {
        lines.Clear();
        (busy, problem, step) = (true, null, Step.Results);
        for (var i = 0; i < orders.Count; i++)
        {
            StateHasChanged();
            lines.Add(Line(i + 1, preview[i].ExternalOrderNo, await PlaceAsync(orders[i])));
        }
        busy = false;
    }

    private Task<Answer<CreateOrderAnswer>> PlaceAsync(JsonObject order) => Calls.RunAsync(Codes, call => ImportPulled.HandleAsync(
        Id, PageCalls.Form(order), call.Context, call.Get<CredentialDirectory>(), call.Get<PlaceOrder>(), call.Get<OrderQueries>(), call.Get<Audit>(), call.Db, call.Clock,
        call.Stopped));

    private ResultLine Line(int index, string? number, Answer<CreateOrderAnswer> answer) => answer.Refusal is { } refusal
        ? new ResultLine(index, number, "refused", null, refusal.Errors.Count > 0 ? [.. refusal.Errors.Select(e => $"{FieldName(e.Field)}：{e.Message}")] : [T.Of(refusal)])
        : new ResultLine(index, number, answer.Value.Duplicated ? "there" : "created", answer.Value.OrderNo, answer.Value.Warnings);

    private int Count(ImportOutcome outcome) => preview.Count(r => r.Outcome == outcome);

    private int Lines(string what) => lines.Count(l => l.What == what);

    /// <summary>What the first row has there, as it would be sent.</summary>
    private string Example(OrderField field) => mapping[field.Name] is null ? "" : MappedOrder.Of(Rows[0], mapping, Time)[field.Name] switch
    {
        null => "—",
        JsonValue value => value.ToString(),
        { } other => other.ToJsonString(EnvelopeWriter.Json),
    };

    /// <summary>The field's name in the page's language; of a field inside a list, with its place.</summary>
    private string FieldName(string field)
    {
        var name = field.Split(['[', '.'], 2)[0];
        return T.Word("pull.field", name) + field[name.Length..];
    }

    private static string OrderPath(string orderNo) => "/production/order-flow/" + orderNo;

    private static string Tone(ImportOutcome outcome) => outcome switch { ImportOutcome.New => "good", ImportOutcome.Exists => "calm", _ => "bad" };

    /// <summary>What became of one row: created, there (it was before) or refused.</summary>
    private sealed record ResultLine(int Index, string? Number, string What, string? OrderNo, IReadOnlyList<string> Notes);
}
