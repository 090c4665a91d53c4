using System.Collections.Concurrent;
using System.Globalization;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Sheets;

/// <summary>A list that can be exported, as its module mapped it: by a request, or in the background with the same rows.</summary>
public sealed class ExportSource
{
    /// <summary>Between two tellings of how many rows are written.</summary>
    public const int TellEvery = 1000;

    private readonly IReadOnlyList<string> menu;
    private readonly Func<SignedInUser, Refusal?>? refuse;
    private readonly IReadOnlyList<string> titles;
    private readonly Func<Fields, HttpContext, HubDbContext, IAsyncEnumerable<WrittenCell[]>> rows;

    internal ExportSource(
        string list, string title, IReadOnlyList<string> menu, Func<SignedInUser, Refusal?>? refuse, IReadOnlyList<string> titles,
        Func<Fields, HttpContext, HubDbContext, IAsyncEnumerable<WrittenCell[]>> rows) =>
        (List, Title, this.menu, this.refuse, this.titles, this.rows) = (list, title, menu, refuse, titles, rows);

    /// <summary>Path of the list.</summary>
    public string List { get; }

    /// <summary>What the rows are.</summary>
    public string Title { get; }

    /// <summary>Why the user may not export the list, or null.</summary>
    public Refusal? Refused(SignedInUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.May(Exports.Permission) || !menu.Any(user.May) ? CommonErrors.Forbidden : refuse?.Invoke(user);
    }

    /// <summary>
    /// Reads format and filters and gives the rows, which are not queried before they are enumerated; each row is valid until the next. A refusal says what is wrong
    /// with the filters, or that the user may not.
    /// </summary>
    public Result<ExportRows> Open(Fields fields, HttpContext context, HubDbContext db)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var format = fields.OneOf("format", false, "xlsx", "csv") ?? "xlsx";
        var found = rows(fields, context, db);
        return (Refused(context.User()) ?? fields.Rejected) is { } refusal ? refusal : new ExportRows(format, found);
    }

    /// <summary>The file's name without its ending.</summary>
    public string FileName(SignedInUser user, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return $"{Title}-{TenantTime.For(user.TimeZone).Day(now).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Writes head and rows; gives how many rows there were.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reader">Stands at the first row when <paramref name="more"/>.</param>
    /// <param name="more">False when there is no row at all.</param>
    /// <param name="told">Hears how many rows are written, every thousand; null when nobody asks.</param>
    /// <param name="ct">Gives up; what is written then is no whole file.</param>
    public async Task<long> WriteAsync(SheetWriter writer, IAsyncEnumerator<WrittenCell[]> reader, bool more, Func<long, Task>? told, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        await writer.BeginAsync(Title, ct);
        await writer.WriteAsync([.. titles.Select(title => new WrittenCell(title, CellLook.Header))], ct);
        long written = 0;
        for (; more; more = await reader.MoveNextAsync())
        {
            await writer.WriteAsync(reader.Current, ct);
            if (++written % TellEvery == 0 && told is not null)
            {
                await told(written);
            }
        }
        await writer.EndAsync(ct);
        return written;
    }
}

/// <summary>The rows of one export.</summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
/// <param name="Rows">The cells of each row; valid until the next.</param>
public sealed record ExportRows(string Format, IAsyncEnumerable<WrittenCell[]> Rows)
{
    /// <summary>True when there are more rows than that; reads no further.</summary>
    public async Task<bool> AreMoreThanAsync(int most, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in Rows.WithCancellation(ct))
        {
            if (++count > most)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>Every list that modules have mapped an export of.</summary>
public sealed class ExportCatalogue
{
    private readonly ConcurrentDictionary<string, ExportSource> sources = new(StringComparer.Ordinal);

    /// <summary>The export of that list, or null.</summary>
    public ExportSource? Find(string list) => sources.GetValueOrDefault(list);

    internal void Add(ExportSource source) => sources[source.List] = source;
}
