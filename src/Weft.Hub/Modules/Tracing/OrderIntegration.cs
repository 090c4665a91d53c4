using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Tracing;

/// <summary>GET /api/production/orders/{orderNo}/integration: 对接 of one order (console-pages 5): where it came from, what was told, which calls touched it.</summary>
internal static class OrderIntegration
{
    public const string View = "MENU_TENANT_APP_VIEW";

    /// <summary>More than a person reads; the whole lists are a link away.</summary>
    private const int Most = 100;

    /// <summary>What was told to one app; <c>State</c> is <c>PENDING</c>, <c>RETRYING</c>, <c>DELIVERED</c>, <c>DEAD</c> or <c>SKIPPED</c>.</summary>
    public sealed record Told(
        long Id, DateTimeOffset OccurredAt, string EventId, string Type, long TenantAppId, string? AppName, string State, int Attempts, int? LastStatusCode, string? LastError,
        DateTimeOffset? NextAttemptAt);

    public sealed record Call(
        long Id, DateTimeOffset CreateTime, long AppId, string AppName, string Direction, string HttpMethod, string RequestPath, int ResponseCode, string Result,
        string? ErrorMessage, int CostMs);

    /// <param name="OrderNo">The order.</param>
    /// <param name="ExternalOrderNo">The customer's own number, null for an order of the console.</param>
    /// <param name="SourceAppId">The app that placed it.</param>
    /// <param name="SourceAppName">Null as well when the app was deleted since.</param>
    /// <param name="TotalEvents">All that was told; <c>Events</c> has the latest, newest first.</param>
    /// <param name="Events">At most 100.</param>
    /// <param name="TotalCalls">All that the log keeps; <c>Calls</c> has the latest, newest first.</param>
    /// <param name="Calls">At most 100.</param>
    public sealed record Response(
        string OrderNo, string? ExternalOrderNo, long? SourceAppId, string? SourceAppName, long TotalEvents, IReadOnlyList<Told> Events, long TotalCalls, IReadOnlyList<Call> Calls);

    public static async Task<Answer<Response>> HandleAsync(
        string orderNo, HttpContext context, OrderTrace orders, IntegrationTraces traces, CancellationToken ct)
    {
        var user = context.User();
        var sight = new TraceSight(OrderReach.Of(user), WithStock: false, WithFinance: user.May(TraceNumber.Finance));
        // A factory's account sees its orders, and nothing of customers' systems (production-domain 2).
        var order = user.FactoryId is null && await orders.FindAsync(orderNo, [], sight, ct) is { } subject ? subject.Orders.FirstOrDefault(o => o.OrderNo == orderNo) : null;
        if (order is null)
        {
            return CommonErrors.NotFound;
        }
        IReadOnlyList<string> hidden = sight.WithFinance ? [] : TraceNumber.FinanceEvents;
        var (told, events) = await traces.Deliveries.ReadAsync([orderNo], hidden, Most, ct, newestFirst: true);
        var (called, calls) = await traces.Calls.ReadAsync(orderNo, Most, ct);
        var source = order.SourceAppId is { } app ? await traces.Credentials.FindAsync(user.TenantId!.Value, app, ct) : null;
        var time = TenantTime.For(user.TimeZone);
        return new Response(
            order.OrderNo, order.ExternalOrderNo, order.SourceAppId, source?.AppName, told, [.. events.Select(e => Of(e, time))], called,
            [.. calls.Select(c => new Call(
                c.Id, time.Local(c.CreateTime), c.AppId, c.AppName, c.Direction, c.HttpMethod, c.RequestPath, c.ResponseCode, c.Result, c.ErrorMessage, c.CostMs))]);
    }

    private static Told Of(TracedDelivery d, TenantTime time) => new(
        d.Id, time.Local(d.OccurredAt), d.EventId, d.Type, d.TenantAppId, d.AppName, d.State, d.Attempts.Count, d.Attempts is [.., var last] ? last.StatusCode : null,
        d.State == "DELIVERED" ? null : d.LastError, time.Local(d.NextAttemptAt));
}

/// <summary>What other modules know of an order's connections.</summary>
internal sealed record IntegrationTraces(DeliveryTrace Deliveries, CallTrace Calls, CredentialDirectory Credentials);
