namespace Weft.Hub.Modules.AppStore;

/// <summary>
/// Finds credentials for the doors: from memory that is at most five seconds old, and fresh at once on every node after a change
/// (openapi-gateway 3.5). Deleted credentials are not found.
/// </summary>
public sealed class CredentialDirectory
{
    /// <summary>The credential of that key, of whichever tenant; the tenant of a signed call comes from here and from nothing else.</summary>
    public ValueTask<CredentialSnapshot?> FindByKeyAsync(string appKey, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The credential of that id within the tenant.</summary>
    public ValueTask<CredentialSnapshot?> FindAsync(long tenantId, long credentialId, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Every credential of the tenant and type that is not deleted, whatever its standing.</summary>
    public ValueTask<IReadOnlyList<CredentialSnapshot>> ListAsync(long tenantId, string appType, CancellationToken ct) => throw new NotImplementedException();
}
