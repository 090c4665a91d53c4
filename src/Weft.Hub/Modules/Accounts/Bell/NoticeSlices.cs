using Microsoft.EntityFrameworkCore;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Bell;

public sealed record NoticeRow(long Id, string Kind, string Title, string Body, string? Path, DateTimeOffset CreateTime, bool IsRead);

internal sealed record UnreadAnswer(int Unread);

/// <summary>
/// The console's bell: notices are for administrators, or for one person. What is read is read for that user alone, and groups that he muted are not shown to him.
/// </summary>
internal static class NoticeSlices
{
    /// <summary>In the language that is asked for, otherwise in that of the browser's console.</summary>
    public static async Task<Answer<PageOf<NoticeRow>>> ListAsync(Fields fields, HttpContext context, HubDbContext db, Texts texts, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        texts.Use(context.Request.Cookies[TextCatalogue.Cookie]);
        texts.Use(fields.OneOf("lang", false, [.. TextCatalogue.Languages]));
        var unreadOnly = fields.Flag("unread") ?? false;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (context.User().IsOperator)
        {
            return new PageOf<NoticeRow>(0, page.Page, page.Size, []);
        }
        var userId = context.User().UserId;
        var mine = await MineAsync(context, db, ct);
        var notices = unreadOnly ? Unread(mine, db, userId) : mine;
        var time = context.Time();
        var rows = await notices.OrderByDescending(n => n.CreateTime).ThenByDescending(n => n.Id).Skip(page.Skip).Take(page.Size)
            .Select(n => new { Notice = n, IsRead = db.Set<NoticeRead>().Any(r => r.NoticeId == n.Id && r.UserId == userId) }).AsNoTracking().ToListAsync(ct);
        return new PageOf<NoticeRow>(await notices.LongCountAsync(ct), page.Page, page.Size, rows.ConvertAll(r => Row(r.Notice, r.IsRead)));

        NoticeRow Row(StoredNotice notice, bool isRead)
        {
            var (title, body) = NoticeWords.Read(notice.Title, notice.Body, texts);
            return new NoticeRow(notice.Id, notice.Kind, title, body, notice.Path, time.Local(notice.CreateTime), isRead);
        }
    }

    public static async Task<Answer<UnreadAnswer>> UnreadAsync(HttpContext context, HubDbContext db, CancellationToken ct) =>
        new UnreadAnswer(context.User().IsOperator ? 0 : await Unread(await MineAsync(context, db, ct), db, context.User().UserId).CountAsync(ct));

    public static Task<Answer<UnreadAnswer>> ReadAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) => ReadAsync(id, all: false, context, db, ct);

    public static Task<Answer<UnreadAnswer>> ReadAllAsync(HttpContext context, HubDbContext db, CancellationToken ct) => ReadAsync(0, all: true, context, db, ct);

    private static async Task<Answer<UnreadAnswer>> ReadAsync(long id, bool all, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        if (context.User().IsOperator)
        {
            return all ? new UnreadAnswer(0) : AccountsErrors.NoticeNotFound;
        }
        var mine = await MineAsync(context, db, ct);
        if (!all && !await mine.AnyAsync(n => n.Id == id, ct))
        {
            return AccountsErrors.NoticeNotFound;
        }
        var (userId, now) = (context.User().UserId, db.Clock.UtcNow());
        var unread = await db.PersonalUnitAsync(async () =>
        {
            foreach (var noticeId in await Unread(mine, db, userId).Where(n => all || n.Id == id).OrderBy(n => n.Id).Take(1000).Select(n => n.Id).ToListAsync(ct))
            {
                // Two windows may read the same notice at once: the second finds it read.
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO notice_reads (tenant_id, notice_id, user_id, read_at) VALUES ({db.Tenant.Required}, {noticeId}, {userId}, {now})
                    ON CONFLICT (tenant_id, notice_id, user_id) DO NOTHING
                    """, ct);
            }
            return await Unread(mine, db, userId).CountAsync(ct);
        }, ct);
        return new UnreadAnswer(unread);
    }

    /// <summary>What this person of a tenant is told; the operator belongs to none and has no notices.</summary>
    private static async Task<IQueryable<StoredNotice>> MineAsync(HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var (userId, isAdministrator) = (context.User().UserId, context.Session().Facts.IsAdministrator);
        return db.Set<StoredNotice>().Where(n => n.ForUserId == userId || (isAdministrator && n.ForUserId == null)).Without(await NoticeGroups.MutedAsync(db, userId, ct));
    }

    private static IQueryable<StoredNotice> Unread(IQueryable<StoredNotice> notices, HubDbContext db, long userId) =>
        notices.Where(n => !db.Set<NoticeRead>().Any(r => r.NoticeId == n.Id && r.UserId == userId));
}
