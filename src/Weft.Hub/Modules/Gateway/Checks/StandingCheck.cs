using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>Tenant and credential are in order and a subscription covers this moment; evaluated here, whatever the jobs did (openapi-gateway 3.5 step 9).</summary>
internal sealed class StandingCheck : IGatewayCheck
{
    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct) =>
        ValueTask.FromResult(attempt.Credential!.StandingAt(attempt.Now) switch
        {
            CredentialStanding.Good => null,
            CredentialStanding.TenantDisabled => GatewayErrors.TenantDisabled,
            CredentialStanding.Disabled => GatewayErrors.AppDisabled,
            _ => GatewayErrors.AppExpired,
        });
}
