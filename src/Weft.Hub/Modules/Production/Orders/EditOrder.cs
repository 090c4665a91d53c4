using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// What changes; a field that is left out stays, null clears it. Quantity, lines and processes only before production begins; a reason is needed to go below what the
/// customer of a gateway order ordered. The version is the one that the person saw.
/// </summary>
internal sealed record EditOrderRequest(
    int? Version, string? Remarks, DateOnly? ExpectedShipDate, DateOnly? PlannedStartDate, DateOnly? PlannedEndDate, long? FactoryId, string? Merchandiser, string? PatternMaker,
    string? Company, string? CustomerName, decimal? OrderUnitPrice, decimal? FactoryUnitPrice, Urgency? Urgency, int? OrderQuantity, IReadOnlyList<OrderLineInput>? Lines,
    IReadOnlyList<OrderProcess>? Processes, string? Reason);

/// <summary>PUT /api/production/orders/{orderNo} (编辑, production-domain 4).</summary>
internal static class EditOrder
{
    public static async Task<Answer<OrderRow>> HandleAsync(
        string orderNo, Fields fields, HttpContext context, OrderStatements statements, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var edit = Read(fields);
        var version = (int?)fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<ProductionOrder>(async () =>
        {
            var found = await db.FindForChangeAsync(orderNo, OrderReach.Of(user), version, withLines: true, ct);
            if (found.IsRefused(out _))
            {
                return found;
            }
            FactoryLink? factory = null;
            if (edit.FactoryId.Value is { } id)
            {
                factory = await db.Set<Factory>().Where(f => f.Id == id && f.IsActive).Select(f => new FactoryLink(f.Id, f.FactoryName, f.FactoryType)).FirstOrDefaultAsync(ct);
                if (factory is null)
                {
                    return ProductionErrors.FactoryUnusable;
                }
            }
            if (found.Value.Edit(edit, factory) is { } refusal)
            {
                return refusal;
            }
            if (edit.OrderUnitPrice.Given || edit.CustomerName.Given || edit.Company.Given)
            {
                await statements.FollowOrderAsync(found.Value, ct);
            }
            db.Note(found.Value, "EDIT", actor, clock.UtcNow(), edit.Reason);
            return found;
        }, ct);
        var time = TenantTime.For(user.TimeZone);
        return result.IsRefused(out var refused) ? refused : OrderRow.Of(result.Value, user, time, time.Day(clock.UtcNow()));
    }

    private static OrderEdit Read(Fields fields) => new()
    {
        Remarks = new(fields.Has("remarks"), fields.Text("remarks", 500, multiline: true)),
        ExpectedShipDate = new(fields.Has("expectedShipDate"), fields.Date("expectedShipDate")),
        PlannedStartDate = new(fields.Has("plannedStartDate"), fields.Date("plannedStartDate")),
        PlannedEndDate = new(fields.Has("plannedEndDate"), fields.Date("plannedEndDate")),
        FactoryId = new(fields.Has("factoryId"), fields.Integer("factoryId", min: 1)),
        Merchandiser = new(fields.Has("merchandiser"), fields.Text("merchandiser", 64)),
        PatternMaker = new(fields.Has("patternMaker"), fields.Text("patternMaker", 64)),
        Company = new(fields.Has("company"), fields.Text("company", 64)),
        CustomerName = new(fields.Has("customerName"), fields.Text("customerName", 100)),
        OrderUnitPrice = new(fields.Has("orderUnitPrice"), fields.Number("orderUnitPrice", 2)),
        FactoryUnitPrice = new(fields.Has("factoryUnitPrice"), fields.Number("factoryUnitPrice", 2)),
        Urgency = fields.OneOf("urgency", false, "normal", "urgent") switch { "normal" => Urgency.Normal, "urgent" => Urgency.Urgent, _ => null },
        OrderQuantity = (int?)fields.Integer("orderQuantity", 1, 1_000_000),
        Lines = ProductionFields.Lines(fields, "lines") is { Count: > 0 } lines ? lines : null,
        Processes = fields.Items("processes", 100, (item, index) => new OrderProcess(
            item.Text("code", 32), item.Text("name", 64, required: true) ?? "", item.Text("stage", 16), item.Number("unitPrice", 4) ?? 0,
            (int)(item.Integer("sortOrder", 0, 10_000) ?? index + 1))),
        Reason = fields.Text("reason", 500, multiline: true),
    };
}
