using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>Passwords tried for one user name, whether it exists or not: an answer must not tell which do.</summary>
internal sealed class LoginAttempt : IPlatformWide
{
    /// <summary>SHA-256 of the compared user name, in hexadecimal: names that people mistype are often passwords.</summary>
    public string NameHash { get; private set; } = "";
    public int Tries { get; private set; }
    public DateTime WindowStart { get; private set; }
    public DateTime? LockedUntil { get; private set; }
}

internal sealed class LoginAttemptMapping : IEntityTypeConfiguration<LoginAttempt>
{
    public void Configure(EntityTypeBuilder<LoginAttempt> builder)
    {
        builder.ToTable("login_attempts");
        builder.HasKey(a => a.NameHash);
        builder.Property(a => a.NameHash).HasMaxLength(64);
        builder.HasIndex(a => a.WindowStart);
    }
}

/// <summary>
/// Counts tries in the database, so that parallel tries and tries on several nodes count together. A try is counted before its password is looked at, and
/// the count is cleared when the password was right: however many come at once, no more than the allowed number is ever looked at.
/// </summary>
internal sealed class LoginAttempts(IServiceScopeFactory scopes, TimeProvider clock, IOptions<AccountsOptions> options)
{
    /// <summary>Counts a try; how long to wait instead when the name is locked.</summary>
    public async Task<TimeSpan?> TakeAsync(string usernameKey)
    {
        var (hash, allowed, period) = (HashOf(usernameKey), options.Value.LockoutAfter, options.Value.LockoutTime);
        await using var scope = scopes.CreateAsyncScope();
        var db = OpenPlatform(scope);
        return await db.UnitAsync<TimeSpan?>(async () =>
        {
            var now = clock.UtcNow();
            var (windowLimit, lockEnd) = (now - period, now + period);
            // One statement decides: a lock that ended, or a window that is over without one, begins anew; the last allowed try sets the lock, which a
            // right password lifts.
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO login_attempts AS a (name_hash, tries, window_start, locked_until) VALUES ({hash}, 1, {now}, NULL)
                ON CONFLICT (name_hash) DO UPDATE SET
                  tries = CASE WHEN coalesce(a.locked_until <= {now}, a.window_start <= {windowLimit}) THEN 1 ELSE a.tries + 1 END,
                  window_start = CASE WHEN coalesce(a.locked_until <= {now}, a.window_start <= {windowLimit}) THEN {now} ELSE a.window_start END,
                  locked_until = CASE
                    WHEN coalesce(a.locked_until <= {now}, a.window_start <= {windowLimit}) THEN NULL
                    WHEN a.locked_until IS NULL AND a.tries + 1 >= {allowed} THEN {lockEnd}
                    ELSE a.locked_until END
                """);
            var row = await db.Set<LoginAttempt>().AsNoTracking().FirstAsync(a => a.NameHash == hash);
            return row.Tries > allowed ? (row.LockedUntil ?? lockEnd) - now : null;
        }, CancellationToken.None);
    }

    /// <summary>The password was right: forgets the tries before it.</summary>
    public async Task ForgetAsync(string usernameKey)
    {
        var hash = HashOf(usernameKey);
        await using var scope = scopes.CreateAsyncScope();
        var db = OpenPlatform(scope);
        await db.UnitAsync(() => db.Set<LoginAttempt>().Where(a => a.NameHash == hash).ExecuteDeleteAsync(), CancellationToken.None);
    }

    private static HubDbContext OpenPlatform(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        return scope.ServiceProvider.GetRequiredService<HubDbContext>();
    }

    private static string HashOf(string usernameKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(usernameKey)));
}
