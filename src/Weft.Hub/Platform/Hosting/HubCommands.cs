namespace Weft.Hub.Platform.Hosting;

/// <summary>The command line (running 2): <c>serve</c>, <c>demo</c>, <c>migrate</c>, <c>settings</c>, <c>check</c>.</summary>
public static class HubCommands
{
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var (command, rest) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("serve", args);
        switch (command)
        {
            case "serve":
                await HubHost.Build(rest).RunAsync();
                return 0;
            default:
                await Console.Error.WriteLineAsync($"Unknown command: {command}. Known: serve, demo, migrate, settings, check.");
                return 2;
        }
    }
}
