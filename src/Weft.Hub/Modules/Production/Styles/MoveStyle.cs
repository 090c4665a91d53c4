using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The node beside the present one; back needs a reason.</summary>
internal sealed record MoveStyleRequest(string ProgressNode, string? Reason, int? Version);

/// <summary>POST /api/production/styles/{id}/progress.</summary>
internal static class MoveStyle
{
    public static Task<Answer<StyleRow>> HandleAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var to = ProgressNodes.Parse(fields.OneOf("progressNode", required: true, ProgressNodes.Names));
        var reason = fields.Text("reason", 200, multiline: true);
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            var (from, now) = (style.ProgressNode, clock.UtcNow());
            if (style.Move(to!.Value, reason, now) is { } refusal)
            {
                return refusal;
            }
            db.NoteStyle(id, "PROGRESS", actor, now, from.ChineseName(), style.ProgressNode.ChineseName(), reason);
            return null;
        }, ct);
    }
}
