using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console.Layout;

/// <summary>Navigation, header and the page; asks at each change of page who is there and whether he may.</summary>
public sealed partial class Frame
{
    private SignedInPerson? person;
    private IReadOnlyList<NavigationSection> sections = [];
    private bool admitted;
    private bool dark;
    private bool narrow;
    private bool open;
    private bool shown;
    private ErrorBoundary? boundary;

    [Parameter]
    public required Microsoft.AspNetCore.Components.RouteData Route { get; set; }

    [Parameter]
    public string? Theme { get; set; }

    [Inject]
    private PageCalls Calls { get; set; } = null!;

    [Inject]
    private PageCatalogue Pages { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private PageAttribute? Page => Route.PageType.GetCustomAttribute<PageAttribute>();

    private string Title => T[Page?.Title ?? "app.name"];

    /// <summary>The entry that the page belongs to: of the paths that begin the address, the longest.</summary>
    private string? Current
    {
        get
        {
            var path = new Uri(Navigation.Uri).AbsolutePath;
            return sections.SelectMany(s => s.Pages).Select(p => p.Path).Where(p => path == p || path.StartsWith(p + "/", StringComparison.Ordinal)).MaxBy(p => p.Length);
        }
    }

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    protected override void OnInitialized()
    {
        dark = Theme == "dark";
        Navigation.LocationChanged += Moved;
    }

    protected override async Task OnParametersSetAsync()
    {
        person = await Calls.PersonAsync();
        if (person is null)
        {
            Navigation.NavigateTo(ConsoleDoor.LoginAddress("/" + Here), forceLoad: true);
            return;
        }
        sections = Pages.For(person.User);
        // A page that says nothing of who may see it is seen by nobody.
        admitted = Page?.Admits(person.User) == true;
        boundary?.Recover();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (person is not null && !shown)
        {
            shown = true;
            await Script.InvokeVoidAsync("weft.ready");
        }
    }

    private async Task ToggleAsync()
    {
        if (await Script.InvokeAsync<bool>("weft.isSmall"))
        {
            open = !open;
        }
        else
        {
            narrow = !narrow;
        }
    }

    private ValueTask SpeakAsync(string language) => Script.InvokeVoidAsync("weft.speak", language);

    private async Task SwitchThemeAsync()
    {
        dark = !dark;
        await Script.InvokeVoidAsync("weft.theme", dark ? "dark" : "light");
    }

    private ValueTask SignOutAsync() => Script.InvokeVoidAsync("weft.signOut");

    private void Moved(object? sender, LocationChangedEventArgs change) => open = false;

    public void Dispose() => Navigation.LocationChanged -= Moved;
}
