using System.Security.Cryptography;
using System.Text;
using Weft.Hub.Modules.Gateway.Replay;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>
/// A writing request passes once; a signature with a body belongs to the first path it was used on; a V2 nonce passes once on any endpoint
/// (openapi-gateway 3.4). Claims are durable and shared by all nodes.
/// </summary>
internal sealed class ReplayCheck(ReplayStore store) : IGatewayCheck
{
    public async ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct)
    {
        var writes = attempt.Access.Kind == SignedKind.Write;
        var hasBody = !attempt.Body.Body.IsEmpty;
        if (!writes && !hasBody && !attempt.IsV2)
        {
            return null;
        }
        var place = Hash($"{attempt.Method}\n{attempt.RawPath}");
        // With a body the triple itself is claimed, whatever the path: that covers both rules. Without one, two different calls of the same
        // millisecond have the same triple, so the place is part of the claim.
        var key = attempt.IsV2 ? Hash($"nonce\n{attempt.AppKey}\n{attempt.Nonce}")
            : hasBody ? Hash($"{attempt.AppKey}\n{attempt.Timestamp}\n{attempt.Signature}")
            : Hash($"{attempt.AppKey}\n{attempt.Timestamp}\n{attempt.Signature}\n{attempt.Method}\n{attempt.RawPath}");
        var mayRepeatHere = !writes && !attempt.IsV2;
        return await store.ClaimAsync(new ReplayClaimRequest(key, BitConverter.ToInt64(place), mayRepeatHere), ct) ? null : GatewayErrors.Replay;
    }

    /// <summary>Sixteen bytes of SHA-256: only holders of a secret get this far, so nobody can look for collisions against others.</summary>
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
}
