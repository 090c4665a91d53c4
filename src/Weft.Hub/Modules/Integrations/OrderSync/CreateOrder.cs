using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>The order that was made, or, when it is a duplicate, the one that an earlier call made.</summary>
internal sealed record CreateOrderAnswer(
    bool Success, long OrderId, string OrderNo, string ExternalOrderNo, string StyleNo, string StyleName, int Quantity, OrderStatus Status, string CreatedByName,
    DateTimeOffset CreateTime, bool Duplicated, IReadOnlyList<string> Warnings);

/// <summary>POST /orders/create (openapi-gateway 6.1).</summary>
internal static class CreateOrder
{
    public static async Task<Answer<CreateOrderAnswer>> HandleAsync(
        Fields fields, SignedCall call, PlaceOrder placeOrder, OrderQueries orders, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var request = CreateOrderRequest.Read(fields);
        return fields.Rejected is { } rejected ? rejected : await PlaceAsync(request, fields, call, placeOrder, orders, db, clock, ct);
    }

    /// <summary>The order of a request whose fields are right, with whatever else the caller has put into the context.</summary>
    public static async Task<Answer<CreateOrderAnswer>> PlaceAsync(
        CreateOrderRequest request, Fields fields, SignedCall call, PlaceOrder placeOrder, OrderQueries orders, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        call.ExternalOrderNo = request.ExternalOrderNo;
        var hash = request.Hash();
        var result = request.RequiredDate < call.Time.Day(clock.UtcNow())
            ? OrderSyncErrors.RequiredDatePassed
            : await placeOrder.ExecuteAsync(request.Command(call, hash), ct);
        if (result.IsRefused(out var refusal))
        {
            // A repeat is answered as such even when what it asks for could not be ordered any more: its day has passed, its factory was closed.
            return await RepeatAsync(request, hash, fields, call, orders, ct) ?? refusal;
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            // The number was ordered before, or by a call that ran beside this one: the index decides, without a query before.
            db.ChangeTracker.Clear();
            if (await RepeatAsync(request, hash, fields, call, orders, ct) is { } repeat)
            {
                return repeat;
            }
            throw;
        }
        var order = result.Value;
        call.OrderNo = order.OrderNo;
        return new CreateOrderAnswer(
            true, order.OrderId, order.OrderNo, request.ExternalOrderNo, order.StyleNo, order.StyleName, order.Quantity, order.Status, order.CreatedByName,
            call.Time.Local(order.CreateTime), Duplicated: false, [.. order.Warnings, .. fields.Warnings]);
    }

    private static async Task<Answer<CreateOrderAnswer>?> RepeatAsync(
        CreateOrderRequest request, string hash, Fields fields, SignedCall call, OrderQueries orders, CancellationToken ct)
    {
        var found = await orders.FindExternalAsync(call.Credential.Id, [request.ExternalOrderNo], ct);
        if (found is not [var order])
        {
            return null;
        }
        call.OrderNo = order.OrderNo;
        if (order.ContentHash != hash)
        {
            return OrderSyncErrors.IdempotencyConflict.With(order.ExternalOrderNo, order.OrderNo);
        }
        return new CreateOrderAnswer(
            true, order.OrderId, order.OrderNo, order.ExternalOrderNo, order.StyleNo, order.StyleName, order.Quantity, order.Status, order.CreatedByName,
            call.Time.Local(order.CreateTime), Duplicated: true, fields.Warnings);
    }
}
