using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Catalogue;

internal enum StoreAppStatus
{
    Draft,
    Published,
    Offline,
}

/// <summary>An integration module as the store offers it (app-store 1). The row is the platform's; orders copy from it what they need.</summary>
internal sealed class StoreApp : Row, IPlatformWide
{
    public string AppCode { get; private set; } = "";
    public string AppName { get; private set; } = "";
    public string AppIcon { get; private set; } = "";
    public string AppDesc { get; private set; } = "";

    /// <summary>Sanitised rich text.</summary>
    public string AppDetail { get; private set; } = "";
    public string Category { get; private set; } = "CORE";
    public string PriceType { get; private set; } = "MONTHLY";
    public decimal PriceMonthly { get; private set; }
    public decimal PriceYearly { get; private set; }

    /// <summary>Null: not sold for ever (买断).</summary>
    public decimal? PriceOnce { get; private set; }
    public int SortOrder { get; private set; }
    public bool IsHot { get; private set; }
    public bool IsNew { get; private set; }
    public StoreAppStatus Status { get; private set; }
    public List<string> Features { get; private set; } = [];
    public List<string> Screenshots { get; private set; } = [];
    public int MinUsers { get; private set; } = 1;
    public int MaxUsers { get; private set; } = 999;
    public int TrialDays { get; private set; } = 7;
    public int TrialDailyQuota { get; private set; } = 100;
    public int PaidDailyQuota { get; private set; } = 10_000;
    public int MaxDailyQuota { get; private set; } = 100_000;
    public DateTime CreateTime { get; private set; }
    public DateTime UpdateTime { get; private set; }
    public int Version { get; private set; }

    /// <summary>A module's first listing; from then on the operator decides.</summary>
    public static StoreApp From(IAppType type, DateTime now) => new()
    {
        AppCode = type.Code,
        AppName = type.Name,
        AppIcon = type.Catalogue.Icon,
        AppDesc = type.Catalogue.Description,
        PriceMonthly = type.Catalogue.PriceMonthly,
        PriceYearly = type.Catalogue.PriceYearly,
        SortOrder = type.Catalogue.SortOrder,
        IsHot = type.Catalogue.IsHot,
        Features = [.. type.Catalogue.Features],
        Status = StoreAppStatus.Published,
        CreateTime = now,
        UpdateTime = now,
    };

    /// <summary>Price of one user, or null when that kind is not sold.</summary>
    public decimal? PriceOf(Subscriptions.SubscriptionType type) => type switch
    {
        Subscriptions.SubscriptionType.Trial => null,
        Subscriptions.SubscriptionType.Monthly => PriceMonthly,
        Subscriptions.SubscriptionType.Yearly => PriceYearly,
        Subscriptions.SubscriptionType.Perpetual => PriceOnce,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Takes the fields that the edit names; the others stay.</summary>
    public void Edit(StoreAppEdit edit, DateTime now)
    {
        (AppName, AppIcon, AppDesc, AppDetail) = (edit.AppName ?? AppName, edit.AppIcon ?? AppIcon, edit.AppDesc ?? AppDesc, edit.AppDetail ?? AppDetail);
        (Category, SortOrder, IsHot, IsNew) = (edit.Category ?? Category, edit.SortOrder ?? SortOrder, edit.IsHot ?? IsHot, edit.IsNew ?? IsNew);
        (PriceMonthly, PriceYearly) = (edit.PriceMonthly ?? PriceMonthly, edit.PriceYearly ?? PriceYearly);
        PriceOnce = edit.ClearsPriceOnce ? null : edit.PriceOnce ?? PriceOnce;
        Status = edit.Status ?? Status;
        Features = edit.Features is { } features ? [.. features] : Features;
        Screenshots = edit.Screenshots is { } screenshots ? [.. screenshots] : Screenshots;
        (MinUsers, MaxUsers, TrialDays) = (edit.MinUsers ?? MinUsers, edit.MaxUsers ?? MaxUsers, edit.TrialDays ?? TrialDays);
        TrialDailyQuota = edit.TrialDailyQuota ?? TrialDailyQuota;
        PaidDailyQuota = edit.PaidDailyQuota ?? PaidDailyQuota;
        MaxDailyQuota = edit.MaxDailyQuota ?? MaxDailyQuota;
        UpdateTime = now;
        Version++;
    }
}

/// <summary>What the operator changes of a listing; null leaves a field as it is.</summary>
internal sealed record StoreAppEdit
{
    public required int Version { get; init; }
    public string? AppName { get; init; }
    public string? AppIcon { get; init; }
    public string? AppDesc { get; init; }
    public string? AppDetail { get; init; }
    public string? Category { get; init; }
    public decimal? PriceMonthly { get; init; }
    public decimal? PriceYearly { get; init; }
    public decimal? PriceOnce { get; init; }
    public bool ClearsPriceOnce { get; init; }
    public int? SortOrder { get; init; }
    public bool? IsHot { get; init; }
    public bool? IsNew { get; init; }
    public StoreAppStatus? Status { get; init; }
    public IReadOnlyList<string>? Features { get; init; }
    public IReadOnlyList<string>? Screenshots { get; init; }
    public int? MinUsers { get; init; }
    public int? MaxUsers { get; init; }
    public int? TrialDays { get; init; }
    public int? TrialDailyQuota { get; init; }
    public int? PaidDailyQuota { get; init; }
    public int? MaxDailyQuota { get; init; }
}
