using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Wraps label keys of a former master key under the current one (app-store 6.3), so that the former can be taken out of the settings.</summary>
/// <remarks>Does nothing unless <c>Secrets:PreviousMasterKeys</c> is set. A key never changes, so repeating is safe, also on two nodes and after a crash.</remarks>
internal sealed class RewrapLabelKeysJob(HubDbContext db, TenantScope scope, SecretBox box, IOptions<SecretsOptions> options) : IClockJob
{
    public const string Name = "production.rewrap-label-keys";

    private const string Reason = "label keys of a former master key are wrapped anew";

    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Value.PreviousMasterKeys.Count == 0)
        {
            return;
        }
        scope.EnterPlatform();
        var due = (await db.AcrossTenants<LabelKey>(Reason).AsNoTracking().ToListAsync(ct)).Where(k => box.NeedsRewrap(k.SealedKey)).ToList();
        if (due.Count == 0)
        {
            return;
        }
        await db.UnitAsync(async () =>
        {
            foreach (var key in due)
            {
                var anew = box.Rewrap(key.SealedKey, LabelKey.Table, LabelKey.Column, key.TenantId);
                await db.AcrossTenants<LabelKey>(Reason).Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.SealedKey, anew), ct);
            }
            return due.Count;
        }, ct);
    }
}
