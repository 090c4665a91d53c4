using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>款式管理 (console-pages 10): the library as a list or as cards; what its development cost, above it.</summary>
public sealed partial class StylesPage
{
    /// <summary>Names the list's columns among a user's settings.</summary>
    public const string ColumnsName = "styles";

    private static readonly Dictionary<string, string> ChipNames = new() { ["styleNo"] = "styles.no" };

    /// <summary>The last one is what shows without a choice.</summary>
    private static readonly string[] Ranges = ["day", "week", "month"];

    private readonly Part<StyleSummaryAnswer> costs = new();
    private Columns<StyleRow> columns = null!;
    private string? keyword;
    private string? customer;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool IsCards => Value("view") == "cards";

    private string Range => Ranges.Contains(Value("range")) ? Value("range")! : Ranges[^1];

    /// <summary>How the rows are shown changes nothing of what is read.</summary>
    protected override IReadOnlyList<string> Selections => ["view"];

    protected override Task OnInitializedAsync()
    {
        columns = new Columns<StyleRow>(ColumnsName, All);
        return columns.LoadAsync(Calls);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender && new Uri(Navigation.Uri).AbsolutePath == "/style-info/new" && Person.User.May(ProductionPermissions.StyleCreate))
        {
            await NewAsync();
            Navigation.NavigateTo("/style-info");
        }
    }

    protected override async Task<Answer<PageOf<StyleRow>>> ReadAsync()
    {
        (keyword, customer) = (Value("keyword"), Value("customer"));
        string[] codes = [ProductionPermissions.Styles];
        await costs.LoadAsync(() => Calls.RunAsync(codes, call => StyleSummary.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Clock, call.Stopped)));
        return await Calls.RunAsync(codes, call => ListStyles.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Get<FileLinks>(), call.Stopped));
    }

    private string Cost(Func<StyleSummaryAnswer, decimal> of) => costs.Value is { } value ? Texts.Money(of(value)) : "—";

    private async Task NewAsync()
    {
        await Dialogs.AskAsync(T["styles.new"], new DialogParameters<StyleDialog>(), 2);
        await ReloadAsync();
    }

    private async Task ImportAsync()
    {
        await Dialogs.AskAsync(T["styles.import"], new DialogParameters<ImportDialog>(), 1);
        await ReloadAsync();
    }
}
