using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>One list of 协同基础数据 with its keyword, and a form that makes or changes a row.</summary>
public abstract class MasterTab<TRow> : ListPage<TRow>
{
    [CascadingParameter]
    protected SignedInPerson Person { get; set; } = null!;

    protected bool MayEdit => Person.User.May(PartnerPermissions.MasterEdit);

    /// <summary>Nothing is looked for: an empty list is empty indeed.</summary>
    protected bool IsUnfiltered => Asked.Keys.All(k => k is "tab" or "page" or "size");

    protected void AskKeyword(string? keyword) => Ask(("keyword", keyword));
}
