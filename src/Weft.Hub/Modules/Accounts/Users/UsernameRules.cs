using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>What a login name may be.</summary>
internal static class UsernameRules
{
    public static string? Read(Fields fields, string name)
    {
        var username = fields.Text(name, 64, required: true);
        if (username is not null && Problem(username) is { } problem)
        {
            fields.Fail(name, problem);
        }
        return username;
    }

    /// <summary>A person's or role's name: any text that does not look like the gateway's marker.</summary>
    public static string? ReadName(Fields fields, string name, bool required, int max = 64)
    {
        var text = fields.Text(name, max, required);
        if (ReservedNames.IsReserved(text))
        {
            fields.Fail(name, ReservedNames.Message);
        }
        return text;
    }

    public static string? Problem(string username) =>
        username.Length is < 3 or > 64 || username.Any(c => !(char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@')) ? "必须为 3 到 64 个字母、数字、汉字或 . _ - @"
        : ReservedNames.IsReserved(username) ? ReservedNames.Message
        : null;

    /// <summary>Over all tenants; inside a scope that may look there.</summary>
    public static async Task<bool> IsTakenAsync(HubDbContext db, string username, CancellationToken ct)
    {
        var key = User.KeyOf(username);
        return await db.AcrossTenants<User>("user names are unique over all tenants").AnyAsync(u => u.UsernameKey == key, ct);
    }
}
