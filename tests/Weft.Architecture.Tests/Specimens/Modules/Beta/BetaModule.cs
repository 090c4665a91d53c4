using Weft.Architecture.Tests.Specimens.Modules.Beta.Nested;
using Weft.Architecture.Tests.Specimens.Modules.Gamma;

namespace Weft.Architecture.Tests.Specimens.Modules.Beta
{
    internal sealed class BetaModule : ISpecimenModule;

    public static class BetaFront
    {
        public static int Answer() => GammaFront.Answer();
    }

    internal sealed class BetaInternal
    {
        public static int Answer() => 1;

        public static class PublicNested
        {
            public static int Answer() => 2;
        }
    }

    internal static class AsksAModuleThatLiesInItsFolder
    {
        public static int Ask() => NestedInternal.Answer();
    }
}

namespace Weft.Architecture.Tests.Specimens.Modules.Beta.Inside
{
    public static class PublicInside
    {
        public static int Answer() => 3;
    }
}

namespace Weft.Architecture.Tests.Specimens.Modules.Beta.Nested
{
    internal sealed class NestedModule : ISpecimenModule;

    internal static class NestedInternal
    {
        public static int Answer() => 4;
    }
}
