using Weft.Hub.Platform.Files;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>入库管理 (console-pages 7): what waits, by cards, and every record; 入库 of many is one transaction (C6).</summary>
public sealed partial class InspectionsPage
{
    private static readonly string[] Standings = ["waiting", "warehoused", "unqualified", "reversed", "reversal"];
    private static readonly Dictionary<string, string> ChipNames = new() { ["orderNo"] = "orders.no", ["styleNo"] = "orders.styleno", ["warehousingNo"] = "inspect.no" };

    private readonly Part<BoardAnswer> board = new();
    private readonly Part<PageOf<InspectionRow>> records = new();
    private readonly Part<PageOf<BundleAnswer>> bundles = new();
    private readonly HashSet<long> picked = [];
    private IReadOnlyDictionary<string, PushState> pushes = PushReads.None;
    private IReadOnlyList<string> warehouses = [];
    private string? keyword;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    /// <summary>Those of the dictionary, and the one that the address asks for.</summary>
    private IEnumerable<string> Warehouses => Value("warehouse") is { } asked && !warehouses.Contains(asked) ? [.. warehouses, asked] : warehouses;

    private bool SeesPushes => Person.User.FactoryId is null;

    private string? Stage => Value("stage") is "inspect" or "recheck" or "pack" ? Value("stage") : null;

    private IEnumerable<InspectionRow> Waiting => records.Value?.Records.Where(MayStore) ?? [];

    protected override async Task OnInitializedAsync()
    {
        var read = await Calls.RunAsync<string[]>([ProductionPermissions.Warehousing], async call => (await DictLabels.ReadAsync(call.Db, "warehouse", call.Stopped)).ToArray());
        warehouses = read.Refusal is null ? read.Value : [];
    }

    /// <summary>A final order is frozen; what was qualified before a completed one was closed may still be stored.</summary>
    private static bool IsFrozen(InspectionRow record) => record.OrderStatus?.IsFinal() == true;

    private bool MayStore(InspectionRow record) =>
        record is { Status: "waiting", OrderStatus: OrderStatus.Production or OrderStatus.Completed } && Person.User.May(ProductionPermissions.WarehousingEdit);

    protected override async Task LoadAsync()
    {
        keyword = Value("keyword");
        var query = PageCalls.Query(Asked);
        await board.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Warehousing], call =>
            ListInspections.BoardAsync(call.Context, call.Db, call.Get<TenantSettings>(), call.Stopped)));
        if (Stage is not null)
        {
            await bundles.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Warehousing], call =>
                ListCutting.BundlesAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Get<TenantSettings>(), call.Stopped)));
            return;
        }
        await records.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Warehousing], async call =>
        {
            var rows = await ListInspections.HandleAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped);
            if (rows.Refusal is null)
            {
                pushes = await call.PushesAsync(PushedDocument.Inspection, rows.Value.Records.Select(r => ((string?)r.OrderNo, r.WarehousingNo)));
            }
            return rows;
        }));
        picked.IntersectWith(Waiting.Select(r => r.Id));
    }

    private string? Bundles(Func<BoardAnswer, BoardCount> of) => board.Value is { } value ? T["inspect.bundles", Texts.Number(of(value).Bundles)] : null;

    private string? Pieces(Func<BoardAnswer, BoardCount> of) => board.Value is { } value ? T["unit.pieces", Texts.Number(of(value).Quantity)] : null;

    private void Pick(long id, bool on) => _ = on ? picked.Add(id) : picked.Remove(id);

    private void PickAll(bool on)
    {
        picked.Clear();
        picked.UnionWith(on ? Waiting.Select(r => r.Id) : []);
    }

    private async Task StoreAsync(long[] ids)
    {
        var rows = Waiting.Where(r => ids.Contains(r.Id)).ToList();
        if (await Dialogs.AskAsync(T["inspect.store.title"], new DialogParameters<StoreDialog> { { d => d.Records, rows } }, 1))
        {
            picked.Clear();
        }
        await ReloadAsync();
    }

    private async Task ReverseAsync(InspectionRow record)
    {
        await Dialogs.ConfirmAsync(T["inspect.reverse"] + " · " + record.WarehousingNo, T["inspect.reverse.text", record.QualifiedQuantity], T["inspect.reverse"], async reason =>
        {
            var answer = await Calls.RunAsync([ProductionPermissions.WarehousingRollback], call =>
                ReverseInspection.HandleAsync(record.Id, PageCalls.Form(new { reason }), call.Context, call.Db, call.Get<ReversalWork>(), call.Stopped));
            if (answer.Refusal is null)
            {
                Toasts.Done(T["inspect.reversed", answer.Value.ReversalNo]);
            }
            return answer.Refusal;
        }, reason: true);
        await ReloadAsync();
    }
}
