using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>The credential's type may call this endpoint; no type is a super-type (openapi-gateway 5.1).</summary>
internal sealed class AppTypeCheck : IGatewayCheck
{
    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var types = attempt.Access.AppTypes;
        var allowed = types.Count == 0 || types.Contains(attempt.Credential!.AppType, StringComparer.Ordinal);
        return ValueTask.FromResult(allowed ? null : GatewayErrors.AppType);
    }
}
