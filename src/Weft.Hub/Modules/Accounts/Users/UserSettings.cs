using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>Keeps users' own settings, one row for each name that a module has registered.</summary>
internal sealed class UserSettings(HubDbContext db, IEnumerable<UserSettingName> names) : IUserSettings
{
    /// <summary>Every column of every list is far less.</summary>
    public const int MaxBytes = 4096;

    public async Task<JsonElement?> ReadAsync(SignedInUser user, string name, CancellationToken ct)
    {
        if (user.IsOperator)
        {
            return null;
        }
        var text = await db.Set<UserSetting>().Where(s => s.UserId == user.UserId && s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(ct);
        return text is null ? null : JsonElement.Parse(text);
    }

    public async Task<Refusal?> WriteAsync(SignedInUser user, string name, JsonElement? value, CancellationToken ct)
    {
        if (user.IsOperator)
        {
            return CommonErrors.Forbidden;
        }
        if (!names.Any(n => n.Name == name))
        {
            return AccountsErrors.SettingUnknown;
        }
        var (userId, text, now) = (user.UserId, value?.GetRawText(), db.Clock.UtcNow());
        await db.PersonalUnitAsync(async () => text is null
            ? await db.Set<UserSetting>().Where(s => s.UserId == userId && s.Name == name).ExecuteDeleteAsync(ct)
            // Two windows may keep their choice at once: the later one stands.
            : await db.Database.ExecuteSqlAsync($"""
                INSERT INTO user_settings (tenant_id, user_id, name, value, update_time) VALUES ({db.Tenant.Required}, {userId}, {name}, {text}, {now})
                ON CONFLICT (tenant_id, user_id, name) DO UPDATE SET value = excluded.value, update_time = excluded.update_time
                """, ct), ct);
        return null;
    }
}
