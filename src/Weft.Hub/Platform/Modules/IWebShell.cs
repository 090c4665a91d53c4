namespace Weft.Hub.Platform.Modules;

/// <summary>What is put around the pages of the modules: the web console. Found in the assembly like a module; needs a constructor without parameters.</summary>
public interface IWebShell
{
    /// <summary>Registers what the pages share.</summary>
    void AddServices(WebApplicationBuilder builder);

    /// <summary>Steps of the pipeline before a route is chosen.</summary>
    void UseBeforeRouting(IApplicationBuilder app);

    /// <summary>Steps behind the access rules of the routes, for those that the shell enforces itself (<see cref="Api.ISelfEnforced"/>).</summary>
    void UseAfterAccess(IApplicationBuilder app);

    /// <summary>Maps pages and files.</summary>
    void MapRoutes(WebApplication app);
}
