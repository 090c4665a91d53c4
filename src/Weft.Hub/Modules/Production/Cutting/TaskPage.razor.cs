using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>裁剪明细 (console-pages 6): what is to be cut, the rows that become bundles, and the bundles.</summary>
public sealed partial class TaskPage
{
    private readonly Part<CuttingTaskAnswer> task = new();
    private readonly Part<PageOf<BundleAnswer>> bundles = new();
    private readonly List<Row> rows = [];
    private readonly Picks picks = new();

    [Parameter]
    public string OrderNo { get; set; } = "";

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private IEnumerable<string> Page => bundles.Value?.Records.Select(Key) ?? [];

    private bool MayCut => task.Value is { LineAllocationOpen: false, Task: { Status: not CuttingTaskStatus.Pending } open } && !open.OrderStatus.IsFinal() && Person.User.May(ProductionPermissions.CuttingCreate);

    protected override async Task LoadAsync()
    {
        string[] codes = [ProductionPermissions.Cutting];
        await task.LoadAsync(() => Calls.RunAsync(codes, call => ListCutting.TaskAsync(OrderNo, call.Context, call.Db, call.Get<FileLinks>(), call.Get<TenantSettings>(), call.Stopped)));
        if (task.Problem is null)
        {
            var query = PageCalls.Query(new Dictionary<string, string>(Asked) { ["orderNo"] = OrderNo });
            picks.Follow(Asked);
            await bundles.LoadAsync(() => Calls.RunAsync(codes, call => ListCutting.BundlesAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Get<TenantSettings>(), call.Stopped)));
        }
    }

    /// <summary>+ puts a row like this one below it; without one the first colour and size of the order.</summary>
    private void Add(Row? like = null)
    {
        var first = task.Value?.Lines is [var line, ..] ? new Row { Color = line.Color, Size = line.Size } : new Row();
        rows.Insert(like is null ? rows.Count : rows.IndexOf(like) + 1, like is null ? first : new Row { Color = like.Color, Size = like.Size, Quantity = like.Quantity });
    }

    private IEnumerable<string> ColorsOf => task.Value!.Lines.Select(l => l.Color).Distinct();

    private IEnumerable<string> SizesOf(string color) => task.Value!.Lines.Where(l => l.Color == color).Select(l => l.Size);

    /// <summary>Another colour may not be ordered in that size.</summary>
    private void Colour(Row row, string? color)
    {
        row.Color = color ?? "";
        row.Size = SizesOf(row.Color).Contains(row.Size) ? row.Size : SizesOf(row.Color).FirstOrDefault() ?? "";
    }

    private int Entered(CuttingLine line) => rows.Where(r => r.Color == line.Color && r.Size == line.Size).Sum(r => r.Quantity ?? 0);

    private async Task SuggestAsync()
    {
        var answer = await Calls.RunAsync([ProductionPermissions.Cutting], call =>
            ListCutting.SuggestAsync(OrderNo, PageCalls.Query("piecesPerBundle", "20"), call.Context, call.Db, call.Stopped));
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
            return;
        }
        rows.Clear();
        rows.AddRange(answer.Value.Rows.Select(r => new Row { Color = r.Color, Size = r.Size, Quantity = r.Quantity }));
    }

    private async Task GenerateAsync()
    {
        var cut = rows.Select(r => new { r.Color, r.Size, r.Quantity }).ToList();
        var done = await Dialogs.ConfirmAsync(
            T["cutting.generate"] + " · " + OrderNo, T["cutting.generate.text", cut.Count, Texts.Number(cut.Sum(r => (long)(r.Quantity ?? 0)))], T["cutting.generate"], async _ =>
            {
                var answer = await Calls.RunAsync([ProductionPermissions.CuttingCreate], call =>
                    GenerateBundles.HandleAsync(OrderNo, PageCalls.Form(new { Rows = cut }), call.Context, call.Db, call.Get<CutOrder>(), call.Stopped));
                return answer.Refusal;
            }, isHarmless: true);
        if (done)
        {
            Toasts.Done(T["cutting.generated", cut.Count]);
            rows.Clear();
        }
        await ReloadAsync();
    }

    private static string Key(BundleAnswer bundle) => bundle.BundleNo.ToString(CultureInfo.InvariantCulture);

    private void Pick(string bundle, bool on) => TellOf(picks.Set(bundle, on));

    private void PickAll(bool on) => TellOf(picks.SetAll(Page, on));

    private void TellOf(bool found)
    {
        if (!found)
        {
            Toasts.Wrong(T["list.mostpicked", Picks.Most]);
        }
    }

    /// <summary>批量打印: what is ticked, or every bundle of the order.</summary>
    private Task LabelsAsync() => Dialogs.AskAsync(
        (picks.Count > 0 ? T["cutting.labels.some", picks.Count] : T["cutting.labels.all"]) + " · " + OrderNo,
        new DialogParameters<LabelsDialog> { { d => d.OrderNo, OrderNo }, { d => d.BundleNos, string.Join(',', picks.Numbers) } });

    private sealed class Row
    {
        public string Color { get; set; } = "";
        public string Size { get; set; } = "";
        public int? Quantity { get; set; } = 20;
    }
}
