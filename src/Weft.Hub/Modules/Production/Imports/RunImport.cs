using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>What came of an import.</summary>
/// <param name="ImportId">By which it can be undone; null when nothing was stored.</param>
/// <param name="DryRun">Everything was tried, nothing was kept.</param>
/// <param name="Total">Records in the file.</param>
/// <param name="Imported">Records that were stored, or in a dry run would have been.</param>
/// <param name="Failed">Records with errors.</param>
/// <param name="Errors">By cell; the first 500.</param>
/// <param name="ErrorCount">All of them.</param>
/// <param name="Warnings">What needs someone's eye.</param>
/// <param name="MarkedFile">A link to the workbook with every error marked, when there are any.</param>
internal sealed record ImportAnswer(
    long? ImportId, bool DryRun, int Total, int Imported, int Failed, IReadOnlyList<CellError> Errors, int ErrorCount, IReadOnlyList<string> Warnings, string? MarkedFile);

/// <summary>
/// Imports a spreadsheet: 1. the file is kept and read; 2. its cells are judged; 3. what is right is stored in one unit of work, which a dry run undoes, as does an error
/// when all or nothing is wanted; 4. the errors are marked in a copy.
/// </summary>
internal sealed class RunImport(HubDbContext db, FileStore files, FileLinks links)
{
    private const int MaxFileBytes = 10 * 1024 * 1024;
    private const int Batch = 500;
    private const int ShownErrors = 500;

    public async Task<Answer<ImportAnswer>> ExecuteAsync(ImportKind kind, HttpContext context, CancellationToken ct)
    {
        var fields = Fields.FromQuery(context.Request.Query);
        var name = fields.Text("fileName", 200, required: true) ?? "";
        var (partial, dryRun, sheet) = (fields.OneOf("mode", false, "all", "valid") == "valid", fields.Flag("dryRun") ?? false, fields.Text("sheet", 64));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        // 1
        if (await files.SaveAsync(context.Request.Body, MaxFileBytes, ct) is not { } file)
        {
            return CommonErrors.TooLarge with { Message = $"文件不能超过 {MaxFileBytes / 1024 / 1024} MiB，请拆分" };
        }
        // 2
        var time = TenantTime.For(context.User().TimeZone);
        var judged = await JudgeAsync(kind, file.Hash, name, sheet, time, ct);
        if (judged.IsRefused(out var refusal))
        {
            return refusal;
        }
        var content = judged.Value;
        if (content.Records.Count == 0 && content.Errors.Count == 0)
        {
            return ImportErrors.Unreadable("文件中没有数据行");
        }
        // 3
        var outcome = await StoreAsync(kind, content, time, partial, dryRun, (name, file.Hash), ct);
        // 4
        var errors = outcome.Errors;
        var marked = errors.Count > 0 ? await MarkAsync(file.Hash, sheet, errors, name, ct) : null;
        var failed = content.Records.Count - outcome.Valid;
        return new ImportAnswer(
            outcome.RunId, dryRun, content.Records.Count, outcome.Kept ? outcome.Valid : 0, failed, [.. errors.Take(ShownErrors)], errors.Count, content.Warnings, marked);
    }

    /// <summary>The cells are let go before anything is stored: a large file is in memory only while it is read.</summary>
    private async Task<Result<ImportContent>> JudgeAsync(ImportKind kind, string hash, string name, string? sheet, TenantTime time, CancellationToken ct)
    {
        var read = await ReadAsync(hash, name, sheet, ct);
        return read.IsRefused(out var refusal) ? refusal : kind.Read(read.Value, time);
    }

    private async Task<Result<IReadOnlyList<SheetData>>> ReadAsync(string hash, string name, string? wanted, CancellationToken ct)
    {
        // Unpacking is work, not waiting: it leaves the request's thread to others.
        var content = await Task.Run(() =>
        {
            using var stream = files.Open(hash)!;
            return SheetReader.Read(stream, name);
        }, ct);
        if (content.Problem is { } problem)
        {
            return ImportErrors.Unreadable(problem);
        }
        if (wanted is null)
        {
            var filled = content.Sheets.Where(s => s.Rows.Count > 0).ToList();
            return filled.Count > 0 ? filled : ImportErrors.Unreadable("文件中没有数据");
        }
        return content.Sheets.Where(s => s.Name == wanted).ToList() is { Count: 1 } one
            ? one
            : Refusal.Invalid("sheet", $"没有工作表“{wanted}”，可选：{string.Join("、", content.Sheets.Select(s => s.Name))}");
    }

    private async Task<Outcome> StoreAsync(
        ImportKind kind, ImportContent content, TenantTime time, bool partial, bool dryRun, (string Name, string Hash) file, CancellationToken ct)
    {
        var right = content.Records.Where(r => r.Command is not null).ToList();
        var wrong = content.Errors.Concat(content.Records.SelectMany(r => r.Errors)).ToList();
        if (right.Count == 0 || content.Errors.Count > 0)
        {
            return new Outcome(null, 0, false, wrong);
        }
        Outcome outcome = null!;
        await db.UnitAsync<Result<Done>>(async () =>
        {
            await db.ExpectGrowthAsync(ct);
            var (ids, errors) = await AddAsync(kind, right, time, ct);
            List<CellError> all = [.. wrong, .. errors];
            var kept = ids.Count > 0 && (partial || all.Count == 0);
            outcome = new Outcome(null, ids.Count, kept, all);
            if (!kept || dryRun)
            {
                return ImportErrors.NotKept;
            }
            var run = new ImportRun(db.FilterTenant, kind.Code, file.Name, file.Hash, content.Records.Count, ids);
            db.Add(run);
            outcome = outcome with { RunId = run.Id };
            return Done.Value;
        }, ct);
        return outcome;
    }

    /// <summary>Some hundreds at a time, so that neither the context nor a statement grows with the file.</summary>
    private async Task<(List<long> Ids, List<CellError> Errors)> AddAsync(ImportKind kind, List<ImportRecord> records, TenantTime time, CancellationToken ct)
    {
        List<long> ids = [];
        List<CellError> errors = [];
        foreach (var batch in records.Chunk(Batch))
        {
            var results = await kind.StoreAsync([.. batch.Select(r => r.Command!)], time, ct);
            for (var i = 0; i < batch.Length; i++)
            {
                if (results[i].IsRefused(out var refusal))
                {
                    errors.Add(new CellError(batch[i].Sheet, batch[i].Address, refusal.Message));
                }
                else
                {
                    ids.Add(results[i].Value);
                }
            }
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return (ids, errors);
    }

    private async Task<string> MarkAsync(string hash, string? sheet, IReadOnlyList<CellError> errors, string name, CancellationToken ct)
    {
        var sheets = (await ReadAsync(hash, name, sheet, ct)).Value;
        var path = Path.GetTempFileName();
        await using var temporary = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await MarkedWorkbook.WriteAsync(sheets, errors, temporary, ct);
        temporary.Position = 0;
        var stored = (await files.SaveAsync(temporary, long.MaxValue, ct))!;
        return links.Make(stored.Hash, Path.GetFileNameWithoutExtension(name) + "-错误标记.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    private sealed record Outcome(long? RunId, int Valid, bool Kept, IReadOnlyList<CellError> Errors);
}
