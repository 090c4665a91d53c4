using System.Globalization;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>The timestamp is a whole number of milliseconds within five minutes of our clock (openapi-gateway 3.3).</summary>
internal sealed class ClockCheck(CredentialDirectory credentials) : IGatewayCheck
{
    public const long WindowMs = 300_000;

    public async ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var now = new DateTimeOffset(attempt.Now).ToUnixTimeMilliseconds();
        if (long.TryParse(attempt.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && Math.Abs((decimal)now - sent) <= WindowMs)
        {
            return null;
        }
        // A caller with the right secret and seconds in place of milliseconds is told so; that takes the credential.
        attempt.Credential = await credentials.FindByKeyAsync(attempt.AppKey, ct);
        return GatewayErrors.Timestamp;
    }
}
