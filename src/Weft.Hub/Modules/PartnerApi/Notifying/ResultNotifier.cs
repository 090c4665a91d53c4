using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Notifying;

/// <summary>Wakes the worker when this node wrote a notification; other nodes' are found by polling.</summary>
internal sealed class NotificationSignal : WorkSignal;

/// <summary>Writes the notification of an ended request into the same commit, for systems that gave an address.</summary>
internal sealed class ResultNotifier(HubDbContext db, FunctionCatalogue catalogue, NotificationSignal signal)
{
    public const string Event = "PARTNER_REQUEST_ENDED";

    public async Task TellAsync(PartnerRequest request, CancellationToken ct)
    {
        if (!request.IsAsync)
        {
            // Who waited for the answer has it.
            return;
        }
        var system = await db.Set<PartnerSystem>().AsNoTracking().Where(s => s.Id == request.SystemId && s.NotifyUrl != null)
            .Select(s => new { s.Code }).FirstOrDefaultAsync(ct);
        if (system is null)
        {
            return;
        }
        var now = db.Clock.UtcNow();
        var data = ResultAnswer.Of(request, catalogue);
        data["systemKey"] = system.Code;
        data["functionCode"] = request.FunctionCode;
        var id = ResultNotification.NewEventId();
        var body = new JsonObject
        {
            ["id"] = id, ["event"] = Event, ["timestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["data"] = data,
        };
        db.Add(new ResultNotification(request, id, body.ToJsonString(ResultAnswer.Plain), now));
        db.AfterCommit(signal.Wake);
    }
}
