using ArchUnitNET.Loader;
using Weft.Architecture.Tests.Specimens;
using Weft.Hub.Platform.Modules;
using Xunit;

namespace Weft.Architecture.Tests;

public sealed class ModuleRulesTests
{
    private const string Specimens = "Weft.Architecture.Tests.Specimens";

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Hub = new(() => new ArchLoader().LoadAssembly(typeof(IModule).Assembly).Build());
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Broken = new(() => new ArchLoader().LoadAssembly(typeof(ISpecimenModule).Assembly).Build());

    private static IReadOnlyList<string> HubRoots => ModuleRules.RootsIn(typeof(IModule).Assembly, typeof(IModule));

    private static IReadOnlyList<string> BrokenRoots => ModuleRules.RootsIn(typeof(ISpecimenModule).Assembly, typeof(ISpecimenModule));

    [Fact]
    public void Platform_and_console_name_no_module() =>
        Assert.Empty(ModuleRules.FoundationNamesModule(Hub.Value, HubRoots, "Weft.Hub.Platform", "Weft.Hub.Console"));

    [Fact]
    public void A_module_names_another_only_through_its_front() => Assert.Empty(ModuleRules.PastTheFront(Hub.Value, HubRoots));

    [Fact]
    public void Modules_do_not_name_each_other_in_a_circle() => Assert.Empty(ModuleRules.Circles(Hub.Value, HubRoots));

    [Fact]
    public void Every_folder_of_modules_holds_a_module()
    {
        // Without this the rules above would pass on code that they do not see.
        var folders = Path.Combine(SourceTree.Root, "src", "Weft.Hub", "Modules");
        var names = Directory.Exists(folders)
            ? Directory.GetDirectories(folders).Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any()).Select(Path.GetFileName)
            : [];
        Assert.All(names, name => Assert.Contains(HubRoots, root => (root + ".").StartsWith($"Weft.Hub.Modules.{name}.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Modules_are_found_by_their_interface() =>
        Assert.Equal([$"{Specimens}.Modules.Alpha", $"{Specimens}.Modules.Beta", $"{Specimens}.Modules.Beta.Nested", $"{Specimens}.Modules.Gamma"], BrokenRoots);

    [Fact]
    public void A_foundation_that_names_a_module_is_caught() =>
        Assert.Equal(
            [$"{Specimens}.Foundation.NamesAModule → {Specimens}.Modules.Beta.BetaFront"],
            ModuleRules.FoundationNamesModule(Broken.Value, BrokenRoots, $"{Specimens}.Foundation"));

    [Fact]
    public void Each_way_past_a_front_is_caught_and_the_front_itself_is_not() =>
        Assert.Equal(
            [
                $"{Specimens}.Modules.Alpha.AsksForATypeInside → {Specimens}.Modules.Beta.Inside.PublicInside",
                $"{Specimens}.Modules.Alpha.AsksForATypeNestedInInternal → {Specimens}.Modules.Beta.BetaInternal",
                $"{Specimens}.Modules.Alpha.AsksForATypeNestedInInternal → {Specimens}.Modules.Beta.BetaInternal+PublicNested",
                $"{Specimens}.Modules.Alpha.AsksForAnInternalTypeInALambda → {Specimens}.Modules.Beta.BetaInternal",
                $"{Specimens}.Modules.Alpha.AsksForAnInternalTypeInATypeArgument → {Specimens}.Modules.Beta.BetaInternal",
                $"{Specimens}.Modules.Alpha.AsksForAnInternalTypeInAnAsyncMethod → {Specimens}.Modules.Beta.BetaInternal",
                $"{Specimens}.Modules.Alpha.AsksForAnInternalTypeInAnAttribute → {Specimens}.Modules.Beta.BetaInternal",
                $"{Specimens}.Modules.Beta.AsksAModuleThatLiesInItsFolder → {Specimens}.Modules.Beta.Nested.NestedInternal",
            ],
            ModuleRules.PastTheFront(Broken.Value, BrokenRoots));

    [Fact]
    public void A_circle_of_modules_is_caught_once() =>
        Assert.Equal(
            [$"{Specimens}.Modules.Alpha → {Specimens}.Modules.Beta → {Specimens}.Modules.Gamma → {Specimens}.Modules.Alpha"],
            ModuleRules.Circles(Broken.Value, BrokenRoots));
}
