using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>
/// POST /api/v1/auth/tokens (scm-partner-api 4): 1. limits; 2. the three fields; 3. system, code and user, with one answer for whatever is wrong; 4. the token.
/// </summary>
internal sealed class TokenDoor(PartnerTokens tokens, PartnerDirectory directory, CallLimits limits, SecretHasher hasher, IServiceScopeFactory scopes, IOptions<PartnerApiOptions> options)
{
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public async Task HandleAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await RefuseAsync(http, 405, "Method Not Allowed", "Use POST");
            return;
        }
        // 1
        if (limits.Take("address|" + address, options.Value.TokensPerAddress, Window) is { } wait)
        {
            await TooManyAsync(http, wait);
            return;
        }
        // 2
        var bytes = await DoorBody.BytesAsync(http.Request, MaxBodyBytes, ct);
        if (bytes is null || DoorBody.Read(bytes) is not { } body)
        {
            await RefuseAsync(http, 400, "Bad Request", "The body must be a JSON object");
            return;
        }
        var (system, code, user) = (body.Field("systemKey"), body.Field("uniqueCode"), body.Field("userName"));
        if ((Problem(system, "systemKey", 40) ?? Problem(code, "uniqueCode", 255) ?? Problem(user, "userName", 80)) is { } problem)
        {
            await RefuseAsync(http, 400, "Bad Request", problem);
            return;
        }
        var who = $"{system}|{user}";
        if ((limits.Take("user|" + who, options.Value.TokensPerUser, Window) ?? limits.Ask("failure|" + who, options.Value.TokenFailures, Window)) is { } longer)
        {
            await TooManyAsync(http, longer);
            return;
        }
        // 3
        if (await AdmitAsync(system, new SecretText(code), user, address, ct) is not { } partner)
        {
            limits.Take("failure|" + who, options.Value.TokenFailures, Window);
            await RefuseAsync(http, 401, "Authenticate error", "Invalid User ID or Password");
            return;
        }
        // 4
        var token = await tokens.IssueAsync(partner, ct);
        await WriteAsync(http, 200, writer => writer.WriteString("token", token));
    }

    private async Task<LivePartner?> AdmitAsync(string systemCode, SecretText code, string userName, string address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantScope>().EnterPlatform();
        var db = services.GetRequiredService<HubDbContext>();
        const string Why = "a token call names no tenant";
        var system = await db.AcrossTenants<PartnerSystem>(Why).AsNoTracking().FirstOrDefaultAsync(s => s.Code == systemCode, ct);
        // The hash is always computed: how long it takes tells nothing.
        var isRight = hasher.Verify(system?.CodeHash, code);
        var user = system is null ? null : await db.AcrossTenants<PartnerUser>(Why).AsNoTracking()
            .Where(u => u.TenantId == system.TenantId && u.SystemId == system.Id && u.UserName == userName).Select(u => (long?)u.Id).FirstOrDefaultAsync(ct);
        var partner = isRight && system is not null && user is { } id ? await directory.FindAsync(system.TenantId, id, ct) : null;
        services.GetRequiredService<Actor>().BecomeApp(system?.Id ?? 0, Functions.Literals.Cut($"{userName}@{systemCode}", 128), address);
        services.GetRequiredService<Audit>().Record(new AuditEntry("PartnerApi", "IssueToken", "PartnerSystem", system?.Id, $"{userName}@{systemCode}")
        {
            TenantId = system?.TenantId ?? 0, Succeeded = partner is not null,
        });
        await db.SaveChangesAsync(ct);
        return partner;
    }

    private static string? Problem(string value, string name, int max) =>
        value.Length == 0 ? $"{name} is required and must be a string" : value.Length > max ? $"{name} must not be longer than {max} characters" : null;

    private static Task TooManyAsync(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return RefuseAsync(http, 429, "Too many requests", $"Reuse the token until it expires; try again in {seconds} seconds");
    }

    private static Task RefuseAsync(HttpContext http, int status, string title, string detail) => WriteAsync(http, status, writer =>
    {
        writer.WriteString("title", title);
        writer.WriteNumber("status", status);
        writer.WriteString("detail", detail);
    });

    private static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        (http.Response.StatusCode, http.Response.ContentType, http.Response.ContentLength) = (status, "application/json; charset=utf-8", buffer.WrittenCount);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
