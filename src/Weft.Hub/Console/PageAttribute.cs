using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>Says who may open a page, and how the navigation shows it. Without codes: every signed-in person.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageAttribute(params string[] codes) : Attribute, ISelfEnforced
{
    /// <summary>Any one of these permission codes opens the page.</summary>
    public IReadOnlyList<string> Codes { get; } = codes;

    /// <summary>Key of the title's text.</summary>
    public string Title { get; init; } = "app.name";

    /// <summary>Key of the group's text in navigation and breadcrumb; null for a page at the top.</summary>
    public string? Section { get; init; }

    /// <summary>Name of the icon in the navigation (<see cref="Layout.NavigationIcons"/>); null for a page that is not in it.</summary>
    public string? Icon { get; init; }

    /// <summary>A page of 平台管理: only the platform's operator opens it, and no tenant's person.</summary>
    public bool ForOperator { get; init; }

    /// <summary>Place in the navigation of a page without codes, and among those that share one; the others stand where their permission does.</summary>
    public int Sort { get; init; } = int.MaxValue;

    public bool Admits(SignedInUser user) => ForOperator ? user.IsOperator : Codes.Count == 0 || (!user.IsOperator && Codes.Any(user.May));
}

/// <summary>A page for people who are not signed in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenPageAttribute : Attribute, ISelfEnforced;

/// <summary>The connection that pages work through; only for signed-in people.</summary>
internal sealed record PageConnectionRule : ISelfEnforced;
