using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Modules.AppStore;

/// <summary>Settings of section <c>AppStore</c>.</summary>
public sealed class AppStoreOptions
{
    public const string Section = "AppStore";

    /// <summary>How many credentials of one app type a tenant may have, deleted ones not counted (app-store 6.1). 1–1000. Default: 20.</summary>
    [Range(1, 1000)]
    public int MaxCredentialsPerType { get; set; } = 20;

    /// <summary>Whether tenants may set a daily quota of 0, which is unlimited (app-store 6.1). Default: no.</summary>
    public bool AllowUnlimitedQuota { get; set; }

    /// <summary>Days after which an order that was not paid is cancelled (app-store 3). 1–365. Default: 30.</summary>
    [Range(1, 365)]
    public int PendingOrderDays { get; set; } = 30;
}
