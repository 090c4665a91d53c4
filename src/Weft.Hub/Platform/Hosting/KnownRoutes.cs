using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Weft.Hub.Platform.Hosting;

/// <summary>
/// All routes of the Hub, made once when first asked for. The framework's sources make them anew for each who asks: for the matcher, and again for links
/// and the API documents, which doubled the work of a start and what is kept of it. No route is added later.
/// </summary>
internal sealed class KnownRoutes(IEnumerable<EndpointDataSource> sources) : EndpointDataSource, IDisposable
{
    private readonly CompositeEndpointDataSource made = new(sources);

    public override IReadOnlyList<Endpoint> Endpoints => made.Endpoints;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    public void Dispose() => made.Dispose();

    /// <summary>Puts it in the place of what was mapped so far; to be called after the last route.</summary>
    public static void Fix(IEndpointRouteBuilder routes)
    {
        EndpointDataSource[] mapped = [.. routes.DataSources];
        routes.DataSources.Clear();
        routes.DataSources.Add(new KnownRoutes(mapped));
    }
}
