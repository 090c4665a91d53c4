using Weft.Architecture.Tests.Specimens.Modules.Beta;
using Weft.Architecture.Tests.Specimens.Modules.Beta.Inside;

namespace Weft.Architecture.Tests.Specimens.Modules.Alpha;

internal sealed class AlphaModule : ISpecimenModule;

public static class AlphaFront
{
    public static int Answer() => 1;
}

internal static class UsesTheFront
{
    public static int Ask() => BetaFront.Answer();
}

internal static class AsksForATypeInside
{
    public static int Ask() => PublicInside.Answer();
}

internal static class AsksForATypeNestedInInternal
{
    public static int Ask() => BetaInternal.PublicNested.Answer();

    public static Type Outer() => typeof(BetaInternal);
}

internal static class AsksForAnInternalTypeInAnAsyncMethod
{
    public static async Task<int> Ask()
    {
        await Task.Yield();
        return BetaInternal.Answer();
    }
}

internal static class AsksForAnInternalTypeInALambda
{
    public static Func<int, int> Ask() => more => BetaInternal.Answer() + more;
}

internal static class AsksForAnInternalTypeInATypeArgument
{
    public static object Ask() => new List<BetaInternal>();
}

internal static class AsksForAnInternalTypeInAnAttribute
{
    [Concerns(typeof(BetaInternal))]
    public static int Ask() => 0;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConcernsAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
