using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>An external system that calls the partner API (scm-partner-api 2.1).</summary>
internal sealed class PartnerSystem : TenantRow
{
    public const string Table = "partner_systems";
    public const string NotifySecretColumn = "notify_secret";

    private PartnerSystem()
    {
    }

    public PartnerSystem(long tenantId, string code) => (TenantId, Code) = (tenantId, code);

    /// <summary>Unique over the whole server: a token call names no tenant.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>Null for the API described here; another kind can not get a token.</summary>
    public string? PlatformKind { get; private set; }

    /// <summary>Salted slow hash of the identification code.</summary>
    public string? CodeHash { get; private set; }
    public bool IsActive { get; private set; } = true;

    /// <summary>Also write the misspelt key that published samples have (15, no. 11).</summary>
    public bool WritesBlankKey { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>Where it is told of ended requests; null when it asks.</summary>
    public string? NotifyUrl { get; private set; }

    /// <summary>Signs notifications; sealed.</summary>
    public byte[]? NotifySecret { get; private set; }

    public void Describe(string name, string? platformKind, bool writesBlankKey, string? remark) =>
        (Name, PlatformKind, WritesBlankKey, Remark) = (name, platformKind, writesBlankKey, remark);

    public void KeepCode(string hash) => CodeHash = hash;

    public void Switch(bool active) => IsActive = active;

    public void NotifyAt(string? url) => NotifyUrl = url;

    public void KeepNotifySecret(byte[] sealedSecret) => NotifySecret = sealedSecret;
}

internal sealed class PartnerSystemMapping : IEntityTypeConfiguration<PartnerSystem>
{
    public void Configure(EntityTypeBuilder<PartnerSystem> builder)
    {
        builder.ToTable(PartnerSystem.Table);
        builder.Property(s => s.NotifyUrl).HasMaxLength(500);
        builder.Property(s => s.NotifySecret).HasMaxLength(512);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Name).HasMaxLength(60);
        builder.Property(s => s.PlatformKind).HasMaxLength(40);
        builder.Property(s => s.CodeHash).HasMaxLength(256);
        builder.Property(s => s.Remark).HasMaxLength(500);
        builder.HasIndex(s => s.Code).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.Name }).IsUnique();
    }
}

/// <summary>A named account of a partner system (scm-partner-api 2.3).</summary>
internal sealed class PartnerUser : TenantRow
{
    private PartnerUser()
    {
    }

    public PartnerUser(long tenantId, long systemId, string userName) => (TenantId, SystemId, UserName) = (tenantId, systemId, userName);

    public long SystemId { get; private set; }
    public string UserName { get; private set; } = "";

    /// <summary>The hub's user behind it.</summary>
    public long UserId { get; private set; }
    public long RoleId { get; private set; }
    public long OrganisationId { get; private set; }

    /// <summary>Organisations that documents may name besides the default one.</summary>
    public List<long> OrganisationIds { get; private set; } = [];

    /// <summary>What a document means that names no warehouse, where it is the document's organisation's.</summary>
    public long? WarehouseId { get; private set; }
    public string Language { get; private set; } = "zh_CN";
    public bool IsActive { get; private set; } = true;

    public void Place(long userId, long roleId, long organisationId, IEnumerable<long> organisationIds, long? warehouseId, string language)
    {
        (UserId, RoleId, OrganisationId, WarehouseId, Language) = (userId, roleId, organisationId, warehouseId, language);
        OrganisationIds = [.. organisationIds.Append(organisationId).Distinct().Order()];
    }

    public void Switch(bool active) => IsActive = active;
}

internal sealed class PartnerUserMapping : IEntityTypeConfiguration<PartnerUser>
{
    public void Configure(EntityTypeBuilder<PartnerUser> builder)
    {
        builder.ToTable("partner_users");
        builder.Property(u => u.UserName).HasMaxLength(80);
        builder.Property(u => u.Language).HasMaxLength(10);
        builder.HasIndex(u => new { u.TenantId, u.SystemId, u.UserName }).IsUnique();
        builder.HasIndex(u => new { u.TenantId, u.UserId });
        builder.HasOne<PartnerSystem>().WithMany().HasForeignKey(u => new { u.TenantId, u.SystemId }).HasPrincipalKey(s => new { s.TenantId, s.Id }).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A key that signs tokens, sealed by the master key. The newest one signs; the one before it is still believed (scm-partner-api 4.1).</summary>
internal sealed class PartnerSigningKey : Row, IPlatformWide
{
    public const string Table = "partner_signing_keys";
    public const string SealedColumn = "sealed_key";

    private PartnerSigningKey()
    {
    }

    public PartnerSigningKey(string kid, DateTime now) => (Kid, CreatedAt) = (kid, now);

    public string Kid { get; private set; } = "";
    public byte[] SealedKey { get; private set; } = [];
    public DateTime CreatedAt { get; private set; }

    public void Seal(byte[] sealedKey) => SealedKey = sealedKey;
}

internal sealed class PartnerSigningKeyMapping : IEntityTypeConfiguration<PartnerSigningKey>
{
    public void Configure(EntityTypeBuilder<PartnerSigningKey> builder)
    {
        builder.ToTable(PartnerSigningKey.Table);
        builder.Property(k => k.Kid).HasMaxLength(16);
        builder.HasIndex(k => k.Kid).IsUnique();
    }
}
