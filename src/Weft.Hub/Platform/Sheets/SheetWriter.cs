namespace Weft.Hub.Platform.Sheets;

/// <summary>How a written cell looks.</summary>
public enum CellLook : byte
{
    Plain,
    Header,

    /// <summary>With a red ground: something is wrong here.</summary>
    Marked,
}

/// <summary>
/// A cell to write: text, number (decimal, int, long), day (DateOnly), moment (DateTimeOffset, shown as its local time), yes or no, or nothing. Text is text: it is never
/// taken for a formula.
/// </summary>
public readonly record struct WrittenCell(object? Value, CellLook Look = CellLook.Plain);

/// <summary>Writes rows to a file as they come; no more than a few rows are in memory. Not for several threads.</summary>
public abstract class SheetWriter : IAsyncDisposable
{
    public abstract string ContentType { get; }

    /// <summary>Begins a sheet; CSV has only one.</summary>
    public abstract Task BeginAsync(string sheet, CancellationToken ct);

    public abstract Task WriteAsync(IReadOnlyList<WrittenCell> cells, CancellationToken ct);

    /// <summary>Writes what comes last. Without it the file is not whole.</summary>
    public abstract Task EndAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    /// <summary>A writer for <c>xlsx</c> or <c>csv</c> that leaves the stream open, and writes to it only asynchronously.</summary>
    public static SheetWriter Open(string format, Stream to) => format == "csv" ? new CsvWriter(to) : new XlsxWriter(to);
}
