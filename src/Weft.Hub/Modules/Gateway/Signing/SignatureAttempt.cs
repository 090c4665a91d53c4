namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>What a refused request carried, as text and bytes exactly as received: all that the doctor may look at.</summary>
internal sealed record SignatureAttempt
{
    public required string AppKey { get; init; }

    public required string Timestamp { get; init; }

    public required string Signature { get; init; }

    public required string Method { get; init; }

    /// <summary>Of the request line, percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>Without the question mark; empty when there is none.</summary>
    public string RawQuery { get; init; } = "";

    public string? Host { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The request said <c>X-Signature-Version: 2</c>.</summary>
    public bool IsV2 { get; init; }

    /// <summary>Null when the header was absent.</summary>
    public string? Nonce { get; init; }

    /// <summary>The credential takes V2 only (<c>requireV2Signature</c>).</summary>
    public bool RequiresV2 { get; init; }
}

/// <summary>The secrets of one credential, as UTF-8 bytes. A class without a printed form, so that no log can show them.</summary>
internal sealed class CandidateSecrets
{
    public required ReadOnlyMemory<byte> Current { get; init; }

    /// <summary>Empty when there is none.</summary>
    public ReadOnlyMemory<byte> Previous { get; init; }

    /// <summary>The overlap of app-store 6.3 still runs, so using the previous secret is no mistake.</summary>
    public bool PreviousAccepted { get; init; }

    /// <summary>Empty when there is none.</summary>
    public ReadOnlyMemory<byte> Callback { get; init; }

    public override string ToString() => "***";
}
