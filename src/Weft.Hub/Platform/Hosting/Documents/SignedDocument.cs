using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>What the document of the signed API says beside its routes: headers, signature, error table (openapi-gateway 3, 4).</summary>
internal static class SignedDocument
{
    // The schemes are named after the headers, so that a generated client asks for them by their names.
    private static readonly string[] Schemes = ["appKey", "timestamp", "signature"];

    private static readonly (string Component, string Header, bool Required, string Pattern, string Text)[] Headers =
    [
        ("AppKey", "X-App-Key", true, "^os_[0-9a-f]{24}$", "The credential's public id."),
        ("Timestamp", "X-Timestamp", true, "^[0-9]{13}$", "Unix time in milliseconds; at most five minutes from the server's clock."),
        ("Signature", "X-Signature", true, "^[0-9a-f]{64}$", "Lower-case hex of HMAC-SHA256 over appKey + timestamp + body, keyed with the app secret."),
        ("SignatureVersion", "X-Signature-Version", false, "^2$", "2 for a signature of the second version, which covers method, path and query as well."),
        ("Nonce", "X-Nonce", false, "^[A-Za-z0-9_-]{8,64}$", "With version 2: a text that no other request of this credential has within eleven minutes."),
    ];

    public static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Weft signed API";
        document.Info.Version = "1";
        document.Info.License = new OpenApiLicense { Name = "For customers of this installation" };
        document.Info.Description = """
            For customers' own systems. Every call carries `X-App-Key`, `X-Timestamp` (milliseconds) and `X-Signature`:

            ```
            message   = appKey + timestamp + body
            signature = lowercaseHex( HMAC-SHA256( key = UTF8(appSecret), data = UTF8(message) ) )
            ```

            `body` is the request body byte for byte as it is sent, and the empty string for a GET. A signature of version 2
            (`X-Signature-Version: 2` and `X-Nonce`) covers the whole request:

            ```
            message = appKey \n METHOD \n path \n rawQuery \n timestamp \n nonce \n lowercaseHex(SHA256(body))
            ```

            Answers come in one envelope, `{"code","message","data","requestId"}`; the HTTP status equals `code`. A request that writes passes once:
            to repeat one, sign it again with a fresh timestamp. Dates are `yyyy-MM-dd`, instants ISO 8601 with offset, money CNY.
            """;
        document.AddRefusal(400, "请求参数错误",
            ("VALIDATION", "请求参数错误"), ("BAD_JSON", "请求体不是合法 JSON"), ("STATE", "当前状态不允许此操作"), ("IDEMPOTENCY_CONFLICT", "外部订单号已存在且内容不一致"),
            ("UNKNOWN_ACTION", "不支持的 action"), ("NOT_CONFIGURED", "未配置客户API地址"), ("TOO_LARGE", "请求体过大"));
        document.AddRefusal(401, "认证失败（appKey无效/签名错误/时间戳过期）",
            ("APP_KEY_OR_SIGNATURE", "签名验证失败"), ("HEADER_MISSING", "缺少或重复的请求头"), ("TIMESTAMP", "时间戳已过期或格式错误（需毫秒）"), ("REPLAY", "请求重复"));
        document.AddRefusal(403, "权限不足（应用类型不匹配/应用已过期）",
            ("APP_TYPE", "应用类型无权调用此接口"), ("APP_EXPIRED", "应用已过期"), ("APP_DISABLED", "应用已停用"), ("TENANT_DISABLED", "租户已停用"), ("IP_DENIED", "调用方 IP 不在白名单内"));
        document.AddRefusal(404, "资源不存在", ("NOT_FOUND", "资源不存在"));
        document.AddRefusal(429, "超出日调用限制", ("DAILY_QUOTA", "今日调用次数已达上限"), ("RATE", "请求过于频繁"));
        document.AddRefusal(500, "服务器内部错误", ("INTERNAL", "服务器内部错误"));
        document.Components!.Parameters ??= new Dictionary<string, IOpenApiParameter>();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        foreach (var (component, header, required, pattern, text) in Headers)
        {
            document.Components.Parameters[component] = new OpenApiParameter
            {
                Name = header,
                In = ParameterLocation.Header,
                Required = required,
                Description = text,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
            };
            if (required)
            {
                document.Components.SecuritySchemes[char.ToLowerInvariant(component[0]) + component[1..]] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = header,
                    Description = text,
                };
            }
        }
    }

    public static void Describe(OpenApiOperation operation, OpenApiDocument document, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        foreach (var (component, _, _, _, _) in Headers)
        {
            operation.Parameters.Add(new OpenApiParameterReference(component, document));
        }
        var all = new OpenApiSecurityRequirement();
        foreach (var scheme in Schemes)
        {
            all.Add(new OpenApiSecuritySchemeReference(scheme, document), []);
        }
        operation.Security = [all];
        operation.Refuse(document, 400, 401, 403, 404, 429, 500);
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse success)
        {
            success.Description = "成功";
            success.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["X-Request-Id"] = DocumentParts.Header("the id of this request"),
                ["X-Quota-Limit"] = DocumentParts.Header("calls a UTC day, 0 is unlimited"),
                ["X-Quota-Remaining"] = DocumentParts.Header("calls that are left today"),
                ["X-Quota-Reset"] = DocumentParts.Header("epoch seconds at which the count starts again"),
            };
        }
    }
}
