using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Weft.Hub.Console;

/// <summary>A page or tab without one list whose state stands in the address all the same (console-pages 1).</summary>
public abstract class AddressPage : ComponentBase, IDisposable
{
    private string? loaded;
    private string? place;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    [Inject]
    internal Toasts Toasts { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    protected IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    protected string? Value(string name) => Asked.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Called when the page opens, and whenever its address changes.</summary>
    protected abstract Task OnAddressAsync();

    /// <summary>Changes values in the address; null removes one.</summary>
    protected void Ask(params (string Name, string? Value)[] changes) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        changes.ToDictionary(c => c.Name, c => (object?)(string.IsNullOrEmpty(c.Value) ? null : c.Value), StringComparer.Ordinal)));

    protected override void OnInitialized()
    {
        place = new Uri(Navigation.Uri).AbsolutePath;
        Navigation.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync() => FollowAsync();

    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath == place)
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
        loaded = Navigation.Uri;
        Asked = PageCalls.QueryOf(Navigation.Uri);
        await OnAddressAsync();
        StateHasChanged();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
