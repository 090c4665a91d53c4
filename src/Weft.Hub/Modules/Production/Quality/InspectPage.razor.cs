using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>质检入库 of one order (console-pages 7): bundle by bundle, or colour and size where the order has no bundles.</summary>
public sealed partial class InspectPage
{
    private readonly Part<OrderDetail> order = new();
    private readonly Part<PageOf<BundleAnswer>> bundles = new();
    private readonly Part<PageOf<InspectionRow>> records = new();
    private readonly HashSet<InspectDialog.Target> picked = [];
    private StyleDetail? style;

    [Parameter]
    public string OrderNo { get; set; } = "";

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private static readonly string[] TabNames = ["inspect", "records", "warehousing", "bom", "sizes", "sheet"];

    private string Tab => TabNames.Contains(Value("tab")) ? Value("tab")! : "inspect";

    private (string Key, string Text, string? Address)[] TabItems =>
        [.. TabNames.Select(tab => (tab, T["inspect.tab." + tab], (string?)$"/production/warehousing/inspect/{OrderNo}?tab={tab}"))];

    private bool MayInspect => order.Value?.Status.IsFinal() == false && Person.User.May(ProductionPermissions.WarehousingCreate);

    /// <summary>质检注意事项: what the order and its style say.</summary>
    private List<string> Notes => [.. new[] { order.Value?.Remarks, style?.Description, style?.Remark }.Where(n => !string.IsNullOrWhiteSpace(n)).Distinct().Select(n => n!)];

    /// <summary>What can be passed as a whole; a bundle that waits for its recheck is inspected by itself (console-pages 7).</summary>
    private IEnumerable<InspectDialog.Target> Passable => MayInspect ? Targets.Where(t => !t.Recheck && t.Open > 0) : [];

    private List<InspectionRow> Valid => [.. (records.Value?.Records ?? []).Where(r => r.ReversalOfId is null && !r.Reversed)];

    private List<InspectionRow> Waiting => [.. Valid.Where(r => r.Status == "waiting")];

    /// <summary>Bundles with something to inspect or to repair; without bundles the order's colours and sizes.</summary>
    private List<InspectDialog.Target> Targets => bundles.Value is { Records.Count: > 0 } cut
        ? [.. cut.Records.SelectMany(b => new[]
        {
            new InspectDialog.Target(OrderNo, b.BundleId, b.BundleNo, b.Color, b.Size, b.Quantity - b.InspectedQuantity, Recheck: false),
            new InspectDialog.Target(OrderNo, b.BundleId, b.BundleNo, b.Color, b.Size, b.RepairedWaitingQuantity, Recheck: true),
        }).Where(t => t.Open > 0 || (!t.Recheck && Repairable(t.BundleId!.Value) > 0))]
        : [.. (order.Value?.Lines ?? []).Select(l => new InspectDialog.Target(
            OrderNo, null, null, l.Color, l.Size, l.Quantity - Valid.Where(r => r.Color == l.Color && r.Size == l.Size && r.RecheckOfId is null).Sum(r => r.InspectedQuantity), false)).Where(t => t.Open > 0)];

