using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The version that the person saw.</summary>
internal sealed record DeleteStyleRequest(int? Version);

/// <summary>DELETE /api/production/styles/{id}: refused when orders were made of it (console-pages 10).</summary>
internal static class DeleteStyle
{
    public static async Task<Answer<Done>> HandleAsync(long id, Fields fields, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync<Done>(async () =>
        {
            var style = await db.Set<Style>().FirstOrDefaultAsync(s => s.Id == id, ct);
            if (style is null)
            {
                return ProductionErrors.StyleNotFound;
            }
            if (version is { } seen && seen != style.Version)
            {
                return CommonErrors.Stale;
            }
            if (await db.Set<ProductionOrder>().CountAsync(o => o.StyleNo == style.StyleNo, ct) is > 0 and var orders)
            {
                return StyleErrors.InUse.With(style.StyleNo, orders);
            }
            style.Delete(clock.UtcNow());
            db.NoteStyle(id, "DELETE", actor, clock.UtcNow());
            return Done.Value;
        }, ct);
    }
}
