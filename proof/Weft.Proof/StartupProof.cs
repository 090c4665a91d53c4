namespace Weft.Proof;

/// <summary>
/// A Hub is ready within two seconds of the start of its process, on a database that has data, and holds under 200 MB (2²⁰ bytes, as ps, top and systemd
/// count) fifteen seconds later. Judged by the published Release build, whose folder <c>WEFT_PROOF_PUBLISH</c> names; a Debug build compiles as it starts
/// and holds what the compiler made, so its figures are printed and not judged; the short form waits two seconds.
/// </summary>
internal sealed class StartupProof : IProof
{
    private const double ReadyWithinSeconds = 2;
    private const double IdleMegabytes = 200;

    public string Name => "startup";

    public Measuring Measures => Measuring.Limits;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        var first = await installation.StartAsync(stop: run.Stop);
        using (var console = await installation.SignInAsync(first))
        {
            using var client = (await console.CreateCredentialAsync("startup")).Client(first);
            await Orders.PlaceAsync(client, "startup", run.Take(200, 2_000));
        }
        await first.StopAsync();
        await Installation.EndAsync(first);

        var published = Environment.GetEnvironmentVariable("WEFT_PROOF_PUBLISH") is { Length: > 0 } folder ? Path.Combine(folder, "Weft.Hub.dll") : null;
        await MeasureAsync(run, installation, "build under test", null, isJudged: false);
        if (published is not null)
        {
            await MeasureAsync(run, installation, "published Release build", published, isJudged: true);
        }
    }

    private static async Task MeasureAsync(ProofRun run, Installation installation, string what, string? program, bool isJudged)
    {
        List<double> seconds = [];
        List<double> processor = [];
        double megabytes = 0;
        var starts = run.Take(1, 5);
        for (var i = 1; i <= starts; i++)
        {
            var hub = await installation.StartAsync(program: program, stop: run.Stop);
            seconds.Add(hub.StartedIn.TotalSeconds);
            processor.Add(Together.ProcessorSeconds(hub.Id));
            if (i == starts)
            {
                await Together.PauseAsync(TimeSpan.FromSeconds(run.Take(2, 15)), run.Stop);
                megabytes = Together.ResidentMegabytes(hub.Id);
            }
            await hub.StopAsync();
            await Installation.EndAsync(hub);
        }
        var median = Together.Median(seconds);
        run.Say($"{what}: ready after {median:0.00} s in the middle of {starts} starts ({string.Join(", ", seconds.Select(s => s.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}), {megabytes:0} MB when idle; {Together.Median(processor):0.00} s of processor time by then, {Together.Load()}");
        if (isJudged)
        {
            run.Expect(median <= ReadyWithinSeconds, $"{what}: ready after {median:0.00} s, more than {ReadyWithinSeconds:0} s");
            run.Expect(megabytes < IdleMegabytes, $"{what}: {megabytes:0} MB when idle, not under {IdleMegabytes:0} MB");
        }
    }
}
