using System.Globalization;

namespace Weft.Bench;

/// <summary>Both sides of one comparison, taken in turns in one run, so that a busy moment of the machine hits both.</summary>
internal static class Measurement
{
    /// <summary>
    /// A server that runs for months is measured when its code is compiled for good, which takes it longer the slower the machine is: it is warmed up until it
    /// grows no faster, but not for ever.
    /// </summary>
    private const int MostWarmUps = 24;

    /// <summary>So many runs in a row that are hardly better than the best before them.</summary>
    private const int SteadyRuns = 3;

    /// <summary>Runs each side a few times in turn and prints the medians and their ratio.</summary>
    public static async Task<double> CompareAsync(string what, string target, int rounds, Func<Task<LoadResult>> baseline, Func<Task<LoadResult>> hub)
    {
        await baseline();
        await WarmUpAsync(hub);
        List<LoadResult> bare = [], ours = [];
        for (var i = 0; i < rounds; i++)
        {
            bare.Add(await baseline());
            ours.Add(await hub());
        }
        var (b, h) = (Median(bare), Median(ours));
        var ratio = h.PerSecond / b.PerSecond;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}\n  baseline {b.PerSecond,9:n0}/s  median {b.MedianMs:n2} ms  p99 {b.P99Ms:n2} ms  failed {bare.Sum(r => r.Failed)}\n  Hub      {h.PerSecond,9:n0}/s  median {h.MedianMs:n2} ms  p99 {h.P99Ms:n2} ms  failed {ours.Sum(r => r.Failed)}\n  ratio    {ratio:n2}   (target {target})"));
        return ratio;
    }

    private static async Task WarmUpAsync(Func<Task<LoadResult>> hub)
    {
        var (best, steady) = (0.0, 0);
        List<string> runs = [];
        for (var i = 0; i < MostWarmUps && steady < SteadyRuns; i++)
        {
            var reached = (await hub()).PerSecond;
            runs.Add(reached.ToString("n0", CultureInfo.InvariantCulture));
            steady = reached > best * 1.03 ? 0 : steady + 1;
            best = Math.Max(best, reached);
        }
        Console.WriteLine($"warmed up at {string.Join(", ", runs)}/s");
    }

    private static LoadResult Median(List<LoadResult> results) => results.OrderBy(r => r.PerSecond).ElementAt(results.Count / 2);
}
