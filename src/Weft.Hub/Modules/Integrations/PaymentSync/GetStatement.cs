using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>GET /payment/{reconciliationNo} (openapi-gateway 6.7).</summary>
internal static class GetStatement
{
    public static async Task<Answer<StatementAnswer>> HandleAsync(string reconciliationNo, SignedCall call, StatementQueries statements, CancellationToken ct)
    {
        var found = await statements.FindAsync(reconciliationNo, call.Credential.Visibility(), ct);
        if (found is null)
        {
            return PaymentSyncErrors.StatementNotFound;
        }
        (call.OrderNo, call.ExternalOrderNo) = (found.OrderNo, found.ExternalOrderNo);
        return StatementAnswer.Of(found, call.Time);
    }
}
