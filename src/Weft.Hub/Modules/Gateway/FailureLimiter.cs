using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Modules.Gateway;

/// <summary>Counts failed authentications by address and minute (openapi-gateway 3.5 step 2). Who signs rightly is never counted, nor held up.</summary>
internal sealed class FailureLimiter(IOptions<GatewayOptions> options)
{
    private const int MaxAddresses = 100_000;

    private readonly ConcurrentDictionary<IPAddress, (long Minute, int Count)> failures = new();

    /// <summary>Counts a failure; true while the address is within its limit.</summary>
    public bool Count(IPAddress address, DateTime now)
    {
        var minute = now.Ticks / TimeSpan.TicksPerMinute;
        if (failures.Count > MaxAddresses)
        {
            // A flood from many addresses: forget old minutes rather than grow.
            foreach (var (key, value) in failures)
            {
                if (value.Minute < minute)
                {
                    failures.TryRemove(key, out _);
                }
            }
        }
        var state = failures.AddOrUpdate(address, _ => (minute, 1), (_, old) => old.Minute == minute ? (minute, old.Count + 1) : (minute, 1));
        return state.Count <= options.Value.FailuresPerMinute;
    }
}
