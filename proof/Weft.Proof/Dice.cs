namespace Weft.Proof;

/// <summary>
/// Chance that can be repeated: the same seed and stream give the same throws, on every machine and whatever the threads do (SplitMix64). Each request,
/// order or worker has a stream of its own. Not for secrets.
/// </summary>
internal sealed class Dice(ulong seed, ulong stream = 0)
{
    private ulong state = Mix(seed) ^ Mix(stream + 0x9E37_79B9_7F4A_7C15);

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>True once in so many throws.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)Next();
        }
        return bytes;
    }

    private ulong Next() => Mix(state += 0x9E37_79B9_7F4A_7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
