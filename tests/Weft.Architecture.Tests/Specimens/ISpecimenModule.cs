namespace Weft.Architecture.Tests.Specimens;

/// <summary>Marks a module of the specimens, as IModule marks one of the Hub.</summary>
internal interface ISpecimenModule;
