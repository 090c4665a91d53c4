namespace Weft.Hub.Platform.Modules;

/// <summary>One thing the product does: the table of contents of one folder below <c>Modules/</c>.</summary>
/// <remarks>Modules are found in the assembly, never listed; each needs a constructor without parameters.</remarks>
public interface IModule
{
    /// <summary>Name for logs and for <c>Weft.Hub settings</c>; the folder's name.</summary>
    string Name { get; }

    /// <summary>Registers the module's services, options, workers, jobs and event handlers.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the module's routes; each says who may call it (<see cref="Api.IAccessRule"/>).</summary>
    void MapRoutes(IEndpointRouteBuilder routes);

    /// <summary>The permission codes that this module's routes and pages ask for.</summary>
    IEnumerable<Permission> Permissions => [];
}

/// <summary>A permission code that a role can hold (production-domain 11).</summary>
/// <param name="Code">Stable code, such as <c>MENU_STYLE_INFO</c>.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Kind"><c>MENU</c> or <c>BUTTON</c>.</param>
/// <param name="Parent">Code of the menu that a button belongs to, or null.</param>
/// <param name="Path">Page address of a menu, or null.</param>
/// <param name="Sort">Order among its siblings.</param>
public sealed record Permission(string Code, string Name, string Kind, string? Parent = null, string? Path = null, int Sort = 0);
