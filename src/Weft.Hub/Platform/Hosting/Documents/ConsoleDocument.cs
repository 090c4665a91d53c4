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
        document.Info.Title = "Weft console API";
        document.Info.Version = "1";
        document.Info.License = new OpenApiLicense { Name = "For users of this installation" };
        document.Info.Description = """
            What the console's pages do, for scripts as well. Sign in with `POST /api/auth/login {"username","password"}` and send the token of its answer as
            `Authorization: Bearer …`; a browser uses its session cookie, and with it `X-CSRF-Token` on everything that changes something.

            Answers come in one envelope, `{"code","message","data","requestId"}`; the HTTP status equals `code`.
            """;
        document.AddRefusal(400, "请求参数错误", ("VALIDATION", "请求参数错误"), ("BAD_JSON", "请求体不是合法 JSON"), ("STATE", "当前状态不允许此操作"), ("TOO_LARGE", "请求体过大"));
        document.AddRefusal(401, "未登录", ("SIGN_IN", "请先登录"));
        document.AddRefusal(403, "权限不足", ("FORBIDDEN", "您没有执行此操作的权限"), ("CSRF", "页面已过期，请刷新后重试"));
        document.AddRefusal(404, "资源不存在", ("NOT_FOUND", "资源不存在"));
        document.AddRefusal(409, "冲突", ("STALE", "数据已被他人修改，请刷新后重试"));
        document.AddRefusal(500, "服务器内部错误", ("INTERNAL", "服务器内部错误"));
        document.Components!.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of POST /api/auth/login." };
        document.Components.SecuritySchemes[Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie, Description = "The browser's session." };
        document.Components.Parameters ??= new Dictionary<string, IOpenApiParameter>();
        document.Components.Parameters[CsrfParameter] = new OpenApiParameter
        {
            Name = "X-CSRF-Token",
            In = ParameterLocation.Header,
            Description = "Needed with the session cookie; a bearer token needs none.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    public static void Describe(OpenApiOperation operation, OpenApiDocument document, OpenApiOperationTransformerContext context)
    {
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse success)
        {
            success.Description = "成功";
            success.Headers = new Dictionary<string, IOpenApiHeader> { ["X-Request-Id"] = DocumentParts.Header("the id of this request") };
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
