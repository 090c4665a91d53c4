using Microsoft.AspNetCore.Identity;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.Accounts;

/// <summary>Keeps secrets that programs sign in with as passwords are kept: salted, slow, and never to be read again.</summary>
public sealed class SecretHasher
{
    private readonly IPasswordHasher<User> hasher;
    private readonly Lazy<string> nobodys;

    internal SecretHasher(IPasswordHasher<User> hasher)
    {
        this.hasher = hasher;
        // Verified against when there is nothing to compare with: the answer must take as long.
        nobodys = new(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));
    }

    public string Hash(SecretText secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return hasher.HashPassword(null!, secret.Reveal());
    }

    /// <summary>True when it is the secret of the hash; takes as long when there is no hash.</summary>
    public bool Verify(string? hash, SecretText secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var outcome = hasher.VerifyHashedPassword(null!, hash ?? nobodys.Value, secret.Reveal());
        return hash is not null && outcome != PasswordVerificationResult.Failed;
    }
}
