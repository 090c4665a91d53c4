using System.Collections.Immutable;
using System.Text.Json;

namespace Weft.Proof.States;

/// <summary>Goods by their garment.</summary>
internal sealed record Goods(ImmutableSortedDictionary<string, int> Pieces)
{
    public override string ToString() => string.Join(' ', Pieces.Select(p => $"{p.Key}×{p.Value}"));
}

internal sealed record Ship(string Order, Goods Goods) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/outstocks", new
    {
        outstockType = "shipment", orderNo = Order, customerName = "某客户", items = Goods.Pieces.Select(g => new { color = g.Key[..1], size = g.Key[1..], quantity = g.Value }),
    });

    public override bool IsAllowed(CellBooks books) => books.Order(Order) is { Status: "production" or "completed" } order
        && Goods.Pieces.All(g => books.Shipped(Order, g.Key) + g.Value <= order.StoredOf(g.Key) && books.Stock(g.Key) >= g.Value);

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var (number, billed) = (Text(answer, "outstockNo")!, Text(answer, "reconciliationNo")!);
        var pending = books.Statements.FindAll(s => s.Order == Order && s.Status == "pending");
        if (pending.Count == 0)
        {
            if (books.Statements.Exists(s => s.Number == billed))
            {
                return null;
            }
            books = books with { Statements = books.Statements.Add(new StatementBook(billed, Order)) };
        }
        else if (!pending.Exists(s => s.Number == billed))
        {
            // The one that closing the order opened; now its number is known.
            if (pending.Find(s => s.Number is null) is not { } unnamed || books.Statements.Exists(s => s.Number == billed))
            {
                return null;
            }
            books = books with { Statements = books.Statements.Replace(unnamed, unnamed with { Number = billed }) };
        }
        books = books with { Shipments = books.Shipments.Add(new ShipmentBook(number, Order, Goods.Pieces) { Statement = billed }) };
        var shipped = books.Shipped(Order);
        return books.Tell(books.Order(Order), $"LOGISTICS_UPDATE SHIPPED {Goods.Pieces.Values.Sum()} of {shipped} left {Math.Max(0, books.Order(Order).Quantity - shipped)}");
    }
}

/// <summary>调拨 or 报废 of goods in stock, whoever's order they were made for.</summary>
internal sealed record TakeOut(string Style, Goods Goods, bool IsScrap) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/outstocks", new
    {
        outstockType = IsScrap ? "scrap" : "transfer", reason = "霉变", items = Goods.Pieces.Select(g => new { skuCode = $"{Style}-{g.Key[..1]}-{g.Key[1..]}", quantity = g.Value }),
    });

    public override bool IsAllowed(CellBooks books) => Goods.Pieces.All(g => books.Stock(g.Key) >= g.Value);

    public override CellBooks Do(CellBooks books, JsonElement answer) =>
        books with { Shipments = books.Shipments.Add(new ShipmentBook(Text(answer, "outstockNo")!, null, Goods.Pieces)) };
}

internal sealed record SetTracking(string Outstock, string Tracking) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PutAsync(caller, $"/api/warehousing/outstocks/{Outstock}/shipping", new { trackingNo = Tracking });

    public override bool IsAllowed(CellBooks books) => books.Shipments.Find(s => s.Number == Outstock) is { IsReversed: false };

    public override CellBooks Do(CellBooks books, JsonElement answer)
    {
        var shipment = books.Shipments.Find(s => s.Number == Outstock)!;
        if (shipment.Tracking == Tracking)
        {
            return books;
        }
        books = books.With(shipment with { Tracking = Tracking });
        return shipment.Order is not { } order ? books
            : books.Tell(books.Order(order), $"LOGISTICS_UPDATE UPDATED {shipment.Quantity} of {books.Shipped(order)} left {Math.Max(0, books.Order(order).Quantity - books.Shipped(order))}");
    }
}

internal sealed record ReverseShipment(string Outstock) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, $"/api/warehousing/outstocks/{Outstock}/reverse", new { reason = "装错" });

    public override bool IsAllowed(CellBooks books) => books.Shipments.Find(s => s.Number == Outstock) is { IsReversed: false } shipment
        && (shipment.Statement is null || books.Statements.Find(s => s.Number == shipment.Statement) is not { Status: "approved" or "paid" });

    public override CellBooks Do(CellBooks books, JsonElement answer)
    {
        var shipment = books.Shipments.Find(s => s.Number == Outstock)!;
        books = books.With(shipment with { IsReversed = true });
        if (shipment.Order is not { } order)
        {
            return books;
        }
        // What was verified was verified with the goods.
        if (books.Statements.Find(s => s.Number == shipment.Statement) is { Status: "verified" } verified)
        {
            books = books.With(verified with { Status = "pending" });
        }
        return books.Tell(books.Order(order), $"LOGISTICS_UPDATE REVERSED {shipment.Quantity} of {books.Shipped(order)} left {Math.Max(0, books.Order(order).Quantity - books.Shipped(order))}");
    }
}

