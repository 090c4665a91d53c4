using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.Accounts;

/// <summary>
/// Makes a platform operator (<c>SUPER_ADMIN</c>), who belongs to no tenant. There is no default password (app-store S18): the first-run set-up and the demo give one.
/// The scope must have entered the platform; it commits by itself. Refused: <c>USERNAME_TAKEN</c>, <c>VALIDATION</c>.
/// </summary>
public sealed class CreateOperator
{
    private readonly HubDbContext db;
    private readonly Passwords passwords;
    private readonly Audit audit;

    internal CreateOperator(HubDbContext db, Passwords passwords, Audit audit) => (this.db, this.passwords, this.audit) = (db, passwords, audit);

    /// <summary>True when an operator exists: then the first-run set-up is over.</summary>
    public Task<bool> ExistsAsync(CancellationToken ct) =>
        db.AcrossTenants<User>("is there an operator").AnyAsync(u => u.TenantId == User.OperatorTenant, ct);

    public async Task<Result<Done>> ExecuteAsync(string username, string name, SecretText password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (UsernameRules.Problem(username) is { } problem)
        {
            return Refusal.Invalid("username", problem);
        }
        if (Passwords.Problem(password.Reveal(), username) is { } weak)
        {
            return Refusal.Invalid("password", weak);
        }
        var hash = passwords.Hash(password.Reveal());
        try
        {
            return await db.UnitAsync<Result<Done>>(async () =>
            {
                if (await UsernameRules.IsTakenAsync(db, username, ct))
                {
                    return AccountsErrors.UsernameTaken.With(username);
                }
                var user = new User(User.OperatorTenant, username, name, roleId: null, DataScope.All);
                user.SetPassword(hash, mustChange: false);
                db.Add(user);
                audit.Record(new AuditEntry("Accounts", "CreateOperator", "User", user.Id, username));
                await db.SaveChangesAsync(ct);
                return Done.Value;
            }, ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return AccountsErrors.UsernameTaken.With(username);
        }
    }
}