    protected override async Task LoadAsync()
    {
        string[] codes = [ProductionPermissions.Warehousing];
        await order.LoadAsync(() => Calls.RunAsync(codes, call => ReadOrder.HandleAsync(OrderNo, call.Context, call.Db, call.Get<FileLinks>(), call.Clock, call.Stopped)));
        if (order.Problem is not null)
        {
            return;
        }
        await bundles.LoadAsync(() => AllAsync(query => Calls.RunAsync(codes, call =>
            ListCutting.BundlesAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Get<TenantSettings>(), call.Stopped))));
        await records.LoadAsync(() => AllAsync(query => Calls.RunAsync(codes, call => ListInspections.HandleAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped))));
        picked.IntersectWith(Targets);
        if (order.Value?.StyleId is { } id && style?.Id != id)
        {
            var read = await Calls.RunAsync(codes, call => ListStyles.ReadAsync(id, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped));
            style = read.Refusal is null ? read.Value : null;
        }
    }

    /// <summary>Everything of the order, page after page: a large one has more bundles than a page holds, and each of them must be inspected.</summary>
    private async Task<Answer<PageOf<T>>> AllAsync<T>(Func<Fields, Task<Answer<PageOf<T>>>> read)
    {
        List<T> rows = [];
        for (var page = 1; ; page++)
        {
            var answer = await read(PageCalls.Query(new Dictionary<string, string>
            {
                ["orderNo"] = OrderNo, ["size"] = PageRequest.MaxSize.ToString(CultureInfo.InvariantCulture), ["page"] = page.ToString(CultureInfo.InvariantCulture),
            }));
            if (answer.Refusal is { } refusal)
            {
                return refusal;
            }
            rows.AddRange(answer.Value.Records);
            if (answer.Value.Records.Count < PageRequest.MaxSize)
            {
                return answer.Value with { Total = rows.Count, Page = 1, Records = rows };
            }
        }
    }

    private string StatusOf(long bundle) => bundles.Value?.Records.FirstOrDefault(b => b.BundleId == bundle)?.Status.ToString() ?? "";

    private int Repairable(long bundle) => bundles.Value?.Records.FirstOrDefault(b => b.BundleId == bundle)?.RepairQuantity ?? 0;

    private void Pick(InspectDialog.Target target, bool on) => _ = on ? picked.Add(target) : picked.Remove(target);

    private void PickAll(bool on)
    {
        picked.Clear();
        picked.UnionWith(on ? Passable : []);
    }

    private async Task InspectAsync(InspectDialog.Target target)
    {
        await Dialogs.AskAsync(T[target.Recheck ? "inspect.recheck" : "inspect.do"] + " · " + OrderNo, new DialogParameters<InspectDialog> { { d => d.Item, target } }, 1);
        await ReloadAsync();
    }

    private async Task StoreAsync()
    {
        await Dialogs.AskAsync(T["inspect.store.title"], new DialogParameters<StoreDialog> { { d => d.Records, Waiting } }, 1);
        await ReloadAsync();
    }

    /// <summary>批量合格质检: all of what was picked is good.</summary>
    private async Task PassAsync()
    {
        var items = picked.Select(t => new { t.BundleId, Color = t.BundleId is null ? t.Color : null, Size = t.BundleId is null ? t.Size : null, InspectedQuantity = t.Open }).ToList();
        var done = await Dialogs.ConfirmAsync(T["inspect.pass"], T["inspect.pass.text", picked.Count, picked.Sum(t => t.Open)], T["inspect.pass"], async _ =>
        {
            var answer = await Calls.RunAsync([ProductionPermissions.WarehousingCreate], call =>
                PostInspection.HandleAsync(PageCalls.Form(new { OrderNo, Items = items }), call.Context, call.Get<SubmitInspection>(), call.Get<FileStore>(), call.Get<PushAudience>(), call.Stopped));
            if (answer.Refusal is null)
            {
                Toasts.Done(T["inspect.done", answer.Value.WarehousingNo, answer.Value.QualifiedQuantity, answer.Value.UnqualifiedQuantity] + T.Told(answer.Value.PushedTo));
            }
            return answer.Refusal;
        }, isHarmless: true);
        if (done)
        {
            picked.Clear();
        }
        await ReloadAsync();
    }

    private async Task RepairedAsync(long bundle)
    {
        await Dialogs.ConfirmAsync(T["inspect.repaired"], T["inspect.repaired.text", Repairable(bundle)], T["inspect.repaired"], async _ =>
            (await Calls.RunAsync([ProductionPermissions.WarehousingEdit], call =>
                Repairs.DeclareAsync(PageCalls.Form(new { BundleId = bundle }), call.Context, call.Db, call.Get<Actor>(), call.Clock, call.Stopped))).Refusal, isHarmless: true);
        await ReloadAsync();
    }
}