/// <summary>How: complete, force, cancel or scrap.</summary>
internal sealed record EndOrder(string Order, string How) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) =>
        hub.PostAsync(caller, $"/api/production/orders/{Order}/{(How == "force" ? "complete" : How)}", How == "force" ? new { reason = "清单", force = true } : (object)new { reason = "清单" });

    public override bool IsAllowed(CellBooks books)
    {
        var order = books.Order(Order);
        return order.IsOpen && How switch
        {
            "complete" => order.Cut > 0 && order.Stored * 10 >= order.Cut * 9,
            "cancel" => order.Status == "pending" && order.Cut == 0 && !order.Valid.Any(),
            "scrap" => books.Shipped(Order) == 0,
            _ => true,
        };
    }

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var status = How switch { "cancel" => "cancelled", "scrap" => "scrapped", _ => "completed" };
        var order = books.Order(Order) with { Status = status };
        if (Text(answer, "status") != status || Int(answer, "completedQuantity") != order.Stored)
        {
            return null;
        }
        if (status == "completed" && !books.Statements.Exists(s => s.Order == Order))
        {
            books = books with { Statements = books.Statements.Add(new StatementBook(null, Order)) };
        }
        return books.With(order).Tell(order, $"ORDER_STATUS {status} {order.Stored}");
    }
}

internal sealed record EditStatement(string Statement, decimal Deductions) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PutAsync(caller, "/api/finance/reconciliations/" + Statement, new
    {
        deductions = Deductions == 0 ? [] : new[] { new { type = "QUALITY_DEFECT", amount = Deductions, description = "次品" } },
    });

    public override bool IsAllowed(CellBooks books) => books.Statements.Find(s => s.Number == Statement) is { Status: "pending" } statement && books.Total(statement) >= Deductions;

    public override CellBooks Do(CellBooks books, JsonElement answer) => books.With(books.Statements.Find(s => s.Number == Statement)! with { Deductions = Deductions });
}

/// <summary>How: verify, approve, confirm (an approval of nothing), reject, resubmit or return.</summary>
internal sealed record StepStatement(string Statement, string How) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) =>
        hub.PostAsync(caller, $"/api/finance/reconciliations/{Statement}/{(How == "confirm" ? "approve" : How)}", new { reason = "核对", confirm = How == "confirm" });

    public override bool IsAllowed(CellBooks books)
    {
        var statement = books.Statements.Find(s => s.Number == Statement)!;
        var isRight = books.Owed(statement) >= 0;
        return (How, statement.Status) switch
        {
            ("verify", "pending") => isRight,
            ("approve", "pending" or "verified") => isRight && books.Total(statement) > 0,
            ("confirm", "pending" or "verified") => isRight,
            ("reject", "pending" or "verified" or "approved") => true,
            ("resubmit", "rejected") => true,
            ("return", "verified" or "approved" or "paid") => true,
            _ => false,
        };
    }

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var statement = books.Statements.Find(s => s.Number == Statement)!;
        var status = (How, statement.Status) switch
        {
            ("verify", _) => "verified",
            ("approve" or "confirm", _) => "approved",
            ("reject", _) => "rejected",
            ("return", "paid") => "approved",
            ("return", "approved") => "verified",
            _ => "pending",
        };
        books = books.With(statement with { Status = status, PaidBy = null });
        return Text(answer, "status") != status || answer.GetProperty("finalAmount").GetDecimal() != Math.Max(0, books.Owed(statement)) ? null
            : How is not ("approve" or "confirm") ? books
            : books.Tell(books.Order(statement.Order),
                $"RECONCILIATION_CREATED {Statement} {books.Quantity(statement)} {books.Total(statement):0.00} {statement.Deductions:0.00} {books.Owed(statement):0.00}");
    }
}

/// <summary>By a person, or with a reference by the customer's system.</summary>
internal sealed record Pay(string Statement, string? Reference) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => Reference is null
        ? hub.PostAsync(caller, $"/api/finance/reconciliations/{Statement}/pay", new { paymentMethod = "cash" })
        : hub.ConfirmPaymentAsync(caller, new { reconciliationNo = Statement, paymentRef = Reference });

    public override bool IsAllowed(CellBooks books)
    {
        var statement = books.Statements.Find(s => s.Number == Statement)!;
        return Reference is null ? statement.Status == "approved"
            // The customer's system sees the orders that came from outside; a repeat of what it paid is no second payment.
            : books.Order(statement.Order).FromGateway && (statement.Status == "approved" || (statement.Status == "paid" && statement.PaidBy == Reference));
    }

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var statement = books.Statements.Find(s => s.Number == Statement)!;
        return Reference is not null && answer.GetProperty("duplicated").GetBoolean() != (statement.Status == "paid") ? null
            : books.With(statement with { Status = "paid", PaidBy = Reference });
    }
}
