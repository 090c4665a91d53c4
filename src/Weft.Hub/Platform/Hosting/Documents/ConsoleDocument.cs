using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>What the document of the console's API says beside its routes: how to sign in, who may call, refusals (running 4).</summary>
internal static class ConsoleDocument
{
    private const string Bearer = "bearer";
    private const string Cookie = "session";
    private const string SessionCookie = "weft.session";
    private const string CsrfParameter = "CsrfToken";

    public static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "Weft 控制台接口";
        document.Info.Version = "1";
        document.Info.Description = """
            控制台页面能做的，脚本也能通过这些接口完成。先用 `POST /api/auth/login {"username","password"}` 登录，再以 `Authorization: Bearer …` 携带返回的令牌；
            浏览器使用会话 Cookie，修改数据的请求还须带 `X-CSRF-Token`。

            所有应答使用同一信封 `{"code","message","data","requestId"}`，HTTP 状态码等于 `code`。
            """;
        document.AddRefusal(400, "请求参数错误", ("VALIDATION", "请求参数错误"), ("BAD_JSON", "请求体不是合法 JSON"), ("STATE", "当前状态不允许此操作"), ("TOO_LARGE", "请求体过大"));
        document.AddRefusal(401, "未登录", ("SIGN_IN", "请先登录"));
        document.AddRefusal(403, "权限不足", ("FORBIDDEN", "您没有执行此操作的权限"), ("CSRF", "页面已过期，请刷新后重试"));
        document.AddRefusal(404, "资源不存在", ("NOT_FOUND", "资源不存在"));
        document.AddRefusal(409, "冲突", ("STALE", "数据已被他人修改，请刷新后重试"));
        document.AddRefusal(500, "服务器内部错误", ("INTERNAL", "服务器内部错误"));
        document.Components!.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "POST /api/auth/login 返回的令牌。" };
        document.Components.SecuritySchemes[Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie, Description = "浏览器会话。" };
        document.Components.Parameters ??= new Dictionary<string, IOpenApiParameter>();
        document.Components.Parameters[CsrfParameter] = new OpenApiParameter
        {
            Name = "X-CSRF-Token",
            In = ParameterLocation.Header,
            Description = "使用会话 Cookie 时必填；使用令牌时不需要。",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    public static void Describe(OpenApiOperation operation, OpenApiDocument document, OpenApiOperationTransformerContext context)
    {
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse success)
        {
            success.Description = "成功";
            success.Headers = new Dictionary<string, IOpenApiHeader> { ["X-Request-Id"] = DocumentParts.Header("本次请求的编号") };
        }
        var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAccessRule>().LastOrDefault();
        if (rule is OpenAccess)
        {
            operation.Security = [];
            operation.Refuse(document, 400, 404, 500);
            return;
        }
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] },
        ];
        operation.Refuse(document, 400, 401, 403, 404, 409, 500);
        if (!HttpMethods.IsGet(context.Description.HttpMethod ?? "GET"))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameterReference(CsrfParameter, document));
        }
        var who = rule switch
        {
            PermissionAccess permission => $"权限: {string.Join(" 或 ", permission.Codes)}",
            OperatorAccess => "平台运营方",
            _ => "任何已登录用户",
        };
        operation.Description = operation.Description is { Length: > 0 } text ? $"{text}\n\n{who}" : who;
    }
}
