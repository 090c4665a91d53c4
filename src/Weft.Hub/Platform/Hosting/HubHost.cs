using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting.Checks;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Hosting.Documents;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Redis;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Puts the Hub together: platform, then the modules that are found. The same for the program, its commands and its tests.</summary>
public static class HubHost
{
    /// <param name="args">Settings of the command line, without the command.</param>
    /// <param name="adjust">Last changes to services: a test's clock, a fake of what is outside.</param>
    /// <param name="ready">Is called with the services before the routes are mapped: for what can go on beside that.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null, Action<IServiceProvider>? ready = null)
    {
        // The small builder, which leaves out what the Hub has no use for (IIS, QUIC, start-up assemblies of others); TLS it has.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(HubHost).Assembly.GetName().Name });
        builder.Configuration.AddEnvironmentVariables("Weft__");
        builder.Configuration.AddCommandLine(args);
        SettingsCatalogue.SplitLists(builder.Configuration);
        var start = new StartPhase();
        builder.AddHubLogging(start);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(FrontDoor.Limit);
        var catalogue = ModuleCatalogue.Find();
        builder.Services.AddSingleton(catalogue);
        builder.Services.AddSingleton(TimeProvider.System);
        AddPlatform(builder);
        foreach (var module in catalogue.Modules)
        {
            module.AddServices(builder.Services, builder.Configuration);
        }
        foreach (var shell in catalogue.Shells)
        {
            shell.AddServices(builder);
        }
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(start.End);
        ready?.Invoke(app.Services);
        UsePipeline(app, catalogue);
        return app;
    }

    private static void AddPlatform(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SecretsOptions>().Bind(builder.Configuration.GetSection(SecretsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SecretBox>();
        services.AddOptions<HubOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
        services.AddTrustedProxies(builder.Configuration);
        services.AddInstallationChecks();
        services.AddPersistence(builder.Configuration);
        services.AddBackground(builder.Configuration);
        services.AddOutbound(builder.Configuration);
        services.AddOptions<RedisOptions>().Bind(builder.Configuration.GetSection(RedisOptions.Section));
        services.AddSingleton<SharedRedis>();
        services.AddTelemetry(builder.Configuration);
        services.AddApiDocuments();
        services.AddKeyRing();
        services.AddFiles();
        services.AddSingleton<Sheets.ExportCatalogue>();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-Token";
            options.Cookie.Name = "weft.csrf";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.ConfigureHttpJsonOptions(options =>
        {
            // As EnvelopeWriter writes, because the OpenAPI documents are made from these: numbers are numbers, enums are their names.
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = 10 * 1024 * 1024);
        services.AddHostedService<DatabaseStartup>();
    }

    private static void UsePipeline(WebApplication app, ModuleCatalogue catalogue)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<ErrorMiddleware>();
        foreach (var shell in catalogue.Shells)
        {
            shell.UseBeforeRouting(app);
        }
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        foreach (var shell in catalogue.Shells)
        {
            shell.UseAfterAccess(app);
        }
        app.MapTelemetry();
        app.MapApiDocuments();
        app.MapFiles();
        foreach (var module in catalogue.Modules)
        {
            module.MapRoutes(app);
        }
        foreach (var shell in catalogue.Shells)
        {
            shell.MapRoutes(app);
        }
        KnownRoutes.Fix(app);
        // The framework would add it by itself, but only at the start: from here on the routes can be made (StartPhase.PrepareRoutes).
        app.UseEndpoints(_ => { });
    }
}
