using System.Net;
using System.Net.Sockets;

namespace Weft.Hub.Platform.Outbound;

/// <summary>Stands before DNS, so that a test can be the name server.</summary>
public interface IHostResolver
{
    /// <summary>Every address of a name, in the order in which they are to be tried; empty when the name does not resolve.</summary>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>The resolver of the machine: its hosts file and its name servers.</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // No such name, no address of it, or no name server: to the caller all three mean that there is nowhere to connect to.
            return [];
        }
    }
}
