using System.Reflection;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Console;

/// <summary>
/// Makes a component a tab of a page that may lie in another module: tabs are found, like pages, so that a page need not know the modules whose data it gathers.
/// </summary>
/// <param name="page">Name of the page, such as <c>tenant-management</c>.</param>
/// <param name="name">The tab's name in the address.</param>
/// <param name="codes">Any one of these permission codes opens the tab.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TabAttribute(string page, string name, params string[] codes) : Attribute
{
    public string Page { get; } = page;

    public string Name { get; } = name;

    public IReadOnlyList<string> Codes { get; } = codes;

    /// <summary>Key of the title's text.</summary>
    public string Title { get; init; } = "";

    public int Sort { get; init; }

    /// <summary>What the page's object must be for the tab to make sense, such as an app type; null for any.</summary>
    public string? OnlyFor { get; init; }
}

/// <summary>A tab that was found.</summary>
internal sealed record Tab(TabAttribute About, Type Component)
{
    private static readonly ILookup<string, Tab> All = HubTypes.Marked<TabAttribute>()
        .Select(type => new Tab(type.GetCustomAttribute<TabAttribute>()!, type)).OrderBy(tab => tab.About.Sort).ToLookup(tab => tab.About.Page, StringComparer.Ordinal);

    /// <summary>The tabs of a page that the user may open.</summary>
    public static IReadOnlyList<Tab> Of(string page, SignedInUser user, string? kind = null) =>
        [.. All[page].Where(tab => tab.About.Codes.Any(user.May) && (tab.About.OnlyFor is null || tab.About.OnlyFor == kind))];

    /// <summary>What modules add to a page of the platform's operator; their actions ask who acts, as the page itself does.</summary>
    public static IReadOnlyList<Tab> ForOperator(string page) => [.. All[page]];
}
