using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>One style (console-pages 10): its parts in tabs, each with the form that changes it.</summary>
public sealed partial class StylePage
{
    private static readonly string[] TabNames = ["base", "bom", "patterns", "sizetable", "processes", "sheet", "secondary", "sizeprices", "quotation", "files", "history"];

    private readonly Part<StyleDetail> style = new();

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool MayEdit => Person.User.May(ProductionPermissions.StyleEdit);

    private string Tab => TabNames.Contains(Value("tab")) ? Value("tab")! : TabNames[0];

    private (string Key, string Text, string? Address)[] TabItems => [.. TabNames.Select(tab => (tab, T["styles." + tab], (string?)$"/style-info/{Id}?tab={tab}"))];

    /// <summary>Opens the form of the tab's part; null where the tab has none.</summary>
    private Func<StyleDetail, Task>? PartDialog => Tab switch
    {
        "bom" => s => PartAsync(s, new DialogParameters<BomDialog> { { nameof(BomDialog.Style), s } }),
        "sizetable" => s => PartAsync(s, new DialogParameters<SizesDialog> { { nameof(SizesDialog.Style), s } }),
        "processes" or "secondary" => s => PartAsync(s, new DialogParameters<ProcessesDialog> { { nameof(ProcessesDialog.Style), s } }),
        "quotation" => s => PartAsync(s, new DialogParameters<QuotationDialog> { { nameof(QuotationDialog.Style), s } }),
        _ => null,
    };

    protected override Task LoadAsync() => style.LoadAsync(() => Calls.RunAsync(
        [ProductionPermissions.Styles], call => ListStyles.ReadAsync(Id, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped)));

    private static List<string> Sizes(StyleDetail style)
    {
        List<string> sizes = [];
        SizeMatrix.Add(sizes, style.Size);
        return sizes;
    }

    private async Task PartAsync<TDialog>(StyleDetail row, DialogParameters<TDialog> parameters) where TDialog : IComponent
    {
        if (await Dialogs.AskAsync(T["styles." + Tab] + " · " + row.StyleNo, parameters, Tab == "quotation" ? 0 : 2))
        {
            Toasts.Done(T["styles.saved", row.StyleNo]);
        }
        await ReloadAsync();
    }

    private async Task EditAsync(StyleRow row)
    {
        await Dialogs.AskAsync(T["action.edit"] + " · " + row.StyleNo, new DialogParameters<StyleDialog> { { d => d.Style, row } }, 2);
        await ReloadAsync();
    }

    /// <summary>关联待关联订单: gateway orders of this number that came before the style.</summary>
    private async Task LinkAsync(StyleDetail row)
    {
        await Dialogs.ConfirmAsync(T["styles.link", row.UnlinkedOrders] + " · " + row.StyleNo, T["styles.link.text"], T["styles.link.go"], async _ =>
        {
            var answer = await Calls.RunAsync([ProductionPermissions.StyleEdit], call => LinkOrders.HandleAsync(Id, call.Context, call.Db, call.Get<Actor>(), call.Clock, call.Stopped));
            if (answer.Refusal is null)
            {
                Toasts.Done(T["styles.linked", answer.Value.OrderNos.Count]);
            }
            return answer.Refusal;
        }, isHarmless: true);
        await ReloadAsync();
    }
}
