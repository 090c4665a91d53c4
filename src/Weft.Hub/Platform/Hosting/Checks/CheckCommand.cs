using Microsoft.Extensions.Options;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>What one look found.</summary>
/// <param name="About">What was looked at.</param>
/// <param name="Text">What is so, or what is wrong.</param>
/// <param name="Mend">How to mend it; null when it is right.</param>
internal sealed record Finding(string About, string Text, string? Mend = null)
{
    public bool IsWrong => Mend is not null;
}

/// <summary>Something that can be wrong with an installation, seen from outside a running Hub. It changes nothing that is kept.</summary>
internal interface IInstallationCheck
{
    IAsyncEnumerable<Finding> LookAsync(CancellationToken ct);
}

/// <summary><c>Weft.Hub check</c>: one line for each thing that was looked at; exit code 1 when one is wrong.</summary>
internal static class CheckCommand
{
    /// <summary>In the order in which a fault in one makes the next ones pointless.</summary>
    private static readonly Type[] InOrder = [typeof(DataFolderCheck), typeof(DatabaseCheck), typeof(MasterKeyCheck), typeof(ClockCheck), typeof(OutboundCheck)];

    public static void AddInstallationChecks(this IServiceCollection services)
    {
        foreach (var check in InOrder)
        {
            services.AddTransient(check);
        }
    }

    public static async Task<int> RunAsync(string[] settings, TextWriter to)
    {
        var wrong = 0;
        await using var app = HubHost.Build(settings);
        await foreach (var finding in LookAsync(app))
        {
            await to.WriteLineAsync($"{(finding.IsWrong ? "WRONG" : "ok   ")}  {finding.About,-12} {finding.Text}");
            if (finding.IsWrong)
            {
                wrong++;
                await to.WriteLineAsync($"                    mend: {finding.Mend}");
            }
        }
        await to.WriteLineAsync(wrong == 0 ? "Nothing is wrong." : $"Wrong: {wrong}.");
        return wrong == 0 ? 0 : 1;
    }

    private static async IAsyncEnumerable<Finding> LookAsync(WebApplication app)
    {
        foreach (var finding in Settings(app))
        {
            yield return finding;
        }
        foreach (var type in InOrder)
        {
            IInstallationCheck? check = null;
            string? why = null;
            try
            {
                check = (IInstallationCheck)app.Services.GetRequiredService(type);
            }
            catch (OptionsValidationException invalid)
            {
                why = string.Join("; ", StartPhase.SettingProblems(invalid));
            }
            if (check is null)
            {
                yield return new Finding(type.Name.Replace("Check", "", StringComparison.Ordinal), $"not looked at: {why}", "first mend the settings named above");
                continue;
            }
            await foreach (var finding in check.LookAsync(CancellationToken.None))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Settings(WebApplication app)
    {
        var known = SettingsCatalogue.Find();
        List<string> wrong = [];
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException one)
        {
            wrong.AddRange(StartPhase.SettingProblems(one));
        }
        catch (AggregateException several)
        {
            wrong.AddRange(several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(StartPhase.SettingProblems));
        }
        foreach (var text in wrong)
        {
            yield return new Finding("settings", text, "set it; all settings: Weft.Hub settings");
        }
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("Weft__", StringComparison.OrdinalIgnoreCase)))
        {
            if (!CommandLine.IsKnown(name[6..].Replace("__", ":", StringComparison.Ordinal), known))
            {
                wrong.Add(name);
                yield return new Finding("settings", $"The environment sets {name}, which is no setting and does nothing.", "mend its name or remove it; all settings: Weft.Hub settings");
            }
        }
        if (wrong.Count == 0)
        {
            yield return new Finding("settings", $"all {known.Count} are valid");
        }
    }
}
