using System.Security.Cryptography;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway.Signing;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>The key is known; an unknown one costs the same HMAC and gets the same answer as a wrong signature (openapi-gateway 3.5 step 5).</summary>
internal sealed class CredentialCheck(CredentialDirectory credentials) : IGatewayCheck
{
    private readonly byte[] dummy = RandomNumberGenerator.GetBytes(32);

    public async ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        attempt.Credential = await credentials.FindByKeyAsync(attempt.AppKey, ct);
        if (attempt.Credential is { AppSecret: not null })
        {
            return null;
        }
        RequestSignature.VerifyV1(dummy, attempt.AppKey, attempt.Timestamp, attempt.Body.Body.Span, attempt.Signature);
        attempt.Remark = attempt.Credential is null ? null : "密钥尚未领取，请先在「客户应用管理」中领取密钥";
        return GatewayErrors.KeyOrSignature;
    }
}
