namespace Weft.Hub.Console;

/// <summary>Puts a component into the bar above every page, such as the bell; found, like pages.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BarItemAttribute : Attribute
{
    public int Sort { get; init; }
}
