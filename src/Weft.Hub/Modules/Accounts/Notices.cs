using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A message in the console's bell; each reader has it in his language.</summary>
/// <param name="Kind">Stable kind, such as <c>SECRET_RESET</c> or <c>TRIAL_ENDING</c>.</param>
/// <param name="Text">
/// Names its words: <c>notice.{Text}.title</c>, and <c>notice.{Text}.text</c>, which says what happened and what to do next, in the module's <c>Texts.json</c>.
/// </param>
/// <param name="Values">What is put into title and text, by place: texts, numbers, or a <see cref="NoticeWord"/>. Safe to show.</param>
/// <param name="Path">Console address of the action that solves it, or null.</param>
/// <param name="Once">When given, a notice with the same key of the same tenant is not raised again.</param>
public sealed record Notice(string Kind, string Text, IReadOnlyList<object> Values, string? Path = null, string? Once = null)
{
    /// <summary>The only user who is told, whoever he is; null for the tenant's administrators.</summary>
    public long? ForUserId { get; init; }
}

/// <summary>A value that has words of its own in each language, such as an app's name; where it has none it is shown as it is.</summary>
/// <param name="Group">As in <c>app.下单对接</c>.</param>
/// <param name="Word">The word that the data has.</param>
public sealed record NoticeWord(string Group, string Word);

/// <summary>Raises notices to the administrators of the tenant in scope, or to one of its people, in the commit that caused them.</summary>
public sealed class Notices
{
    private readonly HubDbContext db;
    private readonly TenantScope tenant;
    private readonly TimeProvider clock;
    private readonly NoticeWords words;

    internal Notices(HubDbContext db, TenantScope tenant, TimeProvider clock, NoticeWords words) => (this.db, this.tenant, this.clock, this.words) = (db, tenant, clock, words);

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
            Title = words.Title(notice),
            Body = NoticeWords.Kept(notice),
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
