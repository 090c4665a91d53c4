using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

internal sealed record SessionAnswer(long Id, string Kind, string? Address, string? UserAgent, DateTimeOffset CreateTime, DateTimeOffset LastSeenAt, bool IsThis);

internal sealed record EndedAnswer(int Ended);

/// <summary>Signing out, here and elsewhere (退出其他设备).</summary>
internal static class EndSession
{
    public static async Task<Answer<EndedAnswer>> ThisAsync(HttpContext context, HubDbContext db, SessionDirectory sessions, TimeProvider clock, CancellationToken ct)
    {
        var session = context.Session();
        var ended = await db.UnitAsync(() => OfUser(db, context.User().UserId).Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, clock.UtcNow()), ct), ct);
        sessions.SessionChanged(session.Id);
        ConsoleSignIn.DropCookie(context);
        return new EndedAnswer(ended);
    }

    public static async Task<Answer<EndedAnswer>> OthersAsync(HttpContext context, HubDbContext db, SessionDirectory sessions, TimeProvider clock, CancellationToken ct)
    {
        var userId = context.User().UserId;
        var ended = await db.UnitAsync(() => EndAllAsync(db, sessions, userId, context.Session().Id, clock.UtcNow(), ct), ct);
        return new EndedAnswer(ended);
    }

    public static async Task<Answer<IReadOnlyList<SessionAnswer>>> ListAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (time, now, current) = (context.Time(), clock.UtcNow(), context.Session().Id);
        var rows = await OfUser(db, context.User().UserId).AsNoTracking().Where(s => s.IdleUntil > now && s.EndsAt > now)
            .OrderByDescending(s => s.LastSeenAt).Take(100).ToListAsync(ct);
        return rows.ConvertAll(s => new SessionAnswer(s.Id, s.Kind.Word(), s.Address, s.UserAgent, time.Local(s.CreateTime), time.Local(s.LastSeenAt), s.Id == current));
    }

    /// <summary>Ends a user's sessions, except one; inside a unit of work. Heard everywhere once it is committed.</summary>
    public static Task<int> EndAllAsync(HubDbContext db, SessionDirectory sessions, long userId, long? exceptId, DateTime now, CancellationToken ct)
    {
        db.AfterCommit(() => sessions.UserChanged(userId));
        return OfUser(db, userId).Where(s => s.Id != exceptId).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
    }

    // The operator's sessions belong to no tenant, and his scope is the platform.
    private static IQueryable<Session> OfUser(HubDbContext db, long userId) =>
        (db.Tenant.IsPlatform ? db.AcrossTenants<Session>("a user ends his sessions") : db.Set<Session>()).Where(s => s.UserId == userId && s.EndedAt == null);
}
