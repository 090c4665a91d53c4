using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Health, metrics and traces (running 2).</summary>
internal static class Telemetry
{
    /// <summary>Name of the Hub's own meter and activity source.</summary>
    public const string Name = "Weft.Hub";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("weft-hub"))
            .WithMetrics(metrics => metrics
                .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
                // Room is taken when a metric is made, by default for 2,000 rows of tags each; these have few.
                .AddView(instrument => instrument.Meter.Name is Name or "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel" || instrument.Name == "http.server.active_requests"
                    ? new MetricStreamConfiguration { CardinalityLimit = 200 } : null)
                .AddPrometheusExporter());
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        // Traces cost time on every request: they are made only where someone collects them.
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || options.OtlpEndpoint.Length > 0)
        {
            telemetry.WithTracing(traces => traces.AddSource(Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter(exporter =>
            {
                if (options.OtlpEndpoint.Length > 0)
                {
                    exporter.Endpoint = new Uri(options.OtlpEndpoint);
                }
            }));
        }
        services.TryAddSingleton(new Readiness());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]).AddCheck<Readiness>("start", tags: ["ready"]);
    }

    public static void MapTelemetry(this WebApplication app)
    {
        const string Why = "for the load balancer and the metrics collector; tells nothing of tenants";
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).ForAnyone(Why);
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).ForAnyone(Why);
        app.MapPrometheusScrapingEndpoint("/metrics").ForAnyone(Why);
    }
}
