using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway;

/// <summary>A call that passed the gateway's checks: the tenant is in scope and the actor is the credential.</summary>
public sealed class SignedCall(CredentialSnapshot credential, string requestId)
{
    public CredentialSnapshot Credential { get; } = credential;

    public string RequestId { get; } = requestId;

    public TenantTime Time => Credential.Time;

    /// <summary>For the call log: which order the call was about.</summary>
    public string? OrderNo { get; set; }
    public string? ExternalOrderNo { get; set; }

    /// <summary>Binds an endpoint's parameter.</summary>
    public static ValueTask<SignedCall> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<SignedCall>() ?? throw new InvalidOperationException("This route is not a signed one."));
}
