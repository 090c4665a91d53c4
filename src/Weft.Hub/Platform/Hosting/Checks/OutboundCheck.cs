using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>Says where the Hub may connect to (openapi-gateway 8), so that an opened network is seen.</summary>
internal sealed class OutboundCheck(IOptions<OutboundOptions> options, AddressRules rules) : IInstallationCheck
{
    // The metadata service of the large clouds hands out credentials to whoever asks from the machine.
    private static readonly IPAddress CloudMetadata = IPAddress.Parse("169.254.169.254");

    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var settings = options.Value;
        yield return new Finding("outbound", settings.AllowedNetworks.Length == 0
            ? "public addresses only"
            : "public addresses, and " + string.Join(", ", settings.AllowedNetworks));
        if (rules.Allows(CloudMetadata))
        {
            yield return new Finding("outbound", $"{CloudMetadata}, the clouds' metadata service, may be reached", "take 169.254.0.0/16 out of Outbound:AllowedNetworks");
        }
        if (settings.AllowHttp)
        {
            yield return new Finding("outbound", "plain http is allowed: for development only");
        }
        yield return new Finding("outbound", settings.OwnHosts.Length == 0
            ? "no name of the Hub itself is set (Outbound:OwnHosts): a callback could call the Hub"
            : "never the Hub itself: " + string.Join(", ", settings.OwnHosts));
    }
}
