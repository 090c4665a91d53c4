namespace Weft.Hub.Platform.Outbound;

/// <summary>One call to the outside. It may be sent again as it is; nothing in it changes.</summary>
public sealed class OutboundRequest
{
    public required HttpMethod Method { get; init; }

    /// <summary>The whole URL. The rules are applied at every call, also if they held when it was saved (openapi-gateway 8).</summary>
    public required Uri Uri { get; init; }

    /// <summary>
    /// Sent in this order; <c>Content-Type</c> belongs here too. Only printable ASCII. <c>Host</c>, <c>Content-Length</c>, <c>Transfer-Encoding</c> and
    /// <c>Connection</c> follow from the rest and must not be given.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Sent byte for byte; must not change while the call runs.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Resolving, connecting and TLS together. Default 3 s (openapi-gateway 7.4 and 8).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The whole call, to the last byte of the answer. Default 10 s (openapi-gateway 7.4).</summary>
    public TimeSpan WholeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So much of the answer's body is read and no more. Default 64 KiB (openapi-gateway 7.4).</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// What a longer answer means: false cuts it off and marks it <see cref="OutboundAnswer.Truncated"/> (a webhook needs only the status); true makes
    /// it <see cref="OutboundFailure.AnswerTooLarge"/> (half a JSON document is of no use).
    /// </summary>
    public bool RefuseLongerAnswer { get; init; }
}
