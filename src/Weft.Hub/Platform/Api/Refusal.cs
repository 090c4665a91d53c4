namespace Weft.Hub.Platform.Api;

/// <summary>What sort of no it is; decides the HTTP status at the door.</summary>
public enum RefusalKind
{
    Invalid,
    State,
    Conflict,
    Unauthenticated,
    Forbidden,
    NotFound,
    TooMany,
    Internal,
}

/// <summary>One field's error, with the fix in its message.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>A refusal: a named value of a module's <c>…Errors</c>, with a text that is safe to show.</summary>
/// <param name="Token">Stable token for programs, sent as <c>X-Error-Code</c>.</param>
/// <param name="Kind">What sort of no.</param>
/// <param name="Message">What is wrong, which value, what would be right; Chinese.</param>
public sealed record Refusal(string Token, RefusalKind Kind, string Message)
{
    /// <summary>Errors by field, for refusals of input.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>After how long it is worth asking again, for <see cref="RefusalKind.TooMany"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status, which is also the envelope's code (openapi-gateway 4).</summary>
    public int Status => Kind switch
    {
        RefusalKind.Invalid or RefusalKind.State => 400,
        RefusalKind.Conflict => 409,
        RefusalKind.Unauthenticated => 401,
        RefusalKind.Forbidden => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.TooMany => 429,
        RefusalKind.Internal => 500,
        _ => throw new InvalidOperationException($"No status for {Kind}."),
    };

    /// <summary>The same refusal with values put into its message.</summary>
    public Refusal With(params object?[] values) =>
        this with { Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, Message, values) };

    public static Refusal Invalid(params IReadOnlyList<FieldError> errors) => CommonErrors.Validation with { Errors = errors };

    public static Refusal Invalid(string field, string message) => Invalid([new FieldError(field, message)]);
}

/// <summary>The refusals that every door shares (openapi-gateway 4).</summary>
public static class CommonErrors
{
    public static readonly Refusal BadJson = new("BAD_JSON", RefusalKind.Invalid, "请求体不是合法 JSON");
    public static readonly Refusal Validation = new("VALIDATION", RefusalKind.Invalid, "请求参数错误");
    public static readonly Refusal TooLarge = new("TOO_LARGE", RefusalKind.Invalid, "请求体过大");
    public static readonly Refusal MediaType = new("BAD_JSON", RefusalKind.Invalid, "请求体必须为 UTF-8 的 application/json，且不能压缩");
    public static readonly Refusal NotFound = new("NOT_FOUND", RefusalKind.NotFound, "资源不存在");
    public static readonly Refusal Internal = new("INTERNAL", RefusalKind.Internal, "服务器内部错误");
    public static readonly Refusal SignInNeeded = new("SIGN_IN", RefusalKind.Unauthenticated, "请先登录");
    public static readonly Refusal Forbidden = new("FORBIDDEN", RefusalKind.Forbidden, "您没有执行此操作的权限");
    public static readonly Refusal Csrf = new("CSRF", RefusalKind.Forbidden, "页面已过期，请刷新后重试");
    public static readonly Refusal Stale = new("STALE", RefusalKind.Conflict, "数据已被他人修改，请刷新后重试");
}
