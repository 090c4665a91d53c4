using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>Why the style was looked after, at most 200 characters; the version is the one that the person saw.</summary>
internal sealed record MaintainStyleRequest(string Reason, int? Version);

/// <summary>POST /api/production/styles/{id}/maintain (维护, console-pages 10): who looked after the style, when, and why, for the columns of the list.</summary>
internal static class MaintainStyle
{
    public static Task<Answer<StyleRow>> HandleAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var reason = fields.Text("reason", 200, required: true, multiline: true);
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            db.NoteStyle(style.Id, "MAINTAIN", actor, clock.UtcNow(), remark: reason);
            return null;
        }, ct);
    }
}
