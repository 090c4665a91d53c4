using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Notifying;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <param name="Url">Where notifications go; null or empty turns them off.</param>
/// <param name="RenewSecret">Makes a new signing secret; the old one counts no more.</param>
internal sealed record NotificationRequest(string? Url, bool? RenewSecret);

/// <summary>A system's notification address; the secret is there only in the answer to the call that made it.</summary>
public sealed record NotificationAddress(long Id, string SystemKey, string Name, string? Url, string? Secret);

/// <summary>A notification of one request.</summary>
public sealed record NotificationRow(long Id, string EventId, NotificationState State, int Attempts, int? LastStatus, string? LastError, DateTimeOffset CreateTime, DateTimeOffset? NextTime, DateTimeOffset? DeliveredTime)
{
    internal static NotificationRow Of(ResultNotification n, TenantTime time) => new(
        n.Id, n.EventId, n.State, n.Attempts, n.LastStatus, n.LastError, time.Local(n.CreatedAt),
        n.State == NotificationState.Waiting ? time.Local(n.NextAt) : null, n.DeliveredAt is { } at ? time.Local(at) : null);
}

/// <summary>结果通知: partners who would rather be told than ask (issue 5).</summary>
internal static class NotificationSlices
{
    public static async Task<Answer<NotificationAddress>> SetAsync(long id, Fields fields, AddressRules addresses, SecretBox box, Audit audit, HubDbContext db, CancellationToken ct)
    {
        if (await db.Set<PartnerSystem>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } system)
        {
            return PartnerApiErrors.SystemNotFound;
        }
        var (url, renews) = (fields.Text("url", 500), fields.Flag("renewSecret") ?? false);
        if (url is not null)
        {
            var verdict = await addresses.CheckForSavingAsync(url, ct);
            foreach (var problem in verdict.Problems)
            {
                fields.Fail("url", problem);
            }
            url = verdict.Uri?.AbsoluteUri;
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        audit.Record(new AuditEntry("PartnerApi", "SetNotification", "PartnerSystem", id, system.Code) { Before = new { system.NotifyUrl }, After = new { NotifyUrl = url, NewSecret = renews } });
        system.NotifyAt(url);
        SecretText? made = null;
        if (url is not null && (renews || system.NotifySecret is null))
        {
            made = new SecretText(CallbackSecret.New());
            system.KeepNotifySecret(box.Seal(made, PartnerSystem.Table, PartnerSystem.NotifySecretColumn, system.Id));
        }
        return await db.SavedAsync(() => new NotificationAddress(id, system.Code, system.Name, url, made?.Reveal()), system.Code, ct);
    }

    /// <summary>Sends once more what was delivered or given up; the receiver recognises it by its id.</summary>
    public static async Task<Answer<NotificationRow>> ResendAsync(long id, HttpContext context, NotificationSignal signal, HubDbContext db, CancellationToken ct)
    {
        if (await db.Set<ResultNotification>().FirstOrDefaultAsync(n => n.Id == id, ct) is not { } notification)
        {
            return CommonErrors.NotFound;
        }
        notification.Again(db.Clock.UtcNow());
        db.AfterCommit(signal.Wake);
        return await db.SavedAsync(() => NotificationRow.Of(notification, TenantTime.For(context.User().TimeZone)), notification.EventId, ct);
    }
}
