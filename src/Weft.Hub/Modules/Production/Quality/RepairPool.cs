namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Unqualified pieces on their way back to inspection (返修, production-domain 6). Pieces are moved, never made or lost.</summary>
/// <param name="Waiting">To be repaired, or being repaired.</param>
/// <param name="Declared">Declared repaired: a re-inspection may take them.</param>
internal readonly record struct RepairPool(int Waiting, int Declared)
{
    public int Total => Waiting + Declared;

    /// <summary>Pieces that an inspection found unqualified.</summary>
    public RepairPool Add(int pieces) => this with { Waiting = Waiting + pieces };

    /// <summary>返修完成申报.</summary>
    public RepairPool Declare(int pieces) => new(Checked(Waiting, pieces), Declared + pieces);

    /// <summary>A re-inspection takes them out.</summary>
    public RepairPool Recheck(int pieces) => this with { Declared = Checked(Declared, pieces) };

    /// <summary>A re-inspection is reversed: they are declared again.</summary>
    public RepairPool Return(int pieces) => this with { Declared = Declared + pieces };

    /// <summary>The inspection that put them in is reversed.</summary>
    public RepairPool Remove(int pieces)
    {
        var fromWaiting = Math.Min(Waiting, pieces);
        return new RepairPool(Waiting - fromWaiting, Checked(Declared, pieces - fromWaiting));
    }

    // Whoever calls has refused the command before: less than none is a bug, not an answer.
    private static int Checked(int have, int take) =>
        take >= 0 && take <= have ? have - take : throw new InvalidOperationException($"{take} of {have} pieces can not be taken.");
}
