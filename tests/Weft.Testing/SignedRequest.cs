namespace Weft.Testing;

/// <summary>
/// A request with its signature, ready for the wire. Sending the same one again is what somebody does who has captured it.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">Exactly as sent.</param>
/// <param name="Body">Exactly as sent; null for none.</param>
/// <param name="Headers">The signing headers and any others; <c>Content-Type</c> too.</param>
public sealed record SignedRequest(HttpMethod Method, string PathAndQuery, byte[]? Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What one request does otherwise than it should. Whatever is null stays right.</summary>
public sealed record SigningTwist
{
    /// <summary>No twist.</summary>
    public static SigningTwist None { get; } = new();

    /// <summary>1 or 2.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The text of <c>X-Timestamp</c>, signed as well.</summary>
    public string? Timestamp { get; init; }

    /// <summary>The text of <c>X-Signature</c> in place of the one computed.</summary>
    public string? Signature { get; init; }

    /// <summary>The path and query that V2 signs in place of the one that is sent.</summary>
    public string? SignedPathAndQuery { get; init; }

    /// <summary>The method that V2 signs in place of the one that is sent.</summary>
    public HttpMethod? SignedMethod { get; init; }

    /// <summary>The body that is signed in place of the one that is sent.</summary>
    public byte[]? SignedBody { get; init; }

    /// <summary>The key that is sent and signed.</summary>
    public string? AppKey { get; init; }

    /// <summary>The secret to sign with.</summary>
    public string? Secret { get; init; }

    /// <summary>The nonce of V2; otherwise a new one for each request.</summary>
    public string? Nonce { get; init; }

    /// <summary>Replaces <c>application/json</c>; empty sends none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers that are left out after signing.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Headers that are added or replaced after signing.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>();
}
