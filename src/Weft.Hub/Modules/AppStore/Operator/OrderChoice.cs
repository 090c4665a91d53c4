using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>Which order the operator means: <c>orderNo</c> or <c>orderId</c>. The answer says whose it is, so that the rest happens in that tenant.</summary>
internal sealed record OrderChoice(long TenantId, long OrderId)
{
    public static async Task<Result<OrderChoice>> ReadAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var id = fields.Integer("orderId", 1);
        var no = fields.Text("orderNo", 32, required: id is null);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await db.AcrossTenants<AppOrder>("the operator opens an app order")
            .Where(o => (no == null || o.OrderNo == no) && (id == null || o.Id == id)).Select(o => new OrderChoice(o.TenantId, o.Id)).FirstOrDefaultAsync(ct);
        return found is null ? CommonErrors.NotFound : found;
    }
}
