using Weft.Hub.Modules.Gateway.Signing;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>The signature is right for the raw body, with the current secret or one that a reset still tolerates (openapi-gateway 3.2, 3.4; app-store 6.3).</summary>
internal sealed class SignatureCheck : IGatewayCheck
{
    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var credential = attempt.Credential!;
        if (attempt.IsV2 ? attempt.Nonce is null : credential.RequireV2Signature)
        {
            return ValueTask.FromResult<Refusal?>(GatewayErrors.KeyOrSignature);
        }
        var previousCounts = credential.PreviousSecret is not null && credential.PreviousSecretUntil > attempt.Now;
        attempt.IsAuthentic = Verify(attempt, credential.AppSecret!) || (previousCounts && Verify(attempt, credential.PreviousSecret!));
        return ValueTask.FromResult(attempt.IsAuthentic ? null : GatewayErrors.KeyOrSignature);
    }

    private static bool Verify(GatewayAttempt attempt, SecretText secret) => attempt.IsV2
        ? RequestSignature.VerifyV2(
            secret.Bytes.Span,
            new V2Lines
            {
                AppKey = attempt.AppKey,
                Method = attempt.Method,
                Path = attempt.RawPath,
                RawQuery = attempt.RawQuery,
                Timestamp = attempt.Timestamp,
                Nonce = attempt.Nonce,
            },
            attempt.Body.Body.Span,
            attempt.Signature)
        : RequestSignature.VerifyV1(secret.Bytes.Span, attempt.AppKey, attempt.Timestamp, attempt.Body.Body.Span, attempt.Signature);
}
