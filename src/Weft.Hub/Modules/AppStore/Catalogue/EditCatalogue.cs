using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary><c>PUT /app-store/admin/catalogue/{id}</c>: the operator changes a listing. Orders that exist keep their prices (app-store 1, 5).</summary>
internal sealed class EditCatalogue(HubDbContext db, TimeProvider clock, Audit audit)
{
    internal sealed record Request(
        int Version, string? AppName, string? AppIcon, string? AppDesc, string? AppDetail, string? Category, decimal? PriceMonthly, decimal? PriceYearly,
        decimal? PriceOnce, int? SortOrder, bool? IsHot, bool? IsNew, string? Status, string[]? Features, string[]? Screenshots, int? MinUsers, int? MaxUsers,
        int? TrialDays, int? TrialDailyQuota, int? PaidDailyQuota, int? MaxDailyQuota, string? Reason);

    public static async Task<Answer<StoreAppAnswer>> HandleAsync(long id, Fields fields, EditCatalogue command, IEnumerable<IAppType> types, CancellationToken ct)
    {
        var edit = Read(fields);
        var reason = fields.Text("reason", 500);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(id, edit, reason, ct);
        return result.IsRefused(out var refusal) ? refusal : StoreAppAnswer.Of(result.Value, types);
    }

    /// <summary>Changes the listing; refused when someone changed it since that version was read.</summary>
    public Task<Result<StoreApp>> RunAsync(long id, StoreAppEdit edit, string? reason, CancellationToken ct) => db.AttemptAsync<StoreApp>(async () =>
    {
        var app = await db.Set<StoreApp>().FirstOrDefaultAsync(a => a.Id == id, ct);
        if (app is null)
        {
            return CommonErrors.NotFound;
        }
        if (app.Version != edit.Version)
        {
            return CommonErrors.Stale;
        }
        var before = Facts(app);
        app.Edit(edit, clock.UtcNow());
        if (app.MinUsers > app.MaxUsers)
        {
            return Refusal.Invalid("minUsers", "不能大于 maxUsers");
        }
        if (app.PaidDailyQuota > app.MaxDailyQuota)
        {
            return Refusal.Invalid("paidDailyQuota", "不能大于 maxDailyQuota");
        }
        audit.Record(new AuditEntry("AppStore", "EditCatalogue", nameof(StoreApp), app.Id, app.AppCode) { Reason = reason, Before = before, After = Facts(app) });
        return app;
    }, ct);

    private static StoreAppEdit Read(Fields fields) => new()
    {
        Version = (int)(fields.Integer("version", 0, int.MaxValue, required: true) ?? 0),
        // A trial's credential is named after it, with a mark and perhaps a number, in 64 characters.
        AppName = fields.Text("appName", 40),
        AppIcon = fields.Text("appIcon", 500),
        AppDesc = fields.Text("appDesc", 500, min: 0, multiline: true),
        AppDetail = fields.Text("appDetail", 50_000, min: 0, multiline: true) is { } detail ? RichText.Sanitise(detail) : null,
        Category = fields.Text("category", 32),
        PriceMonthly = fields.Number("priceMonthly", 2),
        PriceYearly = fields.Number("priceYearly", 2),
        PriceOnce = fields.Number("priceOnce", 2),
        ClearsPriceOnce = fields.IsNull("priceOnce"),
        SortOrder = (int?)fields.Integer("sortOrder", 0, 100_000),
        IsHot = fields.Flag("isHot"),
        IsNew = fields.Flag("isNew"),
        Status = fields.Choice<StoreAppStatus>("status"),
        Features = fields.Texts("features", 50, 64),
        Screenshots = fields.Texts("screenshots", 20, 500),
        MinUsers = (int?)fields.Integer("minUsers", 1, 999),
        MaxUsers = (int?)fields.Integer("maxUsers", 1, 999),
        TrialDays = (int?)fields.Integer("trialDays", 1, 365),
        TrialDailyQuota = (int?)fields.Integer("trialDailyQuota", 1, 100_000_000),
        PaidDailyQuota = (int?)fields.Integer("paidDailyQuota", 1, 100_000_000),
        MaxDailyQuota = (int?)fields.Integer("maxDailyQuota", 1, 100_000_000),
    };

    private static object Facts(StoreApp app) => new
    {
        app.AppName,
        app.PriceMonthly,
        app.PriceYearly,
        app.PriceOnce,
        Status = app.Status.Spelled(),
        app.TrialDays,
        app.TrialDailyQuota,
        app.PaidDailyQuota,
        app.MaxDailyQuota,
        app.MinUsers,
        app.MaxUsers,
        app.Features,
    };
}
