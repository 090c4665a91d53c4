using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>One thing to be made out of one row, or of several that belong together.</summary>
/// <param name="Sheet">Where it stands.</param>
/// <param name="Address">The cell that names it, where a refusal is shown.</param>
/// <param name="Command">What is to be made; null when its cells are wrong.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record ImportRecord(string Sheet, string Address, object? Command, IReadOnlyList<CellError> Errors);

/// <summary>What a file says.</summary>
/// <param name="Records">The things to be made, right and wrong ones.</param>
/// <param name="Errors">Errors of a sheet as a whole: nothing of it can be made.</param>
/// <param name="Warnings">What was read but needs someone's eye.</param>
internal sealed record ImportContent(IReadOnlyList<ImportRecord> Records, IReadOnlyList<CellError> Errors, IReadOnlyList<string> Warnings);

/// <summary>What can be imported: how a file of it is read, stored and taken back. One file beside its siblings for each.</summary>
internal abstract class ImportKind
{
    /// <summary>Stored with each run.</summary>
    public abstract string Code { get; }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    public abstract string Permission { get; }

    /// <summary>The columns of its template; also how its titles are known.</summary>
    public abstract IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>What the template says, row by row; what must be filled in has an asterisk.</summary>
    public virtual IReadOnlyList<IReadOnlyList<string>> Template => [[.. Columns.Select(c => c.Required ? c.Title + "*" : c.Title)]];

    public abstract ImportContent Read(IReadOnlyList<SheetData> sheets, TenantTime time);

    /// <summary>Adds what the commands say to the context: for each its id, or why not. Called in a unit of work, some hundreds at a time.</summary>
    public abstract Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, TenantTime time, CancellationToken ct);

    /// <summary>Takes back what was stored, in a unit of work: all of them, or a refusal when something depends on one.</summary>
    public abstract Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>Each row of a table as a record of its own.</summary>
    protected ImportContent ReadRows(SheetData sheet, string key, Func<RowFields, object> read)
    {
        var (table, errors) = SheetTable.Find(sheet, Columns);
        if (table is null)
        {
            return new ImportContent([], errors, []);
        }
        List<ImportRecord> records = [];
        foreach (var row in table.Rows)
        {
            var fields = new RowFields(table, row);
            if (fields.IsEmpty)
            {
                continue;
            }
            var command = read(fields);
            records.Add(new ImportRecord(sheet.Name, fields.Address(key), fields.Errors.Count == 0 ? command : null, fields.Errors));
        }
        return new ImportContent(records, [], [.. table.Warnings, .. Hidden(sheet)]);
    }

    /// <summary>A filter hides rows, and what is hidden is easily forgotten; leaving it out would be worse.</summary>
    protected static IEnumerable<string> Hidden(SheetData sheet) =>
        sheet.Rows.Count(r => r.IsHidden) is > 0 and var hidden ? [$"工作表“{sheet.Name}”有 {hidden} 个隐藏行，已一并读取"] : [];
}
