using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>Says how many applications are told of what a person has just saved (console-pages 7, 8).</summary>
internal sealed class PushAudience(IEnumerable<IDocumentPushes> pushes, HubDbContext db)
{
    /// <summary>Null for a factory's account, which sees nothing of customers' systems (production-domain 2).</summary>
    public async Task<int?> CountAsync(PushedDocument document, string? orderNo, SignedInUser user, CancellationToken ct)
    {
        if (user.FactoryId is not null)
        {
            return null;
        }
        var source = await db.Set<ProductionOrder>().AsNoTracking().Where(o => o.OrderNo == orderNo).Select(o => new { o.SourceType, o.SourceAppId }).FirstOrDefaultAsync(ct);
        return source is null || pushes.FirstOrDefault(p => p.Document == document) is not { } told ? 0
            : await told.AudienceAsync(source.SourceType == OrderSourceType.OpenApi, source.SourceAppId, ct);
    }
}
