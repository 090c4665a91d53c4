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
        ("AppKey", "X-App-Key", true, "^os_[0-9a-f]{24}$", "应用的公开标识 appKey。"),
        ("Timestamp", "X-Timestamp", true, "^[0-9]{13}$", "毫秒级 Unix 时间，与服务器时间相差不超过五分钟。"),
        ("Signature", "X-Signature", true, "^[0-9a-f]{64}$", "以 appSecret 为密钥，对 appKey + timestamp + body 计算 HMAC-SHA256，小写十六进制。"),
        ("SignatureVersion", "X-Signature-Version", false, "^2$", "第二版签名填 2：签名同时覆盖方法、路径和查询参数。"),
        ("Nonce", "X-Nonce", false, "^[A-Za-z0-9_-]{8,64}$", "第二版签名必填：十一分钟内不重复的随机串。"),
    ];

    public static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Weft 开放接口";
        document.Info.Version = "1";
        document.Info.Description = """
            供客户自己的系统调用。每次调用都带 `X-App-Key`、`X-Timestamp`（毫秒）和 `X-Signature`：

            ```
            message   = appKey + timestamp + body
            signature = 小写十六进制(
              HMAC-SHA256(appSecret, message))
            ```

            `body` 是实际发送的请求体，逐字节一致；GET 请求为空字符串。第二版签名（`X-Signature-Version: 2` 和 `X-Nonce`）覆盖整个请求，
            以下七行用换行符 LF 连接：

            ```
            appKey
            METHOD
            path
            rawQuery
            timestamp
            nonce
            小写十六进制(SHA256(body))
            ```

            所有应答使用同一信封 `{"code","message","data","requestId"}`，HTTP 状态码等于 `code`。写请求只能通过一次：重试时请用新的时间戳重新签名。
            日期为 `yyyy-MM-dd`，时刻为带时区的 ISO 8601，金额为人民币元。求助时请提供 `requestId`。
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
                ["X-Request-Id"] = DocumentParts.Header("本次请求的编号"),
                ["X-Quota-Limit"] = DocumentParts.Header("每个 UTC 日的调用上限，0 为不限"),
                ["X-Quota-Remaining"] = DocumentParts.Header("今日剩余调用次数"),
                ["X-Quota-Reset"] = DocumentParts.Header("重新计数的时刻（Unix 秒）"),
            };
        }
    }
}
