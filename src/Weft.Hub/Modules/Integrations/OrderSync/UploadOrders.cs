using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>At most 200 orders, each as in orders/create; a requiredDate may have passed.</summary>
internal sealed record UploadOrdersRequest(bool? Strict, IReadOnlyList<CreateOrderRequest> Orders);

internal sealed record StoredOrder(int Index, string ExternalOrderNo, long OrderId, string OrderNo, bool Duplicated, IReadOnlyList<string> Warnings);

internal sealed record FailedOrder(int Index, string? ExternalOrderNo, string? StyleNo, string Error);

/// <summary>POST /orders/upload (openapi-gateway 6.9).</summary>
internal static class UploadOrders
{
    public static async Task<Answer<UploadAnswer<StoredOrder, FailedOrder>>> HandleAsync(
        Fields fields, SignedCall call, PlaceOrder placeOrder, OrderQueries orders, HubDbContext db, CancellationToken ct)
    {
        var upload = Upload<CreateOrderRequest, Outcome>.Read(fields, "orders", 200, (record, _) => CreateOrderRequest.Read(record));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await upload.StoreAsync(db, requests => StoreAsync(requests, call, placeOrder, orders, ct), ct) is { } refusal)
        {
            return refusal;
        }
        return upload.Answer(
            (record, outcome) => new StoredOrder(
                record.Index, record.Item.ExternalOrderNo, outcome.OrderId, outcome.OrderNo, outcome.Duplicated, [.. outcome.Warnings, .. record.Warnings]),
            (record, error) => new FailedOrder(record.Index, Given(record.Item.ExternalOrderNo), Given(record.Item.StyleNo), error),
            fields.Warnings);
    }

    /// <summary>
    /// Numbers that are stored, or that the upload itself repeats, are told apart before anything is added: a unique violation would undo the others with it.
    /// </summary>
    private static async Task<Result<IReadOnlyList<Result<Outcome>>>> StoreAsync(
        IReadOnlyList<CreateOrderRequest> requests, SignedCall call, PlaceOrder placeOrder, OrderQueries orders, CancellationToken ct)
    {
        var hashes = requests.Select(r => r.Hash()).ToList();
        var stored = (await orders.FindExternalAsync(call.Credential.Id, [.. requests.Select(r => r.ExternalOrderNo).Distinct(StringComparer.Ordinal)], ct))
            .ToDictionary(o => o.ExternalOrderNo, StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        List<int> fresh = [];
        for (var i = 0; i < requests.Count; i++)
        {
            if (!stored.ContainsKey(requests[i].ExternalOrderNo) && first.TryAdd(requests[i].ExternalOrderNo, i))
            {
                fresh.Add(i);
            }
        }
        var placed = (await placeOrder.ExecuteAsync([.. fresh.Select(i => requests[i].Command(call, hashes[i]))], ct))
            .Select((result, n) => (Index: fresh[n], result)).ToDictionary(p => p.Index, p => p.result);
        List<Result<Outcome>> outcomes = [];
        for (var i = 0; i < requests.Count; i++)
        {
            outcomes.Add(stored.TryGetValue(requests[i].ExternalOrderNo, out var known)
                ? known.ContentHash == hashes[i] ? new Outcome(known, null) : OrderSyncErrors.IdempotencyConflict.With(known.ExternalOrderNo, known.OrderNo)
                : OfUpload(i, first[requests[i].ExternalOrderNo]));
        }
        return outcomes;

        Result<Outcome> OfUpload(int index, int source) =>
            hashes[index] != hashes[source] ? OrderSyncErrors.IdempotencyConflict.With(requests[index].ExternalOrderNo, $"本次上传第 {source + 1} 条")
            : placed[source].IsRefused(out var refusal) ? refusal
            : new Outcome(null, placed[source].Value) { Duplicated = index != source };
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;

    /// <summary>An order that was there, or one that this upload places; the number of the latter is known after the commit.</summary>
    private sealed record Outcome(ExternalOrder? Known, PlacedOrder? Placed)
    {
        public bool Duplicated { get; init; } = Known is not null;
        public long OrderId => Known?.OrderId ?? Placed!.OrderId;
        public string OrderNo => Known?.OrderNo ?? Placed!.OrderNo;
        public IReadOnlyList<string> Warnings => Placed?.Warnings ?? [];
    }
}
