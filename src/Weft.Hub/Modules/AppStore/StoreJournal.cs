using System.Globalization;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>
/// Writes down what happened in the store, tells the tenant's administrators, and lets the doors know, in the commit of what happened (app-store 5, 6.3;
/// openapi-gateway 3.5).
/// </summary>
internal sealed class StoreJournal(Audit audit, Notices notices, HubDbContext db, ChangeSignal signal, TenantScope scope)
{
    public const string AppsPath = "/system/tenant-management?tab=apps";
    public const string StorePath = "/system/app-store";

    /// <summary>The store with the purchase of that app open.</summary>
    public static string BuyPath(string appCode) => StorePath + "?buy=" + appCode;

    /// <summary>Adds the entry to the operation log.</summary>
    public void Note(string operation, TenantRow target, string name, object? after = null, object? before = null, string? reason = null) =>
        audit.Record(new AuditEntry("AppStore", operation, target.GetType().Name, target.Id, name) { Before = before, After = after, Reason = reason });

    /// <summary>Tells the administrators of the tenant in scope.</summary>
    public Task TellAsync(string kind, string text, IReadOnlyList<object> values, string path, CancellationToken ct, string? once = null) =>
        notices.RaiseAsync(new Notice(kind, text, values, path, once), ct);

    /// <summary>The app's name, which the catalogue has in Chinese, for a notice.</summary>
    public static NoticeWord App(string appName) => new("app", appName);

    /// <summary>Once committed, no node lets a call through on what it remembers of this tenant's credentials and subscriptions.</summary>
    public void CredentialsChanged()
    {
        var tenant = scope.Required.ToString(CultureInfo.InvariantCulture);
        db.AfterCommit(() => signal.Publish(CredentialDirectory.ChangedTopic, tenant));
    }
}
