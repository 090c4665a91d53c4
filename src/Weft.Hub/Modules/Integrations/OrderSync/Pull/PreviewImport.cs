using System.Text.Json.Serialization;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>What would become of a row that is imported now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOutcome>))]
internal enum ImportOutcome
{
    [JsonStringEnumMemberName("NEW")]
    New,

    /// <summary>The same was ordered before: importing it again answers with that order.</summary>
    [JsonStringEnumMemberName("EXISTS")]
    Exists,

    [JsonStringEnumMemberName("REFUSED")]
    Refused,
}

/// <summary>One row as it would be placed.</summary>
/// <param name="Index">Counts from 1.</param>
/// <param name="Outcome">What importing it would do.</param>
/// <param name="ExternalOrderNo">The customer's number, where it can be read.</param>
/// <param name="StyleNo">Likewise.</param>
/// <param name="StyleName">The style's own name when the number is known.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="RequiredDate">When it is wanted.</param>
/// <param name="OrderNo">The order that is there already.</param>
/// <param name="Errors">By field, all of them.</param>
/// <param name="Warnings">What would be accepted and needs someone's eye.</param>
internal sealed record PreviewRow(
    int Index, ImportOutcome Outcome, string? ExternalOrderNo, string? StyleNo, string? StyleName, int? Quantity, DateOnly? RequiredDate, string? OrderNo,
    IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Warnings);

/// <summary>At most 200 rows, each with the fields of orders/create.</summary>
internal sealed record PreviewRequest(IReadOnlyList<CreateOrderRequest> Orders);

internal sealed record PreviewAnswer(IReadOnlyList<PreviewRow> Rows);

/// <summary>
/// POST /api/system/tenant-app/{id}/pull/preview: judges rows by the rules of orders/create and keeps nothing (console-pages 4.2).
/// </summary>
internal static class PreviewImport
{
    public const int MaxRows = 200;

    public static async Task<Answer<PreviewAnswer>> HandleAsync(
        long id, Fields fields, HttpContext context, CredentialDirectory credentials, PlaceOrder placeOrder, OrderQueries orders, TimeProvider clock, CancellationToken ct)
    {
        var found = await PullCredential.FindAsync(id, context, credentials, clock, ct);
        if (found.IsRefused(out var unusable))
        {
            return unusable;
        }
        var records = fields.Records("orders", MaxRows, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var call = new SignedCall(found.Value, RequestId.Of(context));
        var today = call.Time.Day(clock.UtcNow());
        List<Row> rows = [.. records!.Select(record => Row.Read(record, today))];
        var stored = (await orders.FindExternalAsync(call.Credential.Id, [.. rows.Where(r => r.IsReadable).Select(r => r.Order.ExternalOrderNo).Distinct(StringComparer.Ordinal)], ct))
            .ToDictionary(o => o.ExternalOrderNo, StringComparer.Ordinal);
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.IsReadable))
        {
            if (stored.TryGetValue(row.Order.ExternalOrderNo, out var known))
            {
                row.Meets(known.ContentHash, known.OrderNo);
            }
            else if (!first.TryAdd(row.Order.ExternalOrderNo, row.Hash))
            {
                row.Meets(first[row.Order.ExternalOrderNo], null);
            }
        }
        // What is placed here is never saved: the context ends with the request.
        var fresh = rows.FindAll(r => r.Outcome == ImportOutcome.New);
        var placed = await placeOrder.ExecuteAsync([.. fresh.Select(r => r.Order.Command(call, r.Hash))], ct);
        for (var i = 0; i < fresh.Count; i++)
        {
            fresh[i].Take(placed[i]);
        }
        return new PreviewAnswer([.. rows.Select((row, index) => row.Answer(index + 1))]);
    }

    /// <summary>One row while it is judged.</summary>
    private sealed class Row(CreateOrderRequest order, IReadOnlyList<string> warnings, IReadOnlyList<FieldError> errors)
    {
        private List<FieldError> errors = [.. errors];
        private List<string> warnings = [.. warnings];
        private string? orderNo;
        private string? styleName = order.StyleName;

        public CreateOrderRequest Order { get; } = order;

        public string Hash { get; } = order.Hash();

        public bool IsReadable { get; } = errors.Count == 0;

        public ImportOutcome Outcome { get; private set; } = errors.Count == 0 ? ImportOutcome.New : ImportOutcome.Refused;

        public static Row Read(Fields record, DateOnly today)
        {
            var order = CreateOrderRequest.Read(record);
            var row = new Row(order, record.Rejected is null ? record.Warnings : [], record.Rejected?.Errors ?? []);
            if (row.IsReadable && order.RequiredDate < today)
            {
                row.Refuse(OrderSyncErrors.RequiredDatePassed);
            }
            return row;
        }

        /// <summary>The number is known, from the database or from a row above: a repeat, or a conflict. A repeat is answered as such whatever else is wrong by now.</summary>
        public void Meets(string? hash, string? number)
        {
            if (hash == Hash)
            {
                (Outcome, orderNo, errors) = (ImportOutcome.Exists, number, []);
            }
            else
            {
                Refuse(number is null
                    ? OrderSyncErrors.NumberTwice
                    : Refusal.Invalid("externalOrderNo", OrderSyncErrors.IdempotencyConflict.With(Order.ExternalOrderNo, number).Message));
            }
        }

        public void Take(Result<PlacedOrder> placed)
        {
            if (placed.IsRefused(out var refusal))
            {
                Refuse(refusal);
                return;
            }
            styleName = placed.Value.StyleName;
            warnings = [.. placed.Value.Warnings, .. warnings];
        }

        public PreviewRow Answer(int index) => new(
            index, Outcome, Given(Order.ExternalOrderNo), Given(Order.StyleNo), styleName, Order.Quantity > 0 ? Order.Quantity : null, Order.RequiredDate, orderNo, errors,
            Outcome == ImportOutcome.New ? warnings : []);

        private void Refuse(Refusal refusal)
        {
            Outcome = ImportOutcome.Refused;
            errors = refusal.Errors.Count > 0 ? [.. refusal.Errors] : [new FieldError("styleNo", refusal.Message)];
        }

        private static string? Given(string text) => text.Length > 0 ? text : null;
    }
}
