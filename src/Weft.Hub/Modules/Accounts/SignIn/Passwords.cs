using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>Which passwords are good enough, and how they are kept (ASP.NET Core Identity's hasher: salted PBKDF2).</summary>
internal sealed class Passwords(IPasswordHasher<User> hasher)
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    /// <summary>What people choose when ten characters are asked for.</summary>
    private static readonly FrozenSet<string> Common = new[]
    {
        "1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "1234567891", "123456789a", "a123456789", "aa123456789", "abc1234567", "abcd123456", "abc123456789",
        "password01", "password12", "password123", "password1234", "passw0rd123", "p@ssw0rd123", "p@ssword123", "qwertyuiop", "qwerty12345", "qwerty123456", "1q2w3e4r5t",
        "1qaz2wsx3edc", "q1w2e3r4t5", "asdfghjkl1", "zxcvbnm123", "woaini1314", "woaini520", "5201314520", "woaini1314520", "admin12345", "admin123456", "administrator",
        "welcome123", "welcome1234", "iloveyou12", "iloveyou123", "letmein1234", "changeme123", "changeme1234", "1029384756", "147258369a", "1472583690", "7894561230", "qazwsxedcr",
        "adminadmin", "rootroot123", "test123456", "user123456", "huawei12345", "weft123456", "weftweft12",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Verified against when there is no such user: the answer must take as long.
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>True when it is the user's password. Takes as long for a user who does not exist or has none.</summary>
    public bool Verify(User? user, string password)
    {
        var outcome = hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? nobodys.Value, password);
        return user?.PasswordHash is not null && outcome != PasswordVerificationResult.Failed;
    }

    /// <summary>Reads a new password from a request; an unfit one is an error of that field.</summary>
    public static string? Read(Fields fields, string name, string? username, bool required = true)
    {
        var password = fields.Text(name, MaxLength, required);
        if (password is not null && Problem(password, username) is { } problem)
        {
            fields.Fail(name, problem);
        }
        return password;
    }

    /// <summary>Why the password is not good enough, or null.</summary>
    public static string? Problem(string password, string? username)
    {
        if (password.Length is < MinLength or > MaxLength)
        {
            return $"密码长度必须为 {MinLength} 到 {MaxLength} 个字符";
        }
        if (username is { Length: >= 3 } && password.Contains(username, StringComparison.OrdinalIgnoreCase))
        {
            return "密码不能包含用户名";
        }
        return Common.Contains(password) || password.Distinct().Count() < 4 ? "密码过于常见，请换一个" : null;
    }
}
