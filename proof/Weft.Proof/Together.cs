using System.Diagnostics;
using System.Globalization;

namespace Weft.Proof;

/// <summary>Many callers at once, and what they counted.</summary>
internal static class Together
{
    /// <summary>So many workers take the items one after the other until none is left; all of them begin at the same moment.</summary>
    public static async Task<TimeSpan> RunAsync<T>(int workers, IReadOnlyList<T> items, Func<T, int, Task> work)
    {
        var next = -1;
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, Math.Min(workers, items.Count)).Select(worker => Task.Run(async () =>
        {
            await start.Task;
            for (var i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next))
            {
                await work(items[i], i);
            }
        })).ToList();
        var from = Stopwatch.GetTimestamp();
        start.SetResult();
        await Task.WhenAll(running);
        return Stopwatch.GetElapsedTime(from);
    }

    /// <summary>The middle one; 0 when there is none.</summary>
    public static double Median(IEnumerable<double> values) => Share(values, 0.5);

    /// <summary>The value that so large a share stays below.</summary>
    public static double Share(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    /// <summary>Resident memory of a process in MB of 2^20 bytes, as ps and top show it.</summary>
    public static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>What a process has used of the processors so far: unlike the clock, it does not depend on who else works on this machine.</summary>
    public static double ProcessorSeconds(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>How busy this machine is: measurements on one that others use are what they are.</summary>
    public static string Load() => $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} processors";

    public static Task PauseAsync(TimeSpan time, CancellationToken stop) => Task.Delay(time, TimeProvider.System, stop);

    /// <summary>Asks until the answer is yes; false when the time is over first.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> holds, TimeSpan atMost, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(from) > atMost)
            {
                return false;
            }
            await PauseAsync(TimeSpan.FromMilliseconds(100), stop);
        }
        return true;
    }

    /// <summary>Counters of a day begin again at its end: near midnight of that zone the proof waits for the new day.</summary>
    public static async Task AwayFromMidnightAsync(ProofRun run, TimeSpan zone, TimeSpan needed)
    {
        var now = TimeProvider.System.GetUtcNow().ToOffset(zone);
        var left = now.Date.AddDays(1) - now.DateTime;
        if (left < needed)
        {
            run.Say($"waits {left.TotalSeconds:0} s for midnight at {zone}: the counters of the day begin again there");
            await PauseAsync(left + TimeSpan.FromSeconds(2), run.Stop);
        }
    }
}
