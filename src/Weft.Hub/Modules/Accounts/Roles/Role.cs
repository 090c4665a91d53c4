using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Roles;

internal enum RoleStatus
{
    Active,
    Inactive,
}

/// <summary>What its users may do (production-domain 11).</summary>
internal sealed class Role : TenantRow
{
    private Role()
    {
    }

    public Role(long tenantId, string code, string name, DataScope dataScope, IEnumerable<string> permissions)
    {
        TenantId = tenantId;
        (Code, Name, DataScope) = (code, name, dataScope);
        Permissions = [.. permissions];
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Description { get; private set; }
    public DataScope DataScope { get; private set; }
    public RoleStatus Status { get; private set; }

    /// <summary>系统管理员: holds every code, also of modules that a later build brings.</summary>
    public bool IsAdministrator { get; private set; }
    public List<string> Permissions { get; private set; } = [];

    public static Role Administrator(long tenantId) => new(tenantId, "ADMIN", "系统管理员", DataScope.All, []) { IsAdministrator = true, Description = "拥有全部权限" };

    /// <summary>The codes that the role holds now.</summary>
    public IEnumerable<string> Codes(ModuleCatalogue catalogue) =>
        Status != RoleStatus.Active ? [] : IsAdministrator ? catalogue.Permissions.Select(p => p.Code) : Permissions;

    public void Describe(string name, string? description, DataScope dataScope, RoleStatus status) =>
        (Name, Description, DataScope, Status) = (name, description, dataScope, status);

    public void Grant(IEnumerable<string> permissions) => Permissions = [.. permissions.Order(StringComparer.Ordinal)];
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.Property(r => r.Code).HasMaxLength(64);
        builder.Property(r => r.Name).HasMaxLength(64);
        builder.Property(r => r.Description).HasMaxLength(500);
        builder.HasAlternateKey(r => new { r.TenantId, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.Code }).IsUnique();
    }
}
