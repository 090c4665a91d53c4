using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>A token bucket for each credential, on this node (openapi-gateway 3.5 step 11). Refused requests take no token.</summary>
internal sealed class BurstCheck(IOptions<GatewayOptions> options) : IGatewayCheck
{
    private readonly ConcurrentDictionary<long, Bucket> buckets = new();

    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var settings = options.Value;
        var bucket = buckets.GetOrAdd(attempt.Credential!.Id, static (_, size) => new Bucket(size), settings.BurstBucket);
        var left = bucket.Take(attempt.Now, settings.BurstPerSecond, settings.BurstBucket);
        attempt.BurstLeft = Math.Max(0, left);
        return ValueTask.FromResult(left >= 0 ? null : GatewayErrors.Rate with { RetryAfter = TimeSpan.FromSeconds(1) });
    }

    private sealed class Bucket(int size)
    {
        private double tokens = size;
        private DateTime filledAt;

        /// <summary>Tokens left after taking one, or -1 when there was none.</summary>
        public int Take(DateTime now, int perSecond, int size)
        {
            lock (this)
            {
                if (now > filledAt)
                {
                    tokens = filledAt == default ? tokens : Math.Min(size, tokens + ((now - filledAt).TotalSeconds * perSecond));
                    filledAt = now;
                }
                if (tokens < 1)
                {
                    return -1;
                }
                tokens--;
                return (int)tokens;
            }
        }
    }
}
