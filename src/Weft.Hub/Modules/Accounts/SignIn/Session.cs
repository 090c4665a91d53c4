using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

internal enum SessionKind
{
    /// <summary>A browser, by cookie.</summary>
    Browser,

    /// <summary>A script, by bearer token.</summary>
    Token,
}

/// <summary>Someone's being signed in. A row, so that it ends when someone says so; of its 256-bit token only the SHA-256 is kept.</summary>
internal sealed class Session : Row, ITenantOwned
{
    private Session()
    {
    }

    public Session(User user, SessionKind kind, byte[] token, DateTime now, DateTime idleUntil, DateTime endsAt)
    {
        (TenantId, UserId, Kind, TokenHash) = (user.TenantId, user.Id, kind, HashOf(token));
        (CreateTime, LastSeenAt, IdleUntil, EndsAt, ConfirmedAt) = (now, now, idleUntil, endsAt, now);
    }

    public long TenantId { get; private set; }
    public long UserId { get; private set; }
    public SessionKind Kind { get; private set; }
    public byte[] TokenHash { get; private set; } = [];
    public DateTime CreateTime { get; private set; }
    public DateTime LastSeenAt { get; private set; }

    /// <summary>Ends here unless it is used before; then this moves on.</summary>
    public DateTime IdleUntil { get; private set; }

    /// <summary>Ends here in any case.</summary>
    public DateTime EndsAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>When the password was last shown in this session (app-store 6.3).</summary>
    public DateTime ConfirmedAt { get; private set; }
    public string? Address { get; private set; }
    public string? UserAgent { get; private set; }

    public static byte[] NewToken() => RandomNumberGenerator.GetBytes(32);

    public static byte[] HashOf(byte[] token) => SHA256.HashData(token);

    public void CameFrom(string? address, string? userAgent) =>
        (Address, UserAgent) = (address, userAgent?.Length > 200 ? userAgent[..200] : userAgent);
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.Property(s => s.TokenHash).HasMaxLength(32);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.Property(s => s.UserAgent).HasMaxLength(200);
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.UserId });
        builder.HasIndex(s => s.EndsAt);
        builder.HasOne<User>().WithMany().HasForeignKey(s => new { s.TenantId, s.UserId }).HasPrincipalKey(u => new { u.TenantId, u.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
