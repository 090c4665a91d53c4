using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

/// <summary>Something that happens to a tenant, for tests: told to credentials of one type whose scope covers its source.</summary>
public sealed record Happening(string OrderNo, string Text, long? SourceAppId) : IEvent
{
    public static string Name => "tests.happening";
}

public sealed class HappeningWebhook : IWebhook<Happening>
{
    public string Type => "HAPPENING";

    public string AppType => WebhookHub.AppType;

    public bool IsFor(CredentialSnapshot credential, Happening happened) =>
        credential.OrderScope == OrderScope.TenantAll || happened.SourceAppId == credential.Id;

    public (string? OrderNo, string? ExternalOrderNo) About(Happening happened) => (happened.OrderNo, null);

    public object Data(Happening happened, TenantTime time) => new { happened.OrderNo, status = "completed", message = happened.Text };
}

/// <summary>A Hub with that event, a receiver, and the calls that tests of webhooks need.</summary>
internal sealed class WebhookHub : IAsyncDisposable
{
    private WebhookHub(TestHub hub, WebhookReceiver receiver, bool ownsReceiver) => (Hub, Receiver, this.ownsReceiver) = (hub, receiver, ownsReceiver);

    public const string AppType = "QUALITY_FEEDBACK";

    private readonly bool ownsReceiver;
    private readonly Dictionary<long, TestTenant> tenants = [];

    public TestHub Hub { get; }

    public WebhookReceiver Receiver { get; }

    public FakeTimeProvider Clock => Hub.Clock;

    /// <summary>The credentials that the test made here, with their secrets.</summary>
    public Dictionary<long, ProvisionedCredential> Made { get; } = [];

    /// <param name="provider">The database.</param>
    /// <param name="on">An existing one; the caller disposes of it.</param>
    /// <param name="beside">A node beside which this one runs: same clock, same receiver.</param>
    /// <param name="receiver">A receiver that the caller disposes of.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<WebhookHub> StartAsync(
        string provider, TestDatabase? on = null, WebhookHub? beside = null, WebhookReceiver? receiver = null, params string[] settings)
    {
        var hub = await TestHub.StartAsync(provider, settings, services => services.AddWebhook<Happening, HappeningWebhook>(), on, beside?.Clock);
        receiver ??= beside?.Receiver;
        return new WebhookHub(hub, receiver ?? await WebhookReceiver.StartAsync(), ownsReceiver: receiver is null);
    }

    /// <summary>A new tenant.</summary>
    public async Task<long> TenantAsync()
    {
        var tenant = await Tenants.CreateAsync(Hub);
        tenants.Add(tenant.TenantId, tenant);
        return tenant.TenantId;
    }

    /// <summary>A new credential of the tenant.</summary>
    public async Task<long> CredentialAsync(long tenant, Uri? url, OrderScope scope = OrderScope.TenantAll, string type = AppType)
    {
        var made = await Hub.InTenantAsync(tenant, services => services.GetRequiredService<ProvisionCredential>()
            .RunAsync(new WantedCredential(type) { CallbackUrl = url?.AbsoluteUri, OrderScope = scope }, CancellationToken.None));
        Made.Add(made.Value.Id, made.Value);
        return made.Value.Id;
    }

    public Uri Url(string path = "/webhook") => Receiver.Url(path);

    /// <summary>Commits events of the tenant, in one transaction each or all in one.</summary>
    public Task RaiseAsync(long tenant, int count, long? sourceAppId = null, string text = "生产订单已完成", string order = "PO") =>
        Hub.InTenantAsync(tenant, async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            for (var i = 1; i <= count; i++)
            {
                db.Raise(new Happening($"{order}{i}", text, sourceAppId));
            }
            return await db.SaveChangesAsync();
        });

    public Task<T> ReadAsync<T>(long tenant, Func<HubDbContext, Task<T>> read) =>
        Hub.InTenantAsync(tenant, services => read(services.GetRequiredService<HubDbContext>()));

    /// <summary>
    /// The credential's deliveries once they fulfil the condition. The clock moves a second now and then: a worker may have read it just before the test
    /// moved it, and then waits for its next look.
    /// </summary>
    public async Task<List<Delivery>> DeliveriesAsync(long tenant, long credential, Func<List<Delivery>, bool> until)
    {
        for (var tries = 0; ; tries++)
        {
            var found = await ReadAsync(tenant, db => db.Set<Delivery>().AsNoTracking().Where(d => d.CredentialId == credential).OrderBy(d => d.Sequence).ToListAsync());
            if (until(found))
            {
                return found;
            }
            Assert.True(tries < 1500, $"Waited in vain: {string.Join(' ', found.GroupBy(d => d.State).Select(g => $"{g.Key}×{g.Count()}"))}");
            if (tries % 25 == 24)
            {
                Clock.Advance(TimeSpan.FromSeconds(1.1));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Takes over a tenant that another node's test object made.</summary>
    public void Adopt(WebhookHub other)
    {
        foreach (var (id, tenant) in other.tenants)
        {
            tenants.Add(id, tenant);
        }
    }

    /// <summary>A console call as an administrator of the tenant.</summary>
    public async Task<JsonElement> ConsoleAsync(long tenant, HttpMethod method, string path, object? body = null)
    {
        var answer = await new ConsoleClient(Hub.Http, tenants[tenant].Admin.Token).SendAsync(method, path, body);
        return answer.Body;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        if (ownsReceiver)
        {
            await Receiver.DisposeAsync();
        }
    }
}
