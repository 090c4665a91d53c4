using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>POST /api/system/tenant-app/{id}/pull: the console's use of the forwards (app-store 7).</summary>
internal static class TryPull
{
    public static async Task<Answer<PullAnswer>> HandleAsync(
        long id, Fields fields, HttpContext context, CredentialDirectory credentials, PullForward forward, TimeProvider clock, CancellationToken ct)
    {
        if (await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is not { } credential)
        {
            return CommonErrors.NotFound;
        }
        var request = PullPatternOrder.Read(fields);
        if (request.IsRefused(out var refusal))
        {
            return refusal;
        }
        if (credential.AppType != OrderSyncModule.AppType)
        {
            return OrderSyncErrors.NoPull.With(credential.AppName);
        }
        return credential.StandingAt(clock.UtcNow()) == CredentialStanding.Good
            ? await forward.ExecuteAsync(credential, request.Value.Action, request.Value.Parameters, RequestId.Of(context), ct)
            : OrderSyncErrors.NotInService;
    }
}
