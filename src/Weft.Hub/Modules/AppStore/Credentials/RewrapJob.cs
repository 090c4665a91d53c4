using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Wraps secrets of a former master key under the current one (app-store 6.3), so that the former can be taken out of the settings.</summary>
/// <remarks>
/// Does nothing unless <c>Secrets:PreviousMasterKeys</c> is set. A secret that changes meanwhile is left alone: the statement names the bytes that were read.
/// Safe to repeat, on two nodes, and after a crash.
/// </remarks>
internal sealed partial class RewrapJob(HubDbContext db, TenantScope scope, SecretBox box, IOptions<SecretsOptions> options, ILogger<RewrapJob> logger) : IClockJob
{
    public const string Name = "appstore.rewrap-secrets";

    private const int Portion = 200;
    private const string Reason = "secrets of a former master key are wrapped anew";

    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Value.PreviousMasterKeys.Count == 0)
        {
            return;
        }
        scope.EnterPlatform();
        var rewrapped = 0;
        for (long last = 0; ;)
        {
            // Deleted ones as well: their log and orders stay, and so must what may still have to be explained.
            var page = await db.AcrossTenants<TenantApp>(Reason).IgnoreQueryFilters([HubDbContext.TenantFilter, HubDbContext.DeletedFilter]).AsNoTracking()
                .Where(a => a.Id > last).OrderBy(a => a.Id).Take(Portion).ToListAsync(ct);
            if (page.Count == 0)
            {
                break;
            }
            last = page[^1].Id;
            var due = page.Where(NeedsRewrap).ToList();
            if (due.Count > 0)
            {
                rewrapped += await db.UnitAsync(() => RewrapAsync(due, ct), ct);
            }
        }
        if (rewrapped > 0)
        {
            Log.Rewrapped(logger, rewrapped);
        }
    }

    private bool NeedsRewrap(TenantApp app) => Needs(app.AppSecret) || Needs(app.PreviousSecret) || Needs(app.CallbackSecret);

    private bool Needs(byte[]? sealedBytes) => sealedBytes is not null && box.NeedsRewrap(sealedBytes);

    private async Task<int> RewrapAsync(IReadOnlyList<TenantApp> due, CancellationToken ct)
    {
        var count = 0;
        foreach (var app in due)
        {
            var row = db.AcrossTenants<TenantApp>(Reason).IgnoreQueryFilters([HubDbContext.TenantFilter, HubDbContext.DeletedFilter]).Where(a => a.Id == app.Id);
            if (app.AppSecret is { } secret && box.NeedsRewrap(secret))
            {
                var anew = box.Rewrap(secret, TenantApp.Table, TenantApp.AppSecretColumn, app.Id);
                count += await row.Where(a => a.AppSecret == secret).ExecuteUpdateAsync(set => set.SetProperty(a => a.AppSecret, anew), ct);
            }
            if (app.PreviousSecret is { } previous && box.NeedsRewrap(previous))
            {
                var anew = box.Rewrap(previous, TenantApp.Table, TenantApp.PreviousSecretColumn, app.Id);
                count += await row.Where(a => a.PreviousSecret == previous).ExecuteUpdateAsync(set => set.SetProperty(a => a.PreviousSecret, anew), ct);
            }
            if (app.CallbackSecret is { } callback && box.NeedsRewrap(callback))
            {
                var anew = box.Rewrap(callback, TenantApp.Table, TenantApp.CallbackSecretColumn, app.Id);
                count += await row.Where(a => a.CallbackSecret == callback).ExecuteUpdateAsync(set => set.SetProperty(a => a.CallbackSecret, anew), ct);
            }
        }
        return count;
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Information, "{Count} secrets are now wrapped by the current master key")]
        public static partial void Rewrapped(ILogger logger, int count);
    }
}
