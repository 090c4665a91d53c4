using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>The caller's address is on the credential's list, where it has one (openapi-gateway 3.5 step 8).</summary>
internal sealed class IpCheck : IGatewayCheck
{
    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var allowed = attempt.Credential!.IpAllowList;
        var denied = allowed.Count > 0 && !allowed.Any(network => network.Contains(attempt.Address));
        return ValueTask.FromResult(denied ? GatewayErrors.IpDenied.With(attempt.Address) : null);
    }
}
