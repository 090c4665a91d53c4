using MudBlazor;
using MudBlazor.Services;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Console;

/// <summary>The web console around the modules' pages (console-pages 1): sign-in door, layout, navigation, texts, files.</summary>
internal sealed class ConsoleShell : IWebShell
{
    public void AddServices(WebApplicationBuilder builder)
    {
        // Pages built but not published have their files in the packages' folders; a published Hub has them in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
            options.DisconnectedCircuitMaxRetained = 50;
        });
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 4000;
            options.SnackbarConfiguration.HideTransitionDuration = 150;
            options.SnackbarConfiguration.ShowTransitionDuration = 150;
        });
        services.AddSingleton(_ => TextCatalogue.Load());
        services.AddSingleton(provider => new PageCatalogue(provider.GetRequiredService<ModuleCatalogue>()));
        services.AddScoped<Texts>();
        services.AddScoped<PageCalls>();
        services.AddScoped<Toasts>();
    }

    public void UseBeforeRouting(IApplicationBuilder app) =>
        app.UseWhen(ConsoleDoor.IsPageRequest, pages => pages.UseStatusCodePagesWithReExecute(ConsoleDoor.NotFoundPath));

    public void UseAfterAccess(IApplicationBuilder app) => app.UseMiddleware<ConsoleDoor>();

    public void MapRoutes(WebApplication app)
    {
        app.MapStaticAssets().ForAnyone("scripts and styles hold nobody's data");
        app.MapGet("/", ConsoleDoor.Home).WithMetadata(new PageAttribute()).ExcludeFromDescription();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'")
            // Pages post no forms: actions go through the connection, sign-in through the API.
            .DisableAntiforgery()
            .Add(endpoint =>
            {
                if (!endpoint.Metadata.OfType<IAccessRule>().Any())
                {
                    endpoint.Metadata.Add(new PageConnectionRule());
                }
            });
    }
}
