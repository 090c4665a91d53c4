using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>What the store offers. Looking creates nothing (app-store 9, S16).</summary>
internal static class ShowCatalogue
{
    internal sealed record Request(string? Category);

    /// <summary><c>POST /app-store/list</c></summary>
    public static async Task<Answer<StoreAppAnswer[]>> ListAsync(Fields fields, HubDbContext db, IEnumerable<IAppType> types, CancellationToken ct)
    {
        var category = fields.Text("category", 32);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var apps = await db.Set<StoreApp>().AsNoTracking()
            .Where(a => a.Status == StoreAppStatus.Published && (category == null || a.Category == category))
            .OrderBy(a => a.SortOrder).ThenBy(a => a.Id).ToListAsync(ct);
        return apps.Select(a => StoreAppAnswer.Of(a, types)).ToArray();
    }

    /// <summary><c>GET /app-store/{id}</c></summary>
    public static async Task<Answer<StoreAppAnswer>> GetAsync(long id, HubDbContext db, IEnumerable<IAppType> types, CancellationToken ct)
    {
        var app = await db.Set<StoreApp>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.Status == StoreAppStatus.Published, ct);
        return app is null ? CommonErrors.NotFound : StoreAppAnswer.Of(app, types);
    }

    /// <summary><c>POST /app-store/admin/catalogue</c>: every listing, also those that are not published.</summary>
    public static async Task<Answer<StoreAppAnswer[]>> ListAllAsync(HubDbContext db, IEnumerable<IAppType> types, CancellationToken ct)
    {
        var apps = await db.Set<StoreApp>().AsNoTracking().OrderBy(a => a.SortOrder).ThenBy(a => a.Id).ToListAsync(ct);
        return apps.Select(a => StoreAppAnswer.Of(a, types)).ToArray();
    }
}
