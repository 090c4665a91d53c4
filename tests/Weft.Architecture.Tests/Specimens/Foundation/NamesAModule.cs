using Weft.Architecture.Tests.Specimens.Modules.Beta;

namespace Weft.Architecture.Tests.Specimens.Foundation;

internal static class NamesAModule
{
    // Only in a method body, where plain reflection would not see it.
    public static int Ask() => BetaFront.Answer();
}
