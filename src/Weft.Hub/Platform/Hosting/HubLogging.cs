using System.Text.Encodings.Web;

namespace Weft.Hub.Platform.Hosting;

/// <summary>
/// Logs to standard output: a JSON object a line where machines collect them, a plain line where people watch (Development, demo). Levels are in
/// <c>appsettings.json</c>. Ids, counts and durations are logged; bodies and secrets never are (style 9).
/// </summary>
internal static class HubLogging
{
    public static void AddHubLogging(this WebApplicationBuilder builder, StartPhase start)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsProduction())
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
            // Whoever asks /health/ready while the demo is being filled gets the answer; the person at the terminal need not read it each time.
            builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        }
        builder.Services.AddSingleton(start);
        foreach (var reporter in StartPhase.Reporters)
        {
            builder.Logging.AddFilter(reporter, level => level >= LogLevel.Warning && start.IsOver);
        }
    }
}
