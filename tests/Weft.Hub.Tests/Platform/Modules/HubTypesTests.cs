using System.Reflection;
using Weft.Hub.Console;
using Weft.Hub.Platform.Modules;
using Xunit;

namespace Weft.Hub.Tests.Platform.Modules;

/// <summary>What is found without loading every type is what loading every type finds.</summary>
public sealed class HubTypesTests
{
    private static readonly Type[] All = typeof(IModule).Assembly.GetTypes();

    [Fact]
    public void Types_with_a_mark()
    {
        Check<PageAttribute>();
        Check<TabAttribute>();
        Check<BarItemAttribute>();
    }

    [Fact]
    public void Types_of_a_namespace()
    {
        const string Name = "Weft.Hub.Platform.Persistence.Migrations.Sqlite";
        var expected = All.Where(t => t.Namespace == Name && !t.IsNested).ToHashSet();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, HubTypes.In(Name).ToHashSet());
    }

    private static void Check<T>() where T : Attribute
    {
        var expected = All.Where(t => t.GetCustomAttribute<T>(inherit: false) is not null).ToHashSet();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, HubTypes.Marked<T>().ToHashSet());
        // Nobody inherits a mark, which would not be found.
        Assert.Equal(expected, All.Where(t => t.GetCustomAttribute<T>() is not null).ToHashSet());
    }
}
