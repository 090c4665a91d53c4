using Weft.Hub.Modules.Gateway.Burst;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>Not more at once than the credential's bucket holds (openapi-gateway 3.5 step 11). Refused requests take no token.</summary>
internal sealed class BurstCheck(TokenBuckets buckets) : IGatewayCheck
{
    public async ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var left = await buckets.TakeAsync(attempt.Credential!.Id, attempt.Now);
        attempt.BurstLeft = Math.Max(0, left);
        return left >= 0 ? null : GatewayErrors.Rate with { RetryAfter = TimeSpan.FromSeconds(1) };
    }
}
