namespace Weft.Hub.Platform.Outbound;

/// <summary>What came of a call. The world's failures are values here, not exceptions.</summary>
/// <param name="Failure"><see cref="OutboundFailure.None"/> when an answer arrived as a whole or up to the limit, whatever its status.</param>
/// <param name="StatusCode">0 when no status line arrived. Known also when the body then failed.</param>
/// <param name="ContentType">As the other side wrote it, unchecked; null when absent.</param>
/// <param name="Body">As much of the body as was read, never more than the request's limit. Never decompressed.</param>
/// <param name="Truncated">There was more than <paramref name="Body"/>, and it was thrown away with the connection.</param>
/// <param name="Duration">From the call to the last byte read or the failure.</param>
/// <param name="Message">A sentence that says what failed and what to do, safe to show to a user; empty when nothing failed.</param>
public sealed record OutboundAnswer(
    OutboundFailure Failure, int StatusCode, string? ContentType, ReadOnlyMemory<byte> Body, bool Truncated, TimeSpan Duration, string Message)
{
    /// <summary>A complete answer with a 2xx status (openapi-gateway 7.4); a redirect is none.</summary>
    public bool IsSuccess => Failure == OutboundFailure.None && StatusCode is >= 200 and <= 299;

    /// <summary>How long the other side asks us to wait (<c>Retry-After</c>, as seconds or as a date); null when it does not, or not in a form that can be read.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Why a call brought no complete answer.</summary>
public enum OutboundFailure
{
    None,

    /// <summary>The rules forbid the address or one the name resolves to; no connection was made. Trying again helps only if the name changes.</summary>
    AddressRefused,

    /// <summary>The name has no address, or no name server answered.</summary>
    NotResolved,

    /// <summary>None of the addresses took the connection.</summary>
    ConnectFailed,

    /// <summary>The certificate was not accepted, or the two sides found no common TLS.</summary>
    TlsFailed,

    /// <summary>The connect timeout or the whole timeout ran out. The other side may have acted on the request.</summary>
    TimedOut,

    /// <summary>The other side broke the connection before the answer was complete. It may have acted on the request.</summary>
    Reset,

    /// <summary>The answer is longer than the limit, and the caller asked for all or nothing.</summary>
    AnswerTooLarge,

    /// <summary>What arrived is not HTTP, or its headers exceed 32 KiB.</summary>
    InvalidAnswer,
}

/// <summary>The sentences for users; one per failure, so that a call that fails allocates no text and leaks none.</summary>
internal static class OutboundTexts
{
    public static string Of(OutboundFailure failure) => failure switch
    {
        OutboundFailure.None => "",
        OutboundFailure.AddressRefused => "不允许访问该地址：它是本机、内网或保留地址，或是本系统自己的地址。请改用对方系统的公网地址；内网部署请联系管理员把网段加入允许列表。",
        OutboundFailure.NotResolved => "域名无法解析。请检查域名是否拼写正确、是否已在公网 DNS 生效。",
        OutboundFailure.ConnectFailed => "无法连接到对方服务器。请确认对方服务已启动，且端口已对外开放。",
        OutboundFailure.TlsFailed => "HTTPS 握手失败。请确认对方的证书有效、与域名相符，并带有完整的证书链。",
        OutboundFailure.TimedOut => "对方没有在规定时间内答复。请确认对方服务能及时响应。",
        OutboundFailure.Reset => "对方在答复完成之前断开了连接。请检查对方服务的日志。",
        OutboundFailure.AnswerTooLarge => "对方的答复超过了长度上限。请让对方减少返回的内容。",
        OutboundFailure.InvalidAnswer => "对方的答复不是有效的 HTTP 答复。请确认地址和端口指向的是 HTTP 接口。",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
