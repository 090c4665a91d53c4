using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Exports;

/// <summary>Takes away exports a day after they were made, the file first: with two nodes, and after a crash between the two, the row is found again.</summary>
internal sealed class ExportCleanupJob(HubDbContext db, TenantScope scope, ExportFiles files, TimeProvider clock) : IClockJob
{
    private const int Portion = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var now = clock.UtcNow();
        while (true)
        {
            var over = await db.AcrossTenants<ExportRun>("exports that are a day old go").Where(r => r.ExpiresAt <= now).OrderBy(r => r.Id)
                .Select(r => new { r.TenantId, r.Id }).Take(Portion).ToListAsync(ct);
            if (over.Count == 0)
            {
                return;
            }
            foreach (var run in over)
            {
                files.Delete(run.TenantId, run.Id);
            }
            var ids = over.ConvertAll(r => r.Id);
            await db.UnitAsync(() => db.AcrossTenants<ExportRun>("exports that are a day old go").Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(ct), ct);
            if (over.Count < Portion)
            {
                return;
            }
        }
    }
}
