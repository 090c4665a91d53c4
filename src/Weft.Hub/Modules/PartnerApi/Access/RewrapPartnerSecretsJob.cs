using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>Wraps notification secrets and token keys of a former master key under the current one (app-store 6.3), so that the former can be taken out of the settings.</summary>
/// <remarks>
/// Does nothing unless <c>Secrets:PreviousMasterKeys</c> is set. A secret that changes meanwhile is left alone: the statement names the bytes that were read.
/// Safe to repeat, on two nodes, and after a crash.
/// </remarks>
internal sealed class RewrapPartnerSecretsJob(HubDbContext db, TenantScope scope, SecretBox box, IOptions<SecretsOptions> options) : IClockJob
{
    public const string Name = "partner.rewrap-secrets";

    private const int Portion = 200;
    private const string Reason = "secrets of a former master key are wrapped anew";

    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Value.PreviousMasterKeys.Count == 0)
        {
            return;
        }
        scope.EnterPlatform();
        await TokenKeysAsync(ct);
        await NotifySecretsAsync(ct);
    }

    /// <summary>All of them: a handful, also after years of rotation.</summary>
    private async Task TokenKeysAsync(CancellationToken ct)
    {
        var due = (await db.Set<PartnerSigningKey>().AsNoTracking().ToListAsync(ct)).Where(k => box.NeedsRewrap(k.SealedKey)).ToList();
        await EachAsync(due, key =>
        {
            var anew = box.Rewrap(key.SealedKey, PartnerSigningKey.Table, PartnerSigningKey.SealedColumn, key.Id);
            return db.Set<PartnerSigningKey>().Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.SealedKey, anew), ct);
        }, ct);
    }

    private async Task NotifySecretsAsync(CancellationToken ct)
    {
        for (long last = 0; ;)
        {
            var page = await db.AcrossTenants<PartnerSystem>(Reason).AsNoTracking().Where(s => s.Id > last && s.NotifySecret != null).OrderBy(s => s.Id).Take(Portion).ToListAsync(ct);
            if (page.Count == 0)
            {
                return;
            }
            last = page[^1].Id;
            await EachAsync(page.Where(s => box.NeedsRewrap(s.NotifySecret)).ToList(), system =>
            {
                var (former, anew) = (system.NotifySecret, box.Rewrap(system.NotifySecret, PartnerSystem.Table, PartnerSystem.NotifySecretColumn, system.Id));
                return db.AcrossTenants<PartnerSystem>(Reason).Where(s => s.Id == system.Id && s.NotifySecret == former)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.NotifySecret, anew), ct);
            }, ct);
        }
    }

    private async Task EachAsync<T>(List<T> due, Func<T, Task<int>> rewrap, CancellationToken ct)
    {
        if (due.Count == 0)
        {
            return;
        }
        await db.UnitAsync(async () =>
        {
            foreach (var row in due)
            {
                await rewrap(row);
            }
            return due.Count;
        }, ct);
    }
}
