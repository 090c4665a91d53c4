using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>What became of an upload; indexes count from 1 (openapi-gateway 6.9).</summary>
internal sealed record UploadAnswer<TStored, TFailed>(
    int Total, int SuccessCount, int FailedCount, bool Strict, IReadOnlyList<TStored> SuccessRecords, IReadOnlyList<TFailed> FailedRecords, string Message,
    IReadOnlyList<string> Warnings);

/// <summary>One record of an upload as it was read; what is wrong with its fields stays with it.</summary>
internal sealed record UploadRecord<TItem>(int Index, TItem Item, Refusal? Rejected, IReadOnlyList<string> Warnings);

/// <summary>
/// Stores the valid records of an upload, all of them in one unit of work: each by itself, or all or nothing when strict (openapi-gateway 6.9).
/// </summary>
internal sealed class Upload<TItem, TOutcome>(bool strict, IReadOnlyList<UploadRecord<TItem>> records)
{
    private const string OthersFailed = "严格模式：其他记录无效，本条未保存";

    private readonly Dictionary<int, Result<TOutcome>> outcomes = [];

    /// <summary>Reads the list <paramref name="name"/>; errors of the list itself stay in <paramref name="fields"/>, errors of a record with the record.</summary>
    public static Upload<TItem, TOutcome> Read(Fields fields, string name, int maxCount, Func<Fields, int, TItem> read)
    {
        var records = fields.Records(name, maxCount, required: true);
        if (records is { Count: 0 })
        {
            fields.Fail(name, "不能为空");
        }
        return new(fields.Flag("strict") ?? false, [.. (records ?? []).Select((record, index) =>
        {
            var item = read(record, index);
            return new UploadRecord<TItem>(index + 1, item, record.Rejected, record.Rejected is null ? record.Warnings : []);
        })]);
    }

    /// <summary>Runs <paramref name="store"/> over the valid items and commits. A refusal means that the upload as a whole makes no sense.</summary>
    public async Task<Refusal?> StoreAsync(HubDbContext db, Func<IReadOnlyList<TItem>, Task<Result<IReadOnlyList<Result<TOutcome>>>>> store, CancellationToken ct)
    {
        const int Tries = 3;
        var valid = records.Where(r => r.Rejected is null).ToList();
        if (valid.Count == 0 || (strict && valid.Count < records.Count))
        {
            return null;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await db.UnitAsync<Result<Done>>(async () =>
                {
                    outcomes.Clear();
                    var stored = await store([.. valid.Select(r => r.Item)]);
                    if (stored.IsRefused(out var refusal))
                    {
                        return refusal;
                    }
                    for (var i = 0; i < valid.Count; i++)
                    {
                        outcomes[valid[i].Index] = stored.Value[i];
                    }
                    return strict && outcomes.Values.Any(o => o.Refusal is not null) ? OrderSyncErrors.NothingStored : Done.Value;
                }, ct);
                return result.Refusal == OrderSyncErrors.NothingStored ? null : result.Refusal;
            }
            catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error) && attempt < Tries)
            {
                // Another node stored one of them between our look and our commit: look again.
            }
        }
    }

    /// <summary>The answer, once everything is durable.</summary>
    public UploadAnswer<TStored, TFailed> Answer<TStored, TFailed>(
        Func<UploadRecord<TItem>, TOutcome, TStored> stored, Func<UploadRecord<TItem>, string, TFailed> failed, IReadOnlyList<string> warnings)
    {
        var isUndone = strict && records.Any(r => Error(r) is not null);
        List<TStored> successes = [];
        List<TFailed> failures = [];
        foreach (var record in records)
        {
            if (Error(record) is { } error)
            {
                failures.Add(failed(record, error));
            }
            else if (isUndone)
            {
                failures.Add(failed(record, OthersFailed));
            }
            else
            {
                successes.Add(stored(record, outcomes[record.Index].Value));
            }
        }
        var message = failures.Count == 0 ? $"全部 {records.Count} 条已保存"
            : isUndone ? OrderSyncErrors.NothingStored.Message
            : $"{successes.Count} 条已保存，{failures.Count} 条失败";
        return new(records.Count, successes.Count, failures.Count, strict, successes, failures, message, warnings);
    }

    private string? Error(UploadRecord<TItem> record) =>
        (record.Rejected ?? (outcomes.TryGetValue(record.Index, out var outcome) ? outcome.Refusal : null)) is { } refusal ? Text(refusal) : null;

    private static string Text(Refusal refusal) =>
        refusal.Errors.Count == 0 ? refusal.Message : string.Join("；", refusal.Errors.Select(e => $"{e.Field}: {e.Message}"));
}
