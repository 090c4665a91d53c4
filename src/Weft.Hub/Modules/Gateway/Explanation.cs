using System.Security.Cryptography;
using Weft.Hub.Modules.Gateway.Signing;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway;

/// <summary>
/// Asks the signature doctor why an authentication failed. An unknown key is examined with secrets that nobody has, so that the time taken does
/// not tell known keys from unknown ones (openapi-gateway 3.5); and one examination runs at a time, so that failures can not take the processor.
/// </summary>
internal sealed class Explanation : IDisposable
{
    private readonly SemaphoreSlim slot = new(1, 1);
    private readonly CandidateSecrets nobodys = new() { Current = RandomNumberGenerator.GetBytes(32), Callback = RandomNumberGenerator.GetBytes(27) };

    public Diagnosis? Of(GatewayAttempt attempt, Refusal refusal)
    {
        if (refusal.Token is not ("APP_KEY_OR_SIGNATURE" or "TIMESTAMP") || !slot.Wait(0))
        {
            return null;
        }
        try
        {
            var credential = attempt.Credential;
            var secrets = credential is not { AppSecret: { } current } ? nobodys : new CandidateSecrets
            {
                Current = current.Bytes,
                Previous = credential.PreviousSecret?.Bytes ?? default,
                PreviousAccepted = credential.PreviousSecretUntil > attempt.Now,
                Callback = credential.CallbackSecret?.Bytes ?? default,
            };
            return SignatureDoctor.Diagnose(
                new SignatureAttempt
                {
                    AppKey = attempt.AppKey,
                    Timestamp = attempt.Timestamp,
                    Signature = attempt.Signature,
                    Method = attempt.Method,
                    Path = attempt.RawPath,
                    RawQuery = attempt.RawQuery,
                    Host = attempt.Http.Request.Host.Value,
                    Body = attempt.Body.Body,
                    IsV2 = attempt.IsV2,
                    Nonce = attempt.Nonce,
                    RequiresV2 = credential?.RequireV2Signature ?? false,
                },
                secrets);
        }
        finally
        {
            slot.Release();
        }
    }

    public void Dispose() => slot.Dispose();
}
