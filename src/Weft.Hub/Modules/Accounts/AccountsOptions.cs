using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Modules.Accounts;

/// <summary>Settings of section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Wrong passwords of one user name, within <see cref="LockoutMinutes"/>, that lock it. 3 to 20, default 5.</summary>
    [Range(3, 20)]
    public int LockoutAfter { get; set; } = 5;

    /// <summary>How long wrong passwords are counted, and how long a lock lasts, in minutes. 1 to 1,440, default 15.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>A browser session ends after so many hours without a request. 1 to 24, default 8.</summary>
    [Range(1, 24)]
    public int SessionIdleHours { get; set; } = 8;

    /// <summary>A browser session ends after so many hours in any case. 1 to 168, default 24.</summary>
    [Range(1, 168)]
    public int SessionHours { get; set; } = 24;

    /// <summary>A bearer token for scripts ends after so many hours. 1 to 720, default 24.</summary>
    [Range(1, 720)]
    public int TokenHours { get; set; } = 24;

    /// <summary>How long the link works with which a new user sets the first password, in hours. 1 to 336, default 72.</summary>
    [Range(1, 336)]
    public int SetPasswordHours { get; set; } = 72;

    internal TimeSpan LockoutTime => TimeSpan.FromMinutes(LockoutMinutes);

    internal TimeSpan SetPasswordTime => TimeSpan.FromHours(SetPasswordHours);
}
