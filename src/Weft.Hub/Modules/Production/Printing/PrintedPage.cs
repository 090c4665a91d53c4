using System.Security.Cryptography;
using System.Text;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>The style sheet of a kind of page; the page allows this one by its hash, and no other.</summary>
internal sealed class PageStyle
{
    private const string Everywhere = """
        *{box-sizing:border-box;margin:0;padding:0}
        body{font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","SimHei",sans-serif;color:#000;background:#fff}
        svg.qr{flex:none;background:#fff}
        """;

    public PageStyle(string css)
    {
        // A browser hashes what it has parsed, and it parses every line end as one.
        Css = (Everywhere + css).ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
        Policy = $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }

    public string Css { get; }

    /// <summary>Nothing is fetched and nothing runs: no script, no frame, no font, no address of another place.</summary>
    public string Policy { get; }
}

/// <summary>An answer that is a page to print; its parts are made while they are sent.</summary>
internal sealed class PrintedPage(string title, PageStyle style, IEnumerable<Markup> parts) : IResult
{
    private const int FlushChars = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = style.Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var waiting = new StringBuilder(Markup.Of(
            $"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>""").Text);
        waiting.Append(style.Css).Append("</style></head><body>");
        foreach (var part in parts)
        {
            waiting.Append(part.Text);
            if (waiting.Length >= FlushChars)
            {
                await response.WriteAsync(waiting.ToString(), ct);
                waiting.Clear();
            }
        }
        await response.WriteAsync(waiting.Append("</body></html>").ToString(), ct);
    }
}
