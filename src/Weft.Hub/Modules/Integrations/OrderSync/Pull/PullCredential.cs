using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>The credential that a person of its tenant uses from the console.</summary>
internal static class PullCredential
{
    /// <summary>Places orders from the console; whoever manages credentials need not hold it.</summary>
    public const string PlaceOrders = "ORDER_CREATE";

    /// <summary>Refused when it is not the tenant's, has no Pull, or is switched off or expired.</summary>
    public static async Task<Result<CredentialSnapshot>> FindAsync(long id, HttpContext context, CredentialDirectory credentials, TimeProvider clock, CancellationToken ct) =>
        await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is not { } credential ? CommonErrors.NotFound
        : credential.AppType != OrderSyncModule.AppType ? OrderSyncErrors.NoPull.With(credential.AppName)
        : credential.StandingAt(clock.UtcNow()) == CredentialStanding.Good ? credential
        : OrderSyncErrors.NotInService;
}
