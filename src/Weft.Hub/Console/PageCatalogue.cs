using System.Reflection;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Console;

/// <summary>A page in the navigation.</summary>
internal sealed record NavigationPage(string Path, PageAttribute Page);

/// <summary>Pages of one group.</summary>
internal sealed record NavigationSection(string? Title, IReadOnlyList<NavigationPage> Pages);

/// <summary>
/// The pages of this build, gathered from the components and put in the order of the modules' menu permissions: a menu whose page is not built does not show.
/// </summary>
internal sealed class PageCatalogue
{
    private readonly List<NavigationPage> pages;

    public PageCatalogue(ModuleCatalogue modules)
    {
        var order = modules.Permissions.Where(p => p.Kind == "MENU").GroupBy(p => p.Code).ToDictionary(g => g.Key, g => g.First().Sort, StringComparer.Ordinal);
        pages = [.. HubTypes.Marked<PageAttribute>()
            .Select(type => (Page: type.GetCustomAttribute<PageAttribute>(), Route: type.GetCustomAttributes<RouteAttribute>().FirstOrDefault()))
            .Where(found => found is { Page.Icon: not null, Route: not null })
            .Select(found => new NavigationPage(found.Route!.Template, found.Page!))
            .OrderBy(page => page.Page.Codes.Select(code => order.GetValueOrDefault(code, int.MaxValue)).DefaultIfEmpty(page.Page.Sort).Min()).ThenBy(page => page.Page.Sort)];
    }

    /// <summary>What the user may open, in groups; the groups stand where their first page does.</summary>
    public IReadOnlyList<NavigationSection> For(SignedInUser user)
    {
        var open = pages.Where(page => page.Page.Admits(user)).ToList();
        return [.. open.Where(p => p.Page.Section is not null).GroupBy(p => p.Page.Section!).Select(g => new NavigationSection(g.Key, [.. g]))
            .Concat(open.Where(p => p.Page.Section is null).Select(p => new NavigationSection(null, [p])))
            .OrderBy(section => pages.IndexOf(section.Pages[0]))];
    }

    /// <summary>Where a person begins.</summary>
    public string HomeOf(SignedInUser user) => pages.FirstOrDefault(page => page.Page.Admits(user))?.Path ?? "/welcome";
}
