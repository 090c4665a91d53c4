using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace Weft.Hub.Console;

/// <summary>
/// A page whose filters, tab and selection stand in the address, so that a link reproduces the view (console-pages 1). It loads again when the address changes, and
/// by itself while the page is seen and no dialog is open.
/// </summary>
public abstract class QueryPage : ComponentBase, IAsyncDisposable
{
    private string? loaded;
    private string? place;
    private DotNetObjectReference<Refresher>? live;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    [Inject]
    internal Toasts Toasts { get; set; } = null!;

    [Inject]
    internal IJSRuntime Script { get; set; } = null!;

    [Inject]
    internal IDialogService Dialogs { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    protected IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    protected string? Value(string name) => Asked.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Reads what the address asks for.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads again what is shown.</summary>
    protected async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Values of the address that open something beside the list, such as a drawer: the list stays as it is when they change.</summary>
    protected virtual IReadOnlyList<string> Selections => [];

    /// <summary>Shows what the selections ask for.</summary>
    protected virtual Task OnSelectedAsync() => Task.CompletedTask;

    protected override void OnInitialized()
    {
        place = PlaceOf(Navigation.Uri);
        Navigation.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync() => FollowAsync();

    /// <summary>A change of the query alone gives a page no new parameters, so the address itself is watched.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if (PlaceOf(change.Location) == place)
        {
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        if (loaded == Navigation.Uri)
        {
            return;
        }
        var isFirst = loaded is null;
        loaded = Navigation.Uri;
        var before = ListOf(Asked);
        Asked = PageCalls.QueryOf(Navigation.Uri);
        if (isFirst || before != ListOf(Asked))
        {
            await ReloadAsync();
        }
        await OnSelectedAsync();
        StateHasChanged();
    }

    private string ListOf(IReadOnlyDictionary<string, string> asked) =>
        string.Join('&', asked.Where(a => !Selections.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));

    /// <summary>Page and tab: another tab of the same page is another list.</summary>
    private string PlaceOf(string address) => new Uri(address).AbsolutePath + (TabsArePlaces ? "?" + PageCalls.QueryOf(address).GetValueOrDefault("tab") : "");

    /// <summary>True where each tab is a component of its own, which goes when its tab does.</summary>
    protected virtual bool TabsArePlaces => false;

    /// <summary>Changes filters in the address; null removes one. The list begins at its first page again.</summary>
    protected void Ask(params (string Name, string? Value)[] changes)
    {
        var all = changes.ToDictionary(c => c.Name, c => (object?)(string.IsNullOrEmpty(c.Value) ? null : c.Value), StringComparer.Ordinal);
        all.TryAdd("page", null);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(all));
    }

    protected void AskPage(int page, int size) => Ask(
        ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)), ("size", size == 20 ? null : size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Opens or closes what stands beside the list; the list keeps its page.</summary>
    protected void Select(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value));

    /// <summary>Takes every filter out of the address; a tab stays.</summary>
    protected void AskAll() => Navigation.NavigateTo(new Uri(Navigation.Uri).AbsolutePath + (Value("tab") is { } tab ? "?tab=" + Uri.EscapeDataString(tab) : ""));

    /// <summary>A filter on, or off when it is on already: what clicking a card does.</summary>
    protected void Toggle(string name, string value) => Ask((name, Value(name) == value ? null : value));

    /// <summary>The address of a list's export, with the filters that are set.</summary>
    protected string ExportLink(string list) =>
        Navigation.GetUriWithQueryParameters(list + "/export" + new Uri(Navigation.Uri).Query, new Dictionary<string, object?> { ["page"] = null, ["size"] = null, ["tab"] = null });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            live = DotNetObjectReference.Create(new Refresher(() => InvokeAsync(ReloadAsync)));
            await Script.InvokeVoidAsync("weft.live", live);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Navigation.LocationChanged -= Moved;
        if (live is not null)
        {
            try
            {
                await Script.InvokeVoidAsync("weft.unlive");
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its timer with it.
            }
            live.Dispose();
        }
    }
}

/// <summary>What the browser calls every half minute, unless the page is hidden or a dialog is open.</summary>
public sealed class Refresher(Func<Task> refresh)
{
    [JSInvokable]
    public Task RefreshAsync() => refresh();
}
