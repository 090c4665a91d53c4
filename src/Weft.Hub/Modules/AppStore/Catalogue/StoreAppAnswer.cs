namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>A listing as the console shows it.</summary>
public sealed record StoreAppAnswer(
    long Id, string AppCode, string AppName, string AppIcon, string AppDesc, string AppDetail, string Category, string PriceType,
    decimal PriceMonthly, decimal PriceYearly, decimal? PriceOnce, int SortOrder, bool IsHot, bool IsNew, string Status,
    IReadOnlyList<string> Features, IReadOnlyList<string> Screenshots, int MinUsers, int MaxUsers,
    int TrialDays, int TrialDailyQuota, int PaidDailyQuota, int MaxDailyQuota, IReadOnlyList<AppEndpoint> Endpoints, int Version)
{
    internal static StoreAppAnswer Of(StoreApp app, IEnumerable<IAppType> types) => new(
        app.Id, app.AppCode, app.AppName, app.AppIcon, app.AppDesc, app.AppDetail, app.Category, app.PriceType,
        app.PriceMonthly, app.PriceYearly, app.PriceOnce, app.SortOrder, app.IsHot, app.IsNew, app.Status.Spelled(),
        app.Features, app.Screenshots, app.MinUsers, app.MaxUsers,
        app.TrialDays, app.TrialDailyQuota, app.PaidDailyQuota, app.MaxDailyQuota,
        types.FirstOrDefault(t => t.Code == app.AppCode)?.Endpoints ?? [], app.Version);
}
