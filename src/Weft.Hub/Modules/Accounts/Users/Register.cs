using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

internal sealed record RegisterRequest(string TenantCode, string Username, string Name, string Password, string? Phone, string? Email);

internal sealed record RegisteredAnswer(string Username, string ApprovalStatus);

/// <summary>Someone asks to become a user of a tenant, which lets that happen (a setting, off by default); he waits in 用户审批 and can not sign in until then.</summary>
internal static class Register
{
    /// <summary>Whoever floods a tenant with requests stops here, not in the database.</summary>
    private const int MostPending = 200;

    public static async Task<Answer<RegisteredAnswer>> HandleAsync(Fields fields, HubDbContext db, TenantScope scope, Passwords passwords, CancellationToken ct)
    {
        var code = fields.Text("tenantCode", 32, required: true);
        var username = UsernameRules.Read(fields, "username");
        var name = UsernameRules.ReadName(fields, "name", required: true);
        var password = Passwords.Read(fields, "password", username);
        var (phone, email) = (fields.Text("phone", 32), fields.Text("email", 128));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        scope.EnterPlatform();
        var tenant = await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Code == code && t.Status == TenantStatus.Active, ct);
        // One answer for a tenant that is not there and one that takes nobody.
        if (tenant is null || !await db.AcrossTenants<TenantSetting>("may people register").AnyAsync(s => s.TenantId == tenant.Id && s.AllowsRegistration, ct))
        {
            return AccountsErrors.RegistrationClosed;
        }
        var hash = passwords.Hash(password!);
        try
        {
            Result<RegisteredAnswer> registered = await db.UnitAsync<Result<RegisteredAnswer>>(async () =>
            {
                if (await db.AcrossTenants<User>("how many wait").CountAsync(u => u.TenantId == tenant.Id && u.Approval == ApprovalStatus.Pending, ct) >= MostPending)
                {
                    return AccountsErrors.RegistrationClosed;
                }
                var user = new User(tenant.Id, username!, name!, roleId: null, DataScope.Own) { CreatedByName = name! };
                user.Describe(name!, phone, email);
                user.SetPassword(hash, mustChange: false);
                user.AwaitApproval();
                db.Add(user);
                await db.SaveChangesAsync(ct);
                return new RegisteredAnswer(user.Username, user.Approval.Word());
            }, ct);
            return registered;
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return AccountsErrors.UsernameTaken.With(username);
        }
    }
}
