using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A tenant to be made, with the user who owns it.</summary>
/// <param name="Code">Unique, 2–32 of <c>a-z 0-9 -</c>.</param>
/// <param name="Name">What people read, at most 128 characters.</param>
/// <param name="OwnerUsername">The owner's login name, unique over all tenants.</param>
/// <param name="OwnerName">The owner's name.</param>
public sealed record NewTenant(string Code, string Name, string OwnerUsername, string OwnerName)
{
    /// <summary>IANA name; default Asia/Shanghai.</summary>
    public string TimeZone { get; init; } = TenantTime.DefaultZone;
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? InvoiceTitle { get; init; }
    public string? InvoiceTaxNo { get; init; }

    /// <summary>The owner's password; when null a random one is made, which must be changed at the first login.</summary>
    public SecretText? OwnerPassword { get; init; }
}

/// <summary>What was made.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="OwnerUserId">Its owner.</param>
/// <param name="OneTimePassword">The owner's first password, when none was given: shown once, stored nowhere.</param>
public sealed record CreatedTenant(long TenantId, long OwnerUserId, SecretText? OneTimePassword);

/// <summary>
/// Makes a tenant with its built-in roles and its owner, who is an administrator (production-domain 11). The scope must have entered the platform. It commits by itself,
/// because a code or user name that is taken is known for sure only then; refused: <c>TENANT_TAKEN</c>, <c>USERNAME_TAKEN</c>, <c>VALIDATION</c>.
/// </summary>
public sealed class CreateTenant
{
    private readonly HubDbContext db;
    private readonly Passwords passwords;
    private readonly Audit audit;
    private readonly TimeProvider clock;

    internal CreateTenant(HubDbContext db, Passwords passwords, Audit audit, TimeProvider clock) =>
        (this.db, this.passwords, this.audit, this.clock) = (db, passwords, audit, clock);

    public async Task<Result<CreatedTenant>> ExecuteAsync(NewTenant request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Problems(request) is { Count: > 0 } problems)
        {
            return Refusal.Invalid(problems);
        }
        var oneTime = request.OwnerPassword is null ? new SecretText(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))) : null;
        var hash = passwords.Hash((request.OwnerPassword ?? oneTime!).Reveal());
        try
        {
            return await db.UnitAsync<Result<CreatedTenant>>(async () =>
            {
                if (await db.Set<Tenant>().AnyAsync(t => t.Code == request.Code, ct))
                {
                    return AccountsErrors.TenantTaken.With(request.Code);
                }
                if (await UsernameRules.IsTakenAsync(db, request.OwnerUsername, ct))
                {
                    return AccountsErrors.UsernameTaken.With(request.OwnerUsername);
                }
                var tenant = new Tenant(request.Code, request.Name, request.TimeZone, clock.UtcNow());
                tenant.Describe(request.ContactName, request.ContactPhone, request.InvoiceTitle, request.InvoiceTaxNo);
                db.Add(tenant);
                var roles = BuiltInRoles.For(tenant.Id);
                db.AddRange(roles);
                var owner = new User(tenant.Id, request.OwnerUsername, request.OwnerName, roles[0].Id, DataScope.All);
                owner.SetPassword(hash, mustChange: oneTime is not null);
                db.Add(owner);
                tenant.GiveTo(owner.Id);
                audit.Record(new AuditEntry("Accounts", "CreateTenant", "Tenant", tenant.Id, tenant.Name)
                {
                    TenantId = tenant.Id, After = new { request.Code, request.Name, request.OwnerUsername },
                });
                await db.SaveChangesAsync(ct);
                return new CreatedTenant(tenant.Id, owner.Id, oneTime);
            }, ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            // Another node took one of the two names between the look and the insert.
            return AccountsErrors.TenantTaken.With(request.Code);
        }
    }

    private static List<FieldError> Problems(NewTenant request)
    {
        List<FieldError> errors = [];
        if (request.Code.Length is < 2 or > 32 || request.Code.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            errors.Add(new("tenantCode", "必须为 2 到 32 个小写字母、数字或“-”"));
        }
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 128 || ReservedNames.IsReserved(request.Name))
        {
            errors.Add(new("tenantName", "必填，不超过 128 个字符，" + ReservedNames.Message));
        }
        if (UsernameRules.Problem(request.OwnerUsername) is { } problem)
        {
            errors.Add(new("ownerUsername", problem));
        }
        if (string.IsNullOrWhiteSpace(request.OwnerName) || request.OwnerName.Length > 64 || ReservedNames.IsReserved(request.OwnerName))
        {
            errors.Add(new("ownerName", "必填，不超过 64 个字符，" + ReservedNames.Message));
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _))
        {
            errors.Add(new("timeZone", $"“{request.TimeZone}”不是已知时区，如 Asia/Shanghai"));
        }
        if (request.OwnerPassword is { } password && Passwords.Problem(password.Reveal(), request.OwnerUsername) is { } weak)
        {
            errors.Add(new("ownerPassword", weak));
        }
        return errors;
    }
}
