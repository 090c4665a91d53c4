using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A message in the console's bell.</summary>
/// <param name="Kind">Stable kind, such as <c>SECRET_RESET</c> or <c>TRIAL_ENDING</c>.</param>
/// <param name="Title">Chinese, safe to show.</param>
/// <param name="Body">What happened and what to do next.</param>
/// <param name="Path">Console address of the action that solves it, or null.</param>
/// <param name="Once">When given, a notice with the same key of the same tenant is not raised again.</param>
public sealed record Notice(string Kind, string Title, string Body, string? Path = null, string? Once = null)
{
    /// <summary>The only user who is told, whoever he is; null for the tenant's administrators.</summary>
    public long? ForUserId { get; init; }
}

/// <summary>Raises notices to the administrators of the tenant in scope, or to one of its people, in the commit that caused them.</summary>
public sealed class Notices(HubDbContext db, TenantScope tenant, TimeProvider clock)
{
    /// <summary>Adds the notice to what the context saves next. A notice whose <see cref="Notice.Once"/> key exists is left out.</summary>
    public Task RaiseAsync(Notice notice, CancellationToken ct) => RaiseAsync(tenant.Required, notice, ct);

    /// <summary>The same for a named tenant: for work of the platform, which has none in scope.</summary>
    public async Task RaiseAsync(long tenantId, Notice notice, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var stored = new StoredNotice
        {
            TenantId = tenantId,
            Kind = notice.Kind,
            Title = notice.Title,
            Body = notice.Body,
            Path = notice.Path,
            OnceKey = notice.Once,
            ForUserId = notice.ForUserId,
            CreateTime = clock.UtcNow(),
        };
        if (notice.Once is null)
        {
            db.Set<StoredNotice>().Add(stored);
        }
        else if (db.InLane)
        {
            // In the unit's transaction the index decides, and another node's notice is no error.
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO notices (id, tenant_id, kind, title, body, path, once_key, for_user_id, create_time)
                VALUES ({db.NextId()}, {stored.TenantId}, {stored.Kind}, {stored.Title}, {stored.Body}, {stored.Path}, {stored.OnceKey}, {stored.ForUserId}, {stored.CreateTime})
                ON CONFLICT (tenant_id, once_key) DO NOTHING
                """, ct);
        }
        else if (!db.Set<StoredNotice>().Local.Any(n => n.TenantId == tenantId && n.OnceKey == notice.Once)
            && !await db.Set<StoredNotice>().IgnoreQueryFilters([HubDbContext.TenantFilter]).AnyAsync(n => n.TenantId == tenantId && n.OnceKey == notice.Once, ct))
        {
            db.Set<StoredNotice>().Add(stored);
        }
    }
}
