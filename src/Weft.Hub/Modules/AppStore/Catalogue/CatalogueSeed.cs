using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>Lists each integration module of this build in the store, once; what the operator made of it stays (app-store 1).</summary>
internal sealed class CatalogueSeed(HubDbContext db, TenantScope scope, TimeProvider clock, IEnumerable<IAppType> types) : ISeed
{
    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        foreach (var type in types)
        {
            if (await db.Set<StoreApp>().AnyAsync(a => a.AppCode == type.Code, ct))
            {
                continue;
            }
            var app = StoreApp.From(type, clock.UtcNow());
            db.Add(app);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
            {
                // Another node that starts at the same time was first.
                db.Entry(app).State = EntityState.Detached;
            }
        }
    }
}
