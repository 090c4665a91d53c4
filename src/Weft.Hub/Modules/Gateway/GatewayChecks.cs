using Weft.Hub.Modules.Gateway.Checks;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway;

/// <summary>One question that a signed request must answer. The first refusal is the answer.</summary>
internal interface IGatewayCheck
{
    ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct);
}

/// <summary>The checks in the order of openapi-gateway 3.5; the door itself does steps 1, 2 and 13.</summary>
internal sealed class GatewayChecks(
    HeaderCheck headers,
    ClockCheck clock,
    CredentialCheck credential,
    SignatureCheck signature,
    ReplayCheck replay,
    IpCheck ip,
    StandingCheck standing,
    AppTypeCheck appType,
    BurstCheck burst,
    QuotaCheck quota)
{
    public IReadOnlyList<IGatewayCheck> InOrder { get; } =
    [
        headers,    // step 3
        clock,      // step 4
        credential, // step 5
        signature,  // step 6
        replay,     // step 7
        ip,         // step 8
        standing,   // step 9
        appType,    // step 10
        burst,      // step 11
        quota,      // step 12
    ];
}
