using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Settings;

/// <summary>What the tenant decided.</summary>
/// <param name="CompletionThreshold">Part of what was cut that has to be qualified before an order is closed: 0.80 to 1.00.</param>
internal sealed record SettingsRow(decimal CompletionThreshold);

/// <summary>GET and PUT /api/production/settings.</summary>
internal static class DecideSettings
{
    public static async Task<Answer<SettingsRow>> ReadAsync(HubDbContext db, CancellationToken ct) =>
        await db.Set<ProductionSettings>().AsNoTracking().Select(s => new SettingsRow(s.CompletionThreshold)).FirstOrDefaultAsync(ct)
        ?? new SettingsRow(ProductionSettings.DefaultCompletionThreshold);

    public static async Task<Answer<SettingsRow>> HandleAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var threshold = fields.Number("completionThreshold", 2, 0.80m, 1.00m, required: true) ?? 0;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        try
        {
            return await db.CommitAsync<SettingsRow>(async () =>
            {
                var settings = await db.Set<ProductionSettings>().FirstOrDefaultAsync(ct);
                if (settings is null)
                {
                    settings = new ProductionSettings(db.FilterTenant);
                    db.Add(settings);
                }
                settings.Decide(threshold);
                return new SettingsRow(threshold);
            }, ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            // Two people decided for the first time at once.
            return CommonErrors.Stale;
        }
    }
}
