namespace Weft.Hub.Platform.Modules;

/// <summary>One thing the product does. Modules are found by this interface; there is no list of them.</summary>
public interface IModule
{
    string Name { get; }
}
