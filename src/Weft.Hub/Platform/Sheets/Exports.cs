using System.Runtime.CompilerServices;
using Microsoft.Net.Http.Headers;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Sheets;

/// <summary>A column of an export.</summary>
/// <param name="Title">What stands at its head.</param>
/// <param name="Value">What <see cref="WrittenCell"/> takes: text, number, day, moment, yes or no, or nothing.</param>
public sealed record ExportColumn<T>(string Title, Func<T, object?> Value);

/// <summary>
/// Exports of lists, one line each: <c>GET {list}/export?format=xlsx|csv</c> with the list's own filters. Rows are written while they are read; who exports needs
/// <c>DATA_EXPORT</c> and a right to the list. The console lets what is large run in the background (<see cref="ExportCatalogue"/>).
/// </summary>
public static class Exports
{
    public const string Permission = "DATA_EXPORT";

    /// <param name="routes">Where the list is mapped.</param>
    /// <param name="list">The list's path.</param>
    /// <param name="title">What the rows are; names the file and the sheet.</param>
    /// <param name="menu">Codes that open the list; one of them is enough.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">Reads the list's filters and gives its rows in its order; nothing is queried before they are enumerated.</param>
    /// <param name="refuse">Who may not see the list although the codes are there.</param>
    public static RouteHandlerBuilder MapExport<T>(
        this IEndpointRouteBuilder routes, string list, string title, IReadOnlyList<string> menu, IReadOnlyList<ExportColumn<T>> columns,
        Func<Fields, HttpContext, HubDbContext, IAsyncEnumerable<T>> rows, Func<SignedInUser, Refusal?>? refuse = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var source = new ExportSource(list, title, menu, refuse, [.. columns.Select(c => c.Title)], (fields, context, db) => Cells(rows(fields, context, db), columns));
        routes.ServiceProvider.GetRequiredService<ExportCatalogue>().Add(source);
        return routes.MapGet(list + "/export", (HttpContext context, HubDbContext db, TimeProvider clock) =>
        {
            var opened = source.Open(Fields.FromQuery(context.Request.Query), context, db);
            return opened.IsRefused(out var refusal) ? (Answer<Done>)refusal : (IResult)new Export(source.FileName(context.User(), clock.UtcNow()), source, opened.Value);
        })
            .ForPermission(Permission).Produces(200, contentType: "application/octet-stream").Produces<Envelope<FieldErrors>>(400, "application/json")
            .WithSummary($"导出{title}：format=xlsx 或 csv，筛选条件与列表相同");
    }

    /// <summary>Says that the answer is a file to be saved.</summary>
    public static void SendsFile(this HttpResponse response, string fileName)
    {
        ArgumentNullException.ThrowIfNull(response);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }

    private static async IAsyncEnumerable<WrittenCell[]> Cells<T>(
        IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var cells = new WrittenCell[columns.Count];
        await foreach (var row in rows.WithCancellation(ct))
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = new WrittenCell(columns[i].Value(row));
            }
            yield return cells;
        }
    }

    /// <summary>An answer that is a file. If a row can not be read, the connection breaks: half a file must not look like a whole one.</summary>
    private sealed class Export(string file, ExportSource source, ExportRows export) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
            // Before anything is sent the first row is read: a query that fails is an error, not a broken file.
            await using var reader = export.Rows.GetAsyncEnumerator(ct);
            var more = await reader.MoveNextAsync();
            response.SendsFile($"{file}.{export.Format}");
            await using var writer = SheetWriter.Open(export.Format, response.Body);
            response.ContentType = writer.ContentType;
            await source.WriteAsync(writer, reader, more, told: null, ct);
        }
    }
}
