using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Bell;

/// <summary>
/// The kinds of notices that a person may do without (个人中心), by how they begin. What is not named here, such as a changed secret, is told in any case.
/// </summary>
internal static class NoticeGroups
{
    /// <summary>The user setting: an object whose <c>muted</c> lists groups.</summary>
    public const string SettingName = "notices";

    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["store"] = ["TRIAL_", "SUBSCRIPTION_", "ORDER_", "MODULE_"],
        ["apps"] = ["CREDENTIAL_", "QUOTA", "PUSH_"],
        ["production"] = ["ORDERS_", "STOCK_"],
        ["partner"] = ["PARTNER_"],
        ["exports"] = ["EXPORT_"],
    };

    /// <summary>The groups that a user muted.</summary>
    public static async Task<IReadOnlyList<string>> MutedAsync(HubDbContext db, long userId, CancellationToken ct)
    {
        var text = await db.Set<UserSetting>().AsNoTracking().Where(s => s.UserId == userId && s.Name == SettingName).Select(s => s.Value).FirstOrDefaultAsync(ct);
        return text is null ? [] : Read(JsonElement.Parse(text));
    }

    /// <summary>A setting may have been written by anyone who is signed in: what is no group is passed over.</summary>
    public static IReadOnlyList<string> Read(JsonElement? setting) =>
        setting is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("muted", out var muted) && muted.ValueKind == JsonValueKind.Array
            ? [.. muted.EnumerateArray().Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()!).Where(All.ContainsKey).Distinct()]
            : [];

    /// <summary>The notices without those groups.</summary>
    public static IQueryable<StoredNotice> Without(this IQueryable<StoredNotice> notices, IReadOnlyList<string> groups) =>
        groups.SelectMany(g => All[g]).Aggregate(notices, (rest, start) => rest.Where(n => !n.Kind.StartsWith(start)));
}
