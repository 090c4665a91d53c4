using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Operator;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>A credential that is wanted for a tenant; what is null stays as a new credential has it.</summary>
/// <param name="AppType">Code of the module.</param>
public sealed record WantedCredential(string AppType)
{
    /// <summary>Unique in the tenant; null: the module's name, numbered when it is taken.</summary>
    public string? AppName { get; init; }

    /// <summary>Stored as it is given: the outbound rules are asked at every call in any case.</summary>
    public string? CallbackUrl { get; init; }
    public string? ExternalApiUrl { get; init; }
    public OrderScope? OrderScope { get; init; }
    public int? DailyQuota { get; init; }
    public bool? RequireV2Signature { get; init; }
    public IReadOnlyList<string>? IpAllowList { get; init; }

    /// <summary>Order statuses that ORDER_STATUS is pushed for.</summary>
    public IReadOnlyList<string>? EventFilter { get; init; }
}

/// <summary>A credential with its secrets, which were not shown to anyone else.</summary>
public sealed record ProvisionedCredential(long Id, string AppName, string AppType, string AppKey, SecretText AppSecret, SecretText CallbackSecret);

/// <summary>
/// Gives the tenant in scope a purchased credential with known secrets, for the demonstration, tests and benchmarks: by the same commands as a sale — order, payment,
/// activation, claiming of the secret — each with its own commit. A tenant that is subscribed already gets one more credential. Repeating makes another one.
/// </summary>
public sealed class ProvisionCredential
{
    private readonly HubDbContext db;
    private readonly IServiceProvider services;
    private readonly TimeProvider clock;

    internal ProvisionCredential(HubDbContext db, IServiceProvider services, TimeProvider clock) => (this.db, this.services, this.clock) = (db, services, clock);

    /// <summary>Makes it. Refused like the console's calls: unknown module, quota above the ceiling, name taken.</summary>
    public async Task<Result<ProvisionedCredential>> RunAsync(WantedCredential wanted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var app = await db.Set<StoreApp>().AsNoTracking().FirstOrDefaultAsync(a => a.AppCode == wanted.AppType, ct);
        if (app is null)
        {
            return CommonErrors.NotFound;
        }
        var now = clock.UtcNow();
        var known = await db.Set<TenantSubscription>().AsNoTracking().Where(s => s.AppCode == wanted.AppType).ToListAsync(ct);
        var made = known.Any(s => s.CoversAt(now) && !s.IsTrial) ? await CreateAsync(app, wanted, ct) : await BuyAsync(app, wanted, ct);
        if (made.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (credential, secrets) = made.Value;
        return new ProvisionedCredential(credential.Id, credential.AppName, credential.AppType, credential.AppKey, secrets.AppSecret!, secrets.CallbackSecret!);
    }

    private async Task<Result<(TenantApp, CredentialSecrets)>> CreateAsync(StoreApp app, WantedCredential wanted, CancellationToken ct)
    {
        var name = wanted.AppName ?? await services.GetRequiredService<CredentialMaker>().FreeNameAsync(app.AppName, null, ct);
        return await services.GetRequiredService<CreateCredential>().RunAsync(app.AppCode, Settings(wanted, name), ct);
    }

    private async Task<Result<(TenantApp, CredentialSecrets)>> BuyAsync(StoreApp app, WantedCredential wanted, CancellationToken ct)
    {
        var contact = new ContactForm { ContactName = "演示", ContactPhone = "13800000000" };
        var placed = await services.GetRequiredService<PlaceAppOrder>()
            .RunAsync(new AppWish(app.Id, SubscriptionType.Yearly, contact, CredentialMode.NewCredential, null), ct);
        if (placed.IsRefused(out var refusal))
        {
            return refusal;
        }
        var payment = new SeenPayment(PaymentMethod.Manual, placed.Value.ActualAmount, null, clock.UtcNow(), null, null, null);
        var activated = await services.GetRequiredService<RecordPayment>().RunAsync(placed.Value.Id, payment, ct);
        if (activated.IsRefused(out refusal))
        {
            return refusal;
        }
        var id = activated.Value.TenantAppId!.Value;
        var settings = Settings(wanted, wanted.AppName);
        if (settings != new CredentialSettings())
        {
            var updated = await services.GetRequiredService<UpdateCredential>().RunAsync(id, null, settings, null, ct);
            if (updated.IsRefused(out refusal))
            {
                return refusal;
            }
        }
        return await services.GetRequiredService<ResetSecrets>().RevealAsync(id, ct);
    }

    private static CredentialSettings Settings(WantedCredential wanted, string? name) => new()
    {
        AppName = name,
        CallbackUrl = wanted.CallbackUrl is { } callback ? Change<string>.To(callback) : default,
        ExternalApiUrl = wanted.ExternalApiUrl is { } external ? Change<string>.To(external) : default,
        OrderScope = wanted.OrderScope,
        DailyQuota = wanted.DailyQuota,
        RequireV2Signature = wanted.RequireV2Signature,
        IpAllowList = wanted.IpAllowList,
        ConfigJson = wanted.EventFilter is { } filter
            ? Change<string>.To(System.Text.Json.JsonSerializer.Serialize(new { eventFilter = filter })) : default,
    };
}
