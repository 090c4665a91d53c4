namespace Weft.Hub.Platform.Api;

/// <summary>Says who may call a route. A route without one is refused at start (style 4, rule 5).</summary>
public interface IAccessRule;

/// <summary>Anyone may call; the reason says why that is safe.</summary>
public sealed record OpenAccess(string Why) : IAccessRule;

/// <summary>Any user who is signed in, of a tenant or of the platform.</summary>
public sealed record SignedInAccess : IAccessRule;

/// <summary>A tenant's user who holds one of the codes.</summary>
public sealed record PermissionAccess(IReadOnlyList<string> Codes) : IAccessRule;

/// <summary>The platform operator (<c>SUPER_ADMIN</c>), outside any tenant.</summary>
public sealed record OperatorAccess : IAccessRule;

/// <summary>Which rows of its tenant a user sees (production-domain 2).</summary>
public enum DataScope
{
    Own,
    Team,
    All,
}

/// <summary>The person at the other end of a console request.</summary>
/// <param name="UserId">The user.</param>
/// <param name="TenantId">The tenant, or null for the platform operator.</param>
/// <param name="Username">The login name.</param>
/// <param name="Name">The name that rows and timelines show.</param>
/// <param name="DataScope">Which of the tenant's rows the user sees.</param>
/// <param name="FactoryId">Set for an external factory's account, which sees only its own orders.</param>
/// <param name="Permissions">The codes that the user's role holds.</param>
/// <param name="TimeZone">The tenant's IANA zone.</param>
public sealed record SignedInUser(
    long UserId, long? TenantId, string Username, string Name, DataScope DataScope, long? FactoryId, IReadOnlySet<string> Permissions, string TimeZone)
{
    public bool IsOperator => TenantId is null;

    public bool May(string code) => Permissions.Contains(code);
}

/// <summary>Tells who a cookie or bearer token belongs to now: a user switched off a moment ago is nobody.</summary>
public interface ISignIn
{
    /// <summary>The user, or null when the session is unknown, ended, or its user or tenant was switched off.</summary>
    ValueTask<SignedInUser?> FindAsync(HttpContext context, CancellationToken ct);

    /// <summary>The user of a session that <see cref="FindAsync"/> found earlier, as he is now; for pages, whose one connection outlives many actions.</summary>
    /// <param name="context">Its principal is the one that was found.</param>
    /// <param name="ct">Gives up.</param>
    ValueTask<SignedInPerson?> ResumeAsync(HttpContext context, CancellationToken ct);
}

/// <summary>A signed-in user with what pages show of him.</summary>
/// <param name="User">Who may do what.</param>
/// <param name="TenantName">The company, or null for the operator.</param>
/// <param name="RoleName">The role, or null.</param>
/// <param name="MustChangePassword">Nothing else may be done before.</param>
public sealed record SignedInPerson(SignedInUser User, string? TenantName, string? RoleName, bool MustChangePassword);

/// <summary>Route conventions that say who may call.</summary>
public static class AccessExtensions
{
    public static TBuilder ForAnyone<TBuilder>(this TBuilder builder, string why) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OpenAccess(why));

    public static TBuilder ForSignedIn<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new SignedInAccess());

    public static TBuilder ForPermission<TBuilder>(this TBuilder builder, params IReadOnlyList<string> anyOf) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new PermissionAccess(anyOf));

    public static TBuilder ForOperator<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OperatorAccess());

    /// <summary>The user of this request; only inside routes that ask for one.</summary>
    public static SignedInUser User(this HttpContext context) =>
        context.Features.Get<SignedInUser>() ?? throw new InvalidOperationException("This route does not ask for a signed-in user.");
}
