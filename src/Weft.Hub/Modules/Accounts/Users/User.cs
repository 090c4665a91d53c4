using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Users;

internal enum UserStatus
{
    Active,
    Inactive,
}

internal enum ApprovalStatus
{
    Pending,
    Approved,
    Rejected,
}

/// <summary>
/// A person who signs in: a tenant's, or, under tenant 0, which no tenant has and only work of the platform sees, the platform's operator.
/// </summary>
internal sealed class User : TenantRow
{
    public const long OperatorTenant = 0;

    private User()
    {
    }

    public User(long tenantId, string username, string name, long? roleId, DataScope dataScope)
    {
        TenantId = tenantId;
        (Username, UsernameKey, Name, RoleId, DataScope) = (username, KeyOf(username), name, roleId, dataScope);
    }

    public string Username { get; private set; } = "";

    /// <summary>The user name as it is compared: unique over all tenants, because a login has nothing else.</summary>
    public string UsernameKey { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Phone { get; private set; }
    public string? Email { get; private set; }
    public long? RoleId { get; private set; }
    public DataScope DataScope { get; private set; }
    public long? FactoryId { get; private set; }
    public UserStatus Status { get; private set; }
    public ApprovalStatus Approval { get; private set; } = ApprovalStatus.Approved;
    public string? ApprovalReason { get; private set; }

    /// <summary>Null until the user followed the link and set a password.</summary>
    public string? PasswordHash { get; private set; }
    public bool MustChangePassword { get; private set; }

    /// <summary>SHA-256 of the one-time link's token.</summary>
    public byte[]? LinkHash { get; private set; }
    public DateTime? LinkUntil { get; private set; }
    public DateTime? LastLoginTime { get; private set; }
    public string? LastLoginIp { get; private set; }

    public bool IsOperator => TenantId == OperatorTenant;

    /// <summary>Full-width forms and case do not make another name.</summary>
    public static string KeyOf(string username) => username.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    public void SetPassword(string hash, bool mustChange)
    {
        (PasswordHash, MustChangePassword) = (hash, mustChange);
        (LinkHash, LinkUntil) = (null, null);
    }

    /// <summary>Takes the password away and gives the token of the link that sets the next one.</summary>
    public string OpenLink(DateTime until)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (PasswordHash, LinkHash, LinkUntil) = (null, HashOfLink(token), until);
        return token;
    }

    public static byte[] HashOfLink(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public void Describe(string name, string? phone, string? email) => (Name, Phone, Email) = (name, phone, email);

    public void Place(long roleId, DataScope dataScope, long? factoryId) => (RoleId, DataScope, FactoryId) = (roleId, dataScope, factoryId);

    public void Switch(UserStatus status) => Status = status;

    public void AwaitApproval() => Approval = ApprovalStatus.Pending;

    public void Decide(ApprovalStatus decision, string? reason) => (Approval, ApprovalReason) = (decision, reason);
}

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(u => u.Username).HasMaxLength(64);
        builder.Property(u => u.UsernameKey).HasMaxLength(128);
        builder.Property(u => u.Name).HasMaxLength(64);
        builder.Property(u => u.Phone).HasMaxLength(32);
        builder.Property(u => u.Email).HasMaxLength(128);
        builder.Property(u => u.ApprovalReason).HasMaxLength(500);
        builder.Property(u => u.PasswordHash).HasMaxLength(256);
        builder.Property(u => u.LinkHash).HasMaxLength(32);
        builder.Property(u => u.LastLoginIp).HasMaxLength(64);
        builder.HasIndex(u => u.UsernameKey).IsUnique();
        builder.HasIndex(u => u.LinkHash);
        builder.HasIndex(u => new { u.TenantId, u.RoleId });
        builder.HasAlternateKey(u => new { u.TenantId, u.Id });
        builder.HasOne<Role>().WithMany().HasForeignKey(u => new { u.TenantId, u.RoleId }).HasPrincipalKey(r => new { r.TenantId, r.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
