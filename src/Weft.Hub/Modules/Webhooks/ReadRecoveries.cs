using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>The recoveries of a credential with their progress, one or a page of them.</summary>
internal static class ReadRecoveries
{
    public static async Task<Answer<StartRecovery.Response>> OneAsync(long id, long recoveryId, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await db.Set<Recovery>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == recoveryId && r.CredentialId == id, ct) is { } recovery
            ? StartRecovery.Response.Of(recovery, TenantTime.For(context.User().TimeZone))
            : CommonErrors.NotFound;

    public static async Task<Answer<PageOf<StartRecovery.Response>>> PageAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, CredentialDirectory credentials, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Recovery>().AsNoTracking().Where(r => r.CredentialId == id);
        var total = await rows.LongCountAsync(ct);
        // Of a deleted credential there is still something to read; of a strange one there is nothing.
        if (total == 0 && await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is null)
        {
            return CommonErrors.NotFound;
        }
        var found = await rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<StartRecovery.Response>(total, page.Page, page.Size, [.. found.Select(r => StartRecovery.Response.Of(r, time))]);
    }
}
