using System.Globalization;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Gateway.Quota;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>Counts the call against the day's quota (openapi-gateway 4.1). Everything after this was counted, whatever it answers.</summary>
internal sealed class QuotaCheck(QuotaCounter counter, IOptions<GatewayOptions> options) : IGatewayCheck
{
    public async ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var credential = attempt.Credential!;
        var midnight = attempt.Now.Date.AddDays(1);
        var untilMidnight = midnight - attempt.Now;
        var grant = await counter.CountAsync(credential.TenantId, credential.Id, credential.DailyQuota, attempt.Now, ct);
        if (!grant.Granted)
        {
            return GatewayErrors.DailyQuota with { RetryAfter = untilMidnight };
        }
        var headers = attempt.Http.Response.Headers;
        var remaining = credential.DailyQuota == 0 ? "unlimited" : grant.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-Quota-Limit"] = credential.DailyQuota.ToString(CultureInfo.InvariantCulture);
        headers["X-Quota-Remaining"] = remaining;
        headers["X-Quota-Reset"] = new DateTimeOffset(midnight).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        // Draft IETF RateLimit fields: a policy for the burst and one for the day.
        var (bucket, seconds) = (options.Value.BurstBucket, Math.Max(1, options.Value.BurstBucket / options.Value.BurstPerSecond));
        headers["RateLimit-Policy"] = credential.DailyQuota == 0
            ? string.Create(CultureInfo.InvariantCulture, $"\"burst\";q={bucket};w={seconds}")
            : string.Create(CultureInfo.InvariantCulture, $"\"burst\";q={bucket};w={seconds}, \"day\";q={credential.DailyQuota};w=86400");
        headers["RateLimit"] = credential.DailyQuota == 0
            ? string.Create(CultureInfo.InvariantCulture, $"\"burst\";r={attempt.BurstLeft};t=1")
            : string.Create(CultureInfo.InvariantCulture, $"\"burst\";r={attempt.BurstLeft};t=1, \"day\";r={grant.Remaining};t={(long)untilMidnight.TotalSeconds}");
        return null;
    }
}
