using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Net.Http.Headers;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Files;

/// <summary>
/// Makes links to stored files that end by themselves. A link is sealed with the installation's keys and holds all that giving the file out needs; it works on every
/// node, without a session, for whoever holds it. Ask for the right before making one.
/// </summary>
public sealed class FileLinks(IDataProtectionProvider protection, TenantScope tenant, TimeProvider clock)
{
    public const string Path = "/api/files/";

    /// <summary>Long enough for a page that shows pictures, short enough for a link that is passed on.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly IDataProtector protector = protection.CreateProtector("Weft.Files.Links.v1");

    /// <summary>The link's path, for a file of the tenant in scope.</summary>
    public string Make(string hash, string fileName, string contentType) =>
        Path + protector.Protect(JsonSerializer.Serialize(new Sealed(tenant.Required, hash, fileName, contentType, (clock.GetUtcNow() + Lasts).ToUnixTimeSeconds())));

    /// <summary>GET /api/files/{link}. What is no link of ours, or has ended, is not found.</summary>
    internal static IResult Download(string link, HttpContext context, FileLinks links, FileStore store)
    {
        if (links.Open(link) is not { } file)
        {
            return (Answer<Done>)FileErrors.LinkEnded;
        }
        links.Enter(file);
        if (store.Open(file.Hash) is not { } content)
        {
            return (Answer<Done>)FileErrors.LinkEnded;
        }
        var headers = context.Response.Headers;
        // Always to be saved, never to be interpreted: the name is a person's, and so is the content.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=600";
        return Results.Stream(content, file.Type, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Hash[..32]}\""));
    }

    private Sealed? Open(string link)
    {
        try
        {
            var opened = JsonSerializer.Deserialize<Sealed>(protector.Unprotect(link));
            return opened is not null && opened.Until > clock.GetUtcNow().ToUnixTimeSeconds() ? opened : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void Enter(Sealed file) => tenant.Enter(file.Tenant);

    private sealed record Sealed(long Tenant, string Hash, string Name, string Type, long Until);
}

internal static class FileErrors
{
    public static readonly Refusal LinkEnded = CommonErrors.NotFound with { Message = "文件不存在，或下载链接已过期，请重新打开页面" };
}

internal static class FilesSetup
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddScoped<FileStore>();
        services.AddScoped<FileLinks>();
    }

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet(FileLinks.Path + "{link}", FileLinks.Download).ForAnyone("The link is sealed by us, names one file and ends after ten minutes.")
            .Produces(200, contentType: "application/octet-stream").WithTags("文件").WithSummary("按限时链接下载文件");
}
