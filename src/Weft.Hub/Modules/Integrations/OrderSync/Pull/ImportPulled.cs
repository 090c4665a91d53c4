using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>
/// POST /api/system/tenant-app/{id}/pull/import: one row of a customer's list becomes an order, exactly as import_order and orders/create would make it
/// (openapi-gateway 6.8, console-pages 4.2). Who pressed the button stands in the credential's log, in the order's commit.
/// </summary>
internal static class ImportPulled
{
    public static async Task<Answer<CreateOrderAnswer>> HandleAsync(
        long id, Fields fields, HttpContext context, CredentialDirectory credentials, PlaceOrder placeOrder, OrderQueries orders, Audit audit, HubDbContext db,
        TimeProvider clock, CancellationToken ct)
    {
        if (!context.User().May(PullCredential.PlaceOrders))
        {
            return CommonErrors.Forbidden;
        }
        var found = await PullCredential.FindAsync(id, context, credentials, clock, ct);
        if (found.IsRefused(out var unusable))
        {
            return unusable;
        }
        var request = CreateOrderRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var credential = found.Value;
        audit.Record(new AuditEntry("OrderSync", "ImportPulledOrder", "TenantApp", credential.Id, credential.AppName)
        {
            After = new { request.ExternalOrderNo, request.StyleNo, request.Quantity },
        });
        return await CreateOrder.PlaceAsync(request, fields, new SignedCall(credential, RequestId.Of(context)), placeOrder, orders, db, clock, ct);
    }
}
