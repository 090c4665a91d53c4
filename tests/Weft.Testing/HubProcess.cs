using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Weft.Testing;

/// <summary>How to start a Hub. The same options started again continue with the same data and the same master key.</summary>
public sealed record HubProcessOptions
{
    /// <summary>The data folder; it exists, and outlives the process.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The <c>Weft.Hub.dll</c> to run, a published one for example; null takes the one that was built with the tests.</summary>
    public string? Program { get; init; }

    /// <summary>Where it listens; port 0 takes a free one. For the same port again: the last <see cref="HubProcess.BaseAddress"/>.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>Settings by name, as on the command line: <c>Database:Provider</c> and so on.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary><c>Secrets:MasterKey</c>, 32 random bytes in Base64.</summary>
    public string MasterKey { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Environment variables besides those of the test's own process; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether to wait for <c>/health/ready</c> after the address is known.</summary>
    public bool WaitForReady { get; init; } = true;

    /// <summary>How long a start may take, of real time.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>The real Hub as a process of its own, for what only a process can do: crash, restart, and be one of several.</summary>
public sealed partial class HubProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long startedAt = TimeProvider.System.GetTimestamp();

    private HubProcess(HubProcessOptions options)
    {
        var hub = options.Program ?? Locate();
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(hub)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = ["exec", hub, "serve", "--urls", options.Url, "--data", options.DataFolder, $"--Secrets:MasterKey={options.MasterKey}"];
        foreach (var argument in arguments.Concat(options.Settings.Select(setting => $"--{setting.Key}={setting.Value}")))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The Hub ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended, by itself or not.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>From the start of the process until it was ready (or until it listened, when readiness was not waited for).</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>What it has written so far, standard output and error together.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts a Hub and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not get ready in time; the message holds what it wrote.</exception>
    public static async Task<HubProcess> StartAsync(HubProcessOptions options, CancellationToken stop = default)
    {
        var hub = new HubProcess(options);
        try
        {
            using var patience = new CancellationTokenSource(options.StartTimeout, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
            hub.BaseAddress = await hub.listening.Task.WaitAsync(either.Token);
            if (options.WaitForReady)
            {
                await hub.UntilReadyAsync(either.Token);
            }

            hub.StartedIn = TimeProvider.System.GetElapsedTime(hub.startedAt);
            return hub;
        }
        catch (Exception failed) when (failed is OperationCanceledException or InvalidOperationException)
        {
            await hub.KillAsync();
            var wrote = hub.Output;
            await hub.DisposeAsync();
            stop.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The Hub did not get ready within {options.StartTimeout}. It wrote:\n{wrote}", failed);
        }
    }

    /// <summary>Ends it at once, without a chance to finish anything: <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM), and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It still runs after 30 s, unless told otherwise; it is then killed.</exception>
    public async Task<int> StopAsync(TimeSpan? timeout = null)
    {
        if (!process.HasExited && Signal(process.Id, SigTerm) != 0)
        {
            throw new InvalidOperationException($"The signal did not reach process {process.Id}.");
        }

        try
        {
            await process.WaitForExitAsync().WaitAsync(timeout ?? TimeSpan.FromSeconds(30), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await KillAsync();
            throw new TimeoutException($"The Hub did not stop when asked to. It wrote:\n{Output}");
        }

        return process.ExitCode;
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private async Task UntilReadyAsync(CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = BaseAddress };
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        do
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The Hub ended before it was ready.");
            }

            try
            {
                using var answer = await http.GetAsync("/health/ready", stop);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet, or gone: the next round tells.
            }
        }
        while (await tick.WaitForNextTickAsync(stop));
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        if (!listening.Task.IsCompleted && ListeningOn().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups["url"].Value));
        }
    }

    // Beside the tests, where the build has copied it; or where the Hub's own build has put it, in the same configuration.
    private static string Locate()
    {
        const string Name = "Weft.Hub.dll";
        var here = AppContext.BaseDirectory;
        if (File.Exists(Path.Combine(here, Name)) && File.Exists(Path.Combine(here, "Weft.Hub.runtimeconfig.json")))
        {
            return Path.Combine(here, Name);
        }

        var built = Path.Combine(new DirectoryInfo(here).Parent!.Name, new DirectoryInfo(here).Name);
        for (var at = new DirectoryInfo(here); at is not null; at = at.Parent)
        {
            var own = Path.Combine(at.FullName, "src", "Weft.Hub", "bin", built, Name);
            if (File.Exists(Path.Combine(at.FullName, "Weft.slnx")) && File.Exists(own))
            {
                return own;
            }
        }

        throw new FileNotFoundException($"{Name} lies neither in {here} nor in the output of src/Weft.Hub: build the solution first.");
    }

    // In plain text and in structured logs alike.
    [GeneratedRegex(@"Now listening on: (?<url>https?://[^\s""\\]+)")]
    private static partial Regex ListeningOn();

    // .NET can kill a process, but not ask it to end.
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
