using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>
/// Checks a user name and its password, counts tries and logs failures. It works in scopes and commits of its own, so that a refusal of the caller does not
/// undo the count; therefore never call it inside a unit of work, whose commit its own would wait for.
/// </summary>
internal sealed class PasswordCheck(IServiceScopeFactory scopes, LoginAttempts attempts, Passwords passwords, TimeProvider clock)
{
    // Tries for one name follow each other on this node: a burst of right ones must not count as many open tries.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The user whose password it is.</summary>
    public async Task<Result<User>> CheckAsync(string username, string password, string? address, CancellationToken ct)
    {
        var key = User.KeyOf(username);
        var turn = turns[(uint)string.GetHashCode(key, StringComparison.Ordinal) % (uint)turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            if (await attempts.TakeAsync(key) is { } wait)
            {
                return AccountsErrors.Locked with { RetryAfter = wait };
            }
            var user = await FindAsync(key, ct);
            if (!passwords.Verify(user, password))
            {
                await LogFailureAsync(user, username, address, "密码错误");
                return AccountsErrors.WrongPassword;
            }
            await attempts.ForgetAsync(key);
            return user!;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Logs a sign-in that was refused for another reason than the password.</summary>
    public Task LogRefusalAsync(User user, string? address, Refusal refusal) => LogFailureAsync(user, user.Username, address, refusal.Message);

    private async Task<User?> FindAsync(string key, CancellationToken ct)
    {
        await using var scope = OpenPlatform(out var db);
        return await db.AcrossTenants<User>("a login has only a user name").AsNoTracking().FirstOrDefaultAsync(u => u.UsernameKey == key, ct);
    }

    private async Task LogFailureAsync(User? user, string username, string? address, string message)
    {
        await using var scope = OpenPlatform(out var db);
        db.Set<LoginLog>().Add(new LoginLog
        {
            TenantId = user?.TenantId ?? User.OperatorTenant,
            UserId = user?.Id,
            // What nobody is called may be a password typed into the wrong field: only its beginning is kept.
            Username = user?.Username ?? (username.Length > 3 ? username[..3] + "***" : "***"),
            Name = user?.Name ?? "",
            Address = address,
            CreateTime = clock.UtcNow(),
            Succeeded = false,
            Message = message,
        });
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private AsyncServiceScope OpenPlatform(out HubDbContext db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return scope;
    }
}
