using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>POST /api/system/tenant-app/{id}/pull: the console's use of the forwards (app-store 7).</summary>
internal static class TryPull
{
    public static async Task<Answer<PullAnswer>> HandleAsync(
        long id, Fields fields, HttpContext context, CredentialDirectory credentials, PullForward forward, TimeProvider clock, CancellationToken ct)
    {
        var found = await PullCredential.FindAsync(id, context, credentials, clock, ct);
        if (found.IsRefused(out var unusable))
        {
            return unusable;
        }
        var request = PullPatternOrder.Read(fields);
        return request.IsRefused(out var refusal)
            ? refusal
            : await forward.ExecuteAsync(found.Value, request.Value.Action, request.Value.Parameters, RequestId.Of(context), ct);
    }
}
