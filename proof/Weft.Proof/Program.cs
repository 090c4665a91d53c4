using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Weft.Proof;
using Weft.Proof.Fuzz;
using Weft.Proof.Season;
using Weft.Proof.States;
using Weft.Testing;

// Weft.Proof [--short] [--seed N] [--only sqlite|postgres] [NAME…]; the last line says "N passed, N failed".
IProof[] all = [new FuzzProof(), new ReplayProof(), new QuotaProof(), new IdempotencyProof(), new KillProof(), new ReceiversProof(), new SeasonProof(), new StatesProof(), new ExcelProof(), new PartnerProof(), new ConsoleProof(), new StartupProof()];
var isShort = args.Contains("--short");
var seed = Option("--seed") is { } given ? ulong.Parse(given, CultureInfo.InvariantCulture) : BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
var only = Option("--only");
var names = args.Where((a, i) => !a.StartsWith('-') && (i == 0 || args[i - 1] is not ("--seed" or "--only"))).ToList();
if (names.FirstOrDefault(n => all.All(p => p.Name != n)) is { } unknown)
{
    Console.Error.WriteLine($"No proof is called {unknown}. There are: {string.Join(", ", all.Select(p => p.Name))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
// Hubs are processes of their own: none may outlive this one, however it ends.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Abandon);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Abandon);
var chosen = all.Where(p => names.Count == 0 || names.Contains(p.Name)).ToList();
var providers = TestDatabase.Providers().Where(p => only is null || p == only).ToList();
Console.WriteLine($"seed {seed}; databases: {string.Join(", ", providers)}; {(isShort ? "short" : "long")} form of {string.Join(", ", chosen.Select(p => p.Name))}");

var (passed, failed) = (0, 0);
try
{
    // Two at a time, on two processors. The kill proof mostly waits for leases of killed nodes to run out, so it shares the time with the others.
    var counting = chosen.Where(p => !IsAlone(p)).ToList();
    using var places = new SemaphoreSlim(2);
    var running = counting.OfType<KillProof>().SelectMany(p => providers.Select(provider => OneAsync(p, provider))).ToList();
    running.AddRange(counting.Where(p => p is not KillProof).SelectMany(p => providers.Select(async provider =>
    {
        await places.WaitAsync();
        await OneAsync(p, provider);
        places.Release();
    })));
    await Task.WhenAll(running);
    foreach (var proof in chosen.Where(IsAlone))
    {
        await EachAsync(proof);
    }
}
finally
{
    await Installation.ForgetTemplatesAsync();
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;

bool IsAlone(IProof proof) => proof.Measures == Measuring.Ratios || (proof.Measures == Measuring.Limits && !isShort);

async Task EachAsync(IProof proof)
{
    foreach (var provider in providers)
    {
        await OneAsync(proof, provider);
    }
}

async Task OneAsync(IProof proof, string provider)
{
    await Task.Yield();
    var limit = isShort ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(45);
    using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
    patience.CancelAfter(limit);
    var run = new ProofRun(proof.Name, provider, isShort, seed, patience.Token);
    try
    {
        await proof.RunAsync(run).WaitAsync(patience.Token);
    }
#pragma warning disable CA1031 // A proof that breaks has failed, and the others still run.
    catch (Exception broke)
#pragma warning restore CA1031
    {
        run.Fail(patience.IsCancellationRequested ? $"stopped after {run.Elapsed}; the limit is {limit}" : broke.ToString());
    }
    run.Say($"{(run.Failures == 0 ? "PASSED" : "NOT PROVEN")} in {run.Elapsed.TotalSeconds:0.0} s{(run.Failures == 0 ? "" : $"; repeat with: proof/run.sh {(isShort ? "--short " : "")}--seed {seed} --only {provider} {proof.Name}")}");
    _ = run.Failures == 0 ? Interlocked.Increment(ref passed) : Interlocked.Increment(ref failed);
}

void Abandon(PosixSignalContext context)
{
    Installation.KillAll();
    Environment.Exit(130);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
