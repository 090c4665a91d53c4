using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>
/// 测试接收器: pushes as they arrive, with what a receiver would see. The attempts are stored like all others, so every node shows them, also after a restart; the
/// headers are put together again from them.
/// </summary>
public sealed partial class ReceiverTab
{
    private const string Manage = "MENU_TENANT_APP_MANAGE";
    private const int Newest = 30;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private List<CredentialSnapshot>? apps;
    private CredentialSnapshot? app;
    private IReadOnlyList<Received> received = [];

    private sealed record Received(string Key, string Type, int Attempt, int Status, DateTimeOffset At, string Headers, string Body);

    private Received? Shown => received.FirstOrDefault(r => r.Key == Value("received")) ?? (received.Count > 0 ? received[0] : null);

    protected override Task OnAddressAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = WatchAsync();
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Look, TimeProvider.System, gone.Token);
                if (TestReceiver.Is(app?.CallbackUrl))
                {
                    await InvokeAsync(async () =>
                    {
                        await LoadAsync();
                        StateHasChanged();
                    });
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task LoadAsync()
    {
        var answer = await Calls.RunAsync<bool>([Manage], async call =>
        {
            var (directory, tenant) = (call.Get<CredentialDirectory>(), call.User.TenantId!.Value);
            List<CredentialSnapshot> found = [];
            foreach (var type in call.Get<IEnumerable<IAppType>>())
            {
                found.AddRange(await directory.ListAsync(tenant, type.Code, call.Stopped));
            }
            var chosen = long.TryParse(Value("app"), CultureInfo.InvariantCulture, out var id) ? found.FirstOrDefault(a => a.Id == id) : null;
            chosen ??= found.FirstOrDefault(a => TestReceiver.Is(a.CallbackUrl)) ?? (found.Count > 0 ? found[0] : null);
            received = chosen is null ? [] : await ReadAsync(call.Db, chosen, TenantTime.For(call.User.TimeZone), call.Stopped);
            // The page keeps no secret.
            apps = found.ConvertAll(a => a with { AppSecret = null, PreviousSecret = null, CallbackSecret = null });
            app = apps.FirstOrDefault(a => a.Id == chosen?.Id);
            return true;
        });
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
        }
    }

    private static async Task<IReadOnlyList<Received>> ReadAsync(Platform.Persistence.HubDbContext db, CredentialSnapshot credential, TenantTime time, CancellationToken ct)
    {
        var attempts = await db.Set<DeliveryAttempt>().AsNoTracking().Where(a => a.CredentialId == credential.Id && a.Answer == WebhookSender.TestMark)
            .OrderByDescending(a => a.Sequence).ThenByDescending(a => a.Number).Take(Newest)
            .Join(db.Set<Delivery>(), a => new { a.TenantId, a.CredentialId, a.Sequence }, d => new { d.TenantId, d.CredentialId, d.Sequence }, (a, d) => new { Attempt = a, Delivery = d })
            .ToListAsync(ct);
        return [.. attempts.OrderByDescending(a => a.Attempt.At).Select(a => Of(a.Delivery, a.Attempt, credential, time))];
    }

    private static Received Of(Delivery d, DeliveryAttempt attempt, CredentialSnapshot credential, TenantTime time)
    {
        var due = new DueDelivery(d.Id, d.TenantId, d.CredentialId, d.Sequence, d.EventId, d.Type, d.OrderNo, d.ExternalOrderNo, d.OccurredAt, d.Timestamp, d.Data, attempt.Number - 1, 0);
        var request = credential.CallbackSecret is null || credential.CallbackUrl is null
            ? null : WebhookRequest.For(due, credential, new DateTimeOffset(DateTime.SpecifyKind(attempt.At, DateTimeKind.Utc)));
        return new Received(
            string.Create(CultureInfo.InvariantCulture, $"{d.Sequence}-{attempt.Number}"), d.Type, attempt.Number, attempt.StatusCode, time.Local(attempt.At),
            request is null ? "" : string.Join('\n', request.Headers.Select(h => $"{h.Key}: {h.Value}")),
            Encoding.UTF8.GetString(WebhookRequest.Body(d.EventId, d.Type, d.Timestamp, d.Sequence, d.Data)));
    }

    private async Task SwitchAsync(int? answer)
    {
        var switched = await Calls.RunAsync<bool>([Manage], async call => await call.Get<TestReceiver>().SwitchAsync(app!.Id, answer, call.Stopped));
        if (switched.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
        }
        await LoadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        gone.Cancel();
        gone.Dispose();
        base.Dispose(disposing);
    }
}
