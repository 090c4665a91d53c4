using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.Bench;

/// <summary>A server in its own process, on the processor core that is kept for what is measured.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int Id => process.Id;

    public long PeakMemoryBytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <param name="core">Core to run on, or null for any.</param>
    /// <param name="dll">Program.</param>
    /// <param name="arguments">Its arguments; it must print <c>Now listening on: http://…:PORT</c>.</param>
    public static async Task<ServerProcess> StartAsync(int? core, string dll, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(core is null ? "dotnet" : "taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] prefix = core is { } c ? ["-c", c.ToString(CultureInfo.InvariantCulture), "dotnet"] : [];
        foreach (var argument in (string[])[.. prefix, dll, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _ = process.StandardError.ReadToEndAsync();
        List<string> seen = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            seen.Add(line);
            // As text or, in production, inside a line of JSON.
            if (Listening().Match(line) is { Success: true } listening)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, int.Parse(listening.Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }
        throw new InvalidOperationException("The server ended: " + string.Join('\n', seen.TakeLast(20)));
    }

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
