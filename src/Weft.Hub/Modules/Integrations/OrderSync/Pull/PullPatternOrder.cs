using System.Text.Json;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>
/// One of the five actions. <c>list_patterns</c>, <c>list_orders</c>, <c>get_pattern</c> and <c>get_order</c> are forwarded with their params (an object, at most
/// 64 KiB); <c>import_order</c> takes the fields of orders/create beside the action.
/// </summary>
internal sealed record PullRequest(string Action, object? Params);

/// <summary>POST /pull/pattern-order (openapi-gateway 6.8).</summary>
internal static class PullPatternOrder
{
    private const string Import = "import_order";

    public static async Task<IResult> HandleAsync(
        Fields fields, SignedCall call, PullForward forward, PlaceOrder placeOrder, OrderQueries orders, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var request = Read(fields, alsoAllowed: Import);
        return request.IsRefused(out var refusal) ? (Answer<PullAnswer>)refusal
            : request.Value.Action == Import ? await CreateOrder.HandleAsync(fields, call, placeOrder, orders, db, clock, ct)
            : (Answer<PullAnswer>)await forward.ExecuteAsync(call.Credential, request.Value.Action, request.Value.Parameters, call.RequestId, ct);
    }

    /// <summary>What is asked for; an action that is none names those that are (openapi-gateway 6.8).</summary>
    public static Result<(string Action, JsonElement? Parameters)> Read(Fields fields, string? alsoAllowed = null)
    {
        if (fields.Rejected is { } unreadable)
        {
            return unreadable;
        }
        string[] allowed = alsoAllowed is null ? PullForward.Actions : [.. PullForward.Actions, alsoAllowed];
        var action = fields.Text("action", 64, required: true);
        if (action is null || !allowed.Contains(action))
        {
            return OrderSyncErrors.UnknownAction.With(action ?? "", string.Join(", ", allowed));
        }
        var parameters = fields.RawObject("params", PullForward.MaxParamsBytes);
        return fields.Rejected is { } rejected ? rejected : (action, parameters);
    }
}
