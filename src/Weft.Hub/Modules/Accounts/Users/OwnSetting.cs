using System.Text.Json;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.Users;

/// <param name="Value">An object of at most 4 KiB; null goes back to the default.</param>
internal sealed record OwnSettingRequest(JsonElement? Value);

/// <summary>The value is null while nothing was kept.</summary>
internal sealed record OwnSettingAnswer(string Name, JsonElement? Value);

/// <summary>GET and PUT /api/system/profile/settings/{name}: what a user arranges for himself (console-pages 12, C10).</summary>
internal static class OwnSetting
{
    public static async Task<Answer<OwnSettingAnswer>> GetAsync(string name, HttpContext context, IUserSettings settings, IEnumerable<UserSettingName> names, CancellationToken ct) =>
        names.Any(n => n.Name == name)
            ? new OwnSettingAnswer(name, await settings.ReadAsync(context.User(), name, ct))
            : AccountsErrors.SettingUnknown;

    public static async Task<Answer<OwnSettingAnswer>> PutAsync(string name, Fields fields, HttpContext context, IUserSettings settings, CancellationToken ct)
    {
        var value = fields.RawObject("value", UserSettings.MaxBytes);
        if (!fields.Has("value"))
        {
            fields.Fail("value", "必填；传 null 恢复默认");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await settings.WriteAsync(context.User(), name, value, ct) is { } refusal ? refusal : new OwnSettingAnswer(name, value);
    }
}
