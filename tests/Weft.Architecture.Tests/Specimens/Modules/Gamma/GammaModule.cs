using Weft.Architecture.Tests.Specimens.Modules.Alpha;

namespace Weft.Architecture.Tests.Specimens.Modules.Gamma;

internal sealed class GammaModule : ISpecimenModule;

/// <summary>Closes the circle Alpha → Beta → Gamma → Alpha.</summary>
public static class GammaFront
{
    public static int Answer() => AlphaFront.Answer();
}
