using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>Which statements; times are instants with offset, or days of the tenant, of the approval.</summary>
internal sealed record ListStatementsRequest(int? Page, int? Size, ReconciliationStatus? Status, string? OrderNo, string? From, string? To);

/// <summary>A page of statements with warnings about fields that the request did not need.</summary>
internal sealed record ListStatementsAnswer(long Total, int Page, int Size, IReadOnlyList<StatementAnswer> Records, IReadOnlyList<string> Warnings);

/// <summary>GET /payment/pending and POST /payment/list (openapi-gateway 6.9).</summary>
internal static class ListStatements
{
    /// <summary>Approved and not paid.</summary>
    public static Task<Answer<ListStatementsAnswer>> PendingAsync(Fields fields, SignedCall call, StatementQueries statements, CancellationToken ct) =>
        ListAsync(fields, call, statements, new StatementFilter(ReconciliationStatus.Approved, null, null, null), ct);

    public static Task<Answer<ListStatementsAnswer>> HandleAsync(Fields fields, SignedCall call, StatementQueries statements, CancellationToken ct)
    {
        var time = call.Time;
        var filter = new StatementFilter(
            ReconciliationWords.ParseStatus(fields.OneOf("status", false, "approved", "paid")), fields.Text("orderNo", 32),
            ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        call.OrderNo = filter.OrderNo;
        return ListAsync(fields, call, statements, filter, ct);
    }

    private static async Task<Answer<ListStatementsAnswer>> ListAsync(
        Fields fields, SignedCall call, StatementQueries statements, StatementFilter filter, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await statements.ListAsync(filter, call.Credential.Visibility(), page, ct);
        return new ListStatementsAnswer(found.Total, found.Page, found.Size, [.. found.Records.Select(s => StatementAnswer.Of(s, call.Time))], fields.Warnings);
    }
}
