using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Notifying;

/// <summary>
/// Sends notifications as webhooks are sent (openapi-gateway 7.2, 7.4), through the address rules. Each system has one call in flight at a time, so that one whose receiver
/// hangs delays nobody else. A lease gives a notification to one node; a node that dies between sending and noting sends it once more, with the same id.
/// </summary>
internal sealed partial class NotificationWorker(NotificationSignal signal, IServiceScopeFactory scopes, OutboundHttp outbound, TimeProvider clock, ILogger<NotificationWorker> logger)
    : QueueWorker(signal, clock, logger)
{
    private const int MostInFlight = 64;
    private const int Looked = 256;
    private const string Why = "notifications that are due are sent";

    /// <summary>Longer than a call may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Task> inFlight = new();

    protected override TimeSpan Poll => TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(inFlight.Values);
    }

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var leased = await LeaseAsync(scope.ServiceProvider.GetRequiredService<HubDbContext>(), ct);
        foreach (var notification in leased)
        {
            var turn = new Task<Task>(() => TurnAsync(notification, ct));
            inFlight[notification.SystemId] = turn.Unwrap();
            turn.Start(TaskScheduler.Default);
        }
        return leased.Count > 0;
    }

    /// <summary>The first due one of each system that is not being told of something.</summary>
    private async Task<List<ResultNotification>> LeaseAsync(HubDbContext db, CancellationToken ct)
    {
        long[] busy = [.. inFlight.Keys];
        var now = Clock.UtcNow();
        var due = db.AcrossTenants<ResultNotification>(Why)
            .Where(n => n.State == NotificationState.Waiting && n.NextAt <= now && (n.LeasedUntil == null || n.LeasedUntil <= now) && !EF.Parameter(busy).Contains(n.SystemId));
        // Looked for outside of a transaction: most looks find nothing.
        var first = await due.OrderBy(n => n.NextAt).ThenBy(n => n.Id).Take(Looked).Select(n => new { n.Id, n.SystemId }).ToListAsync(ct);
        long[] ids = [.. first.DistinctBy(n => n.SystemId).Take(MostInFlight - busy.Length).Select(n => n.Id)];
        if (ids.Length == 0)
        {
            return [];
        }
        var (lease, until) = (Guid.NewGuid(), now + Lease);
        return await db.UnitAsync(async () =>
        {
            await due.Where(n => EF.Parameter(ids).Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.LeaseId, lease).SetProperty(n => n.LeasedUntil, until), ct);
            return await db.AcrossTenants<ResultNotification>(Why).AsNoTracking().Where(n => n.LeaseId == lease).ToListAsync(ct);
        }, ct);
    }

    private async Task TurnAsync(ResultNotification notification, CancellationToken ct)
    {
        try
        {
            await SendAsync(notification, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The lease runs out, and somebody sends it.
        }
#pragma warning disable CA1031 // Whatever it is, the others go on, and this one is tried when its lease is over.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(Logger, error, notification.Id, notification.TenantId);
        }
        finally
        {
            inFlight.TryRemove(notification.SystemId, out _);
            signal.Wake();
        }
    }

    private async Task SendAsync(ResultNotification notification, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(notification.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var system = await db.Set<PartnerSystem>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == notification.SystemId, ct);
        if (system is not { NotifyUrl: { } url, NotifySecret: { } sealedSecret })
        {
            await NoteAsync(db, notification, n => n.Failed(null, "协同平台没有通知地址", null));
            return;
        }
        var secret = scope.ServiceProvider.GetRequiredService<SecretBox>().Open(sealedSecret, PartnerSystem.Table, PartnerSystem.NotifySecretColumn, system.Id);
        var message = new WebhookMessage(notification.EventId, ResultNotifier.Event, notification.Attempts + 1, Encoding.UTF8.GetBytes(notification.Body));
        var call = await outbound.SendAsync(message.To(url, secret, Clock.GetUtcNow()), ct);
        var (verdict, now) = (WebhookVerdict.Of(call, notification.Attempts + 1), Clock.UtcNow());
        await NoteAsync(db, notification, n =>
        {
            if (verdict.IsDelivered)
            {
                n.Delivered(call.StatusCode, now);
            }
            else
            {
                n.Failed(call.StatusCode == 0 ? null : call.StatusCode, verdict.Error!, verdict.Wait is { } wait ? now + wait : null);
            }
        });
    }

    /// <summary>Only the holder of the lease says what came of it.</summary>
    private static Task NoteAsync(HubDbContext db, ResultNotification sent, Action<ResultNotification> change) => db.UnitAsync(async () =>
    {
        if (await db.Set<ResultNotification>().FirstOrDefaultAsync(n => n.Id == sent.Id && n.LeaseId == sent.LeaseId) is { } mine)
        {
            change(mine);
        }
        return 0;
    }, CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(7011, LogLevel.Error, "Notification {Notification} of tenant {Tenant} was not sent and will be tried again")]
        public static partial void Failed(ILogger logger, Exception error, long notification, long tenant);
    }
}
