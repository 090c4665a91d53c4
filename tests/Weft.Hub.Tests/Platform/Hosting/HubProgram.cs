using System.Diagnostics;

namespace Weft.Hub.Tests.Platform.Hosting;

/// <summary>The program as an operator calls it: arguments in, exit code and text out.</summary>
internal static class HubProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public sealed record Outcome(int ExitCode, string Output, string Error);

    public static Task<Outcome> RunAsync(params IReadOnlyList<string> args) => RunInAsync(null, args);

    public static async Task<Outcome> RunInAsync(IReadOnlyDictionary<string, string>? environment, params IReadOnlyList<string> args)
    {
        using var process = Process.Start(StartInfo(environment, args))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new Outcome(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo StartInfo(IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Weft.Hub.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return start;
    }
}
