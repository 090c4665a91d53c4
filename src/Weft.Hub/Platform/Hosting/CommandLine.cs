using System.Text.RegularExpressions;

namespace Weft.Hub.Platform.Hosting;

/// <summary>
/// What was asked for on the command line. A name that is no setting is refused and not passed over: a mistyped rule must not become a missing rule.
/// </summary>
/// <param name="Command">The command, <c>serve</c> when none was given.</param>
/// <param name="Settings">The settings, each as <c>--Name=value</c>.</param>
/// <param name="Options">Options of the command itself, by name.</param>
/// <param name="Problem">What is wrong, or null.</param>
internal sealed partial record CommandLine(string Command, IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Options, string? Problem)
{
    /// <summary>Sections and names that the framework reads by itself.</summary>
    private static readonly string[] Frameworks = ["Logging", "Kestrel", "AllowedHosts", "environment", "contentRoot", "applicationName", "http_ports", "https_ports"];

    private static readonly Dictionary<string, string[]> OwnOptions = new(StringComparer.Ordinal) { ["backup"] = ["to"], ["restore"] = ["from"] };

    public bool AsksForHelp => Command is "help" or "--help" or "-h" or "-?";

    public static CommandLine Read(IReadOnlyList<string> args)
    {
        var command = "serve";
        List<string> settings = [];
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        var known = SettingsCatalogue.Find(documented: false);
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg is "--help" or "-h" or "-?")
            {
                return new CommandLine("help", [], options, null);
            }
            if (i == 0 && !arg.StartsWith('-'))
            {
                command = arg;
                continue;
            }
            if (!arg.StartsWith("--", StringComparison.Ordinal) || arg.Length == 2)
            {
                return new CommandLine(command, [], options, $"“{arg}” is neither a command nor a setting. A setting is written --Section:Name=value.");
            }
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arg[2..] : arg[2..equals];
            if (equals < 0 && (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
            {
                return new CommandLine(command, [], options, $"--{name} has no value. Write --{name}=value.");
            }
            var value = equals < 0 ? args[++i] : arg[(equals + 1)..];
            if (OwnOptions.GetValueOrDefault(command)?.Contains(name) == true)
            {
                options[name] = value;
            }
            else if (IsKnown(name, known))
            {
                settings.Add($"--{name}={value}");
            }
            else
            {
                return new CommandLine(command, [], options, $"--{name} is no setting.{Nearest(name, known)} All settings: Weft.Hub settings");
            }
        }
        return new CommandLine(command, settings, options, null);
    }

    /// <summary>True for a setting's name, also of one element of a list, and for what the framework reads.</summary>
    public static bool IsKnown(string name, IReadOnlyList<Setting> known) =>
        known.Any(s => name.Equals(s.Name, StringComparison.OrdinalIgnoreCase)
            || (s.IsList && Element().Match(name) is { Success: true } element && element.Groups[1].Value.Equals(s.Name, StringComparison.OrdinalIgnoreCase)))
        || Frameworks.Any(f => name.Equals(f, StringComparison.OrdinalIgnoreCase) || name.StartsWith(f + ":", StringComparison.OrdinalIgnoreCase));

    private static string Nearest(string name, IReadOnlyList<Setting> known)
    {
        var last = name.Split(':')[^1];
        var near = known.Select(s => s.Name).FirstOrDefault(n => n.Split(':')[^1].Equals(last, StringComparison.OrdinalIgnoreCase))
            ?? known.Select(s => s.Name).FirstOrDefault(n => n.Contains(last, StringComparison.OrdinalIgnoreCase));
        return near is null ? "" : $" Did you mean --{near}?";
    }

    [GeneratedRegex(@"^(.+):\d+$")]
    private static partial Regex Element();
}
