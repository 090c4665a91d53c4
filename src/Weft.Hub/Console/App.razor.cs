using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Weft.Hub.Console;

/// <summary>The document around every page. Language and theme come with the request, in cookies that hold nothing else.</summary>
public sealed partial class App
{
    private static readonly InteractiveServerRenderMode Connected = new(prerender: false);

    private string language = TextCatalogue.Languages[0];
    private string theme = "light";
    private IComponentRenderMode? mode;

    [CascadingParameter]
    private HttpContext Request { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    protected override void OnInitialized()
    {
        T.Use(Request.Request.Cookies[TextCatalogue.Cookie]);
        if (Request.GetEndpoint()?.Metadata.GetMetadata<OpenPageAttribute>() is not null)
        {
            // Documents that are open to all are linked in a language.
            T.Use(Request.Request.Query["lang"]);
        }
        language = T.Language;
        theme = Request.Request.Cookies["weft.theme"] == "dark" ? "dark" : "light";
        // The page for signing in has no connection: whoever is not signed in costs no memory.
        mode = Request.GetEndpoint()?.Metadata.GetMetadata<OpenPageAttribute>() is null ? Connected : null;
    }
}
