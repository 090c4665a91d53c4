using System.Diagnostics;
using System.Globalization;

namespace Weft.Proof;

/// <summary>What a proof measures, and so what may run beside it.</summary>
internal enum Measuring
{
    /// <summary>It counts: others may run beside it.</summary>
    Nothing,

    /// <summary>It judges times or memory by limits that the short form keeps far away from: it runs alone in the long form.</summary>
    Limits,

    /// <summary>It compares times with each other: it always runs alone.</summary>
    Ratios,
}

/// <summary>A claim about the product that takes many requests, several processes or a crash to check.</summary>
internal interface IProof
{
    /// <summary>Its word on the command line.</summary>
    string Name { get; }

    /// <summary>Whether others may run beside it.</summary>
    Measuring Measures { get; }

    /// <summary>Checks the claim, and prints what it counted.</summary>
    Task RunAsync(ProofRun run);
}

/// <summary>One run of a proof on one database: its figures, its failures, and the seed that repeats it.</summary>
internal sealed class ProofRun(string name, string provider, bool isShort, ulong seed, CancellationToken stop)
{
    private const int FailuresShown = 10;

    private static readonly Lock Printing = new();

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int failures;

    public string Provider { get; } = provider;

    public bool IsShort { get; } = isShort;

    public ulong Seed { get; } = seed;

    public CancellationToken Stop { get; } = stop;

    public int Failures => failures;

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>The short form's figure or the long one's.</summary>
    public T Take<T>(T shortForm, T longForm) => IsShort ? shortForm : longForm;

    public Dice Dice(int stream = 0) => new(Seed, (ulong)stream);

    public void Say(FormattableString line) => Print(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>What must hold; when it does not, the line says what to look at.</summary>
    public void Expect(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            Fail(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Fail(string what)
    {
        var count = Interlocked.Increment(ref failures);
        if (count <= FailuresShown)
        {
            Print("FAILED: " + what);
        }
        else if (count == FailuresShown + 1)
        {
            Print("FAILED: … and more");
        }
    }

    private void Print(string line)
    {
        lock (Printing)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{name}/{Provider} {watch.Elapsed.TotalSeconds,6:0.0}s] {line}"));
        }
    }
}
