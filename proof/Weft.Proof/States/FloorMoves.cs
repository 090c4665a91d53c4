using System.Text.Json;
using Weft.Proof.Season;

namespace Weft.Proof.States;

internal sealed record TakeTask(string Order) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, $"/api/production/cutting/tasks/{Order}/receive");

    public override bool IsAllowed(CellBooks books) => books.Order(Order) is { IsOpen: true, Task: "pending" };

    public override CellBooks Do(CellBooks books, JsonElement answer) => books.With(books.Order(Order) with { Task = "received" });
}

internal sealed record ReturnTask(string Order) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, $"/api/production/cutting/tasks/{Order}/return", new { reason = "重裁" });

    public override bool IsAllowed(CellBooks books) =>
        books.Order(Order) is { IsOpen: true, Task: not "pending" } order && order.Bundles.TrueForAll(b => b.Scans.Count == 0 && order.InspectedOf(b.Id) == 0);

    public override CellBooks Do(CellBooks books, JsonElement answer) => books.With(books.Order(Order) with { Task = "pending", Bundles = [] });
}

internal sealed record Cut(string Order, IReadOnlyList<(Garment Garment, int Quantity)> Rows) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) =>
        hub.PostAsync(caller, $"/api/production/cutting/tasks/{Order}/bundles", new { rows = Rows.Select(r => new { color = r.Garment.Color, size = r.Garment.Size, quantity = r.Quantity }) });

    public override bool IsAllowed(CellBooks books) =>
        books.Order(Order) is { IsOpen: true, Task: not "pending" } order && (order.Cut + Rows.Sum(r => r.Quantity)) * 100 <= order.Quantity * 105;

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var made = answer.GetProperty("bundles").EnumerateArray().Select((b, i) => new BundleBook(b.GetProperty("bundleId").GetInt64(), Rows[i].Garment, Int(b, "quantity"))).ToList();
        var order = books.Order(Order);
        return made.Sum(b => b.Quantity) != Rows.Sum(r => r.Quantity) ? null : books.With(order with { Task = "bundled", Bundles = order.Bundles.AddRange(made) }).Begin(Order);
    }
}

internal sealed record Scan(long Bundle, string Process) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/production/scans", new { bundleId = Bundle, processCode = Process });

    /// <summary>A repeat is answered with the scan that is there, whatever became of the order.</summary>
    public override bool IsAllowed(CellBooks books) => books.OrderOfBundle(Bundle) is { } order && order.Bundle(Bundle) is { } bundle
        && (bundle.Scans.Contains(Process) || (order.IsOpen && order.StatusOf(bundle) != "scrapped"));

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var order = books.OrderOfBundle(Bundle)!;
        var bundle = order.Bundle(Bundle)!;
        return bundle.Scans.Contains(Process) != answer.GetProperty("duplicated").GetBoolean() ? null
            : books.With(order with { Bundles = order.Bundles.Replace(bundle, bundle with { Scans = bundle.Scans.Add(Process) }) }).Begin(order.Number);
    }
}

/// <summary>What was found on one bundle.</summary>
internal readonly record struct Found(long Bundle, int Inspected, int Bad, bool Scraps);

internal sealed record Inspect(string Order, IReadOnlyList<Found> Items, bool IsRecheck, bool Stores) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/inspections", new
    {
        orderNo = Order, recheck = IsRecheck, warehouse = Stores ? "A仓" : null,
        items = Items.Select(f => new
        {
            bundleId = f.Bundle, inspectedQuantity = f.Inspected, qualifiedQuantity = f.Inspected - f.Bad, unqualifiedQuantity = f.Bad,
            defectCategory = f.Bad > 0 ? "size_accuracy" : null, defectHandling = f.Bad == 0 ? null : f.Scraps ? "报废" : "返修",
        }),
    });

    public override bool IsAllowed(CellBooks books) => books.Order(Order) is { IsOpen: true } order
        && Items.All(f => order.Bundle(f.Bundle) is { } bundle && f.Inspected <= (IsRecheck ? bundle.Declared : order.ToInspect(bundle)));

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var order = books.Order(Order);
        var ids = answer.GetProperty("records").EnumerateArray().Select(r => r.GetInt64()).ToList();
        for (var i = 0; i < Items.Count; i++)
        {
            var (found, bundle) = (Items[i], order.Bundle(Items[i].Bundle)!);
            var record = new InspectionBook(ids[i], found.Bundle, bundle.Garment, found.Inspected, found.Bad, found is { Scraps: true, Bad: > 0 }, IsRecheck)
            {
                Follows = IsRecheck ? order.Valid.LastOrDefault(v => v.Bundle == found.Bundle && v.Repairs > 0)?.Id : null,
                IsStored = Stores && found.Inspected > found.Bad,
            };
            var waiting = bundle.Waiting + record.Repairs;
            bundle = bundle with { Declared = bundle.Declared - (IsRecheck ? found.Inspected : 0), Waiting = waiting, IsInRepair = bundle.IsInRepair && waiting > 0 };
            order = order with { Inspections = order.Inspections.Add(record), Bundles = order.Bundles.SetItem(order.Bundles.FindIndex(b => b.Id == bundle.Id), bundle) };
        }
        var (inspected, bad) = (Items.Sum(f => f.Inspected), Items.Sum(f => f.Bad));
        var (all, allBad) = (order.Valid.Sum(v => v.Inspected), order.Valid.Sum(v => v.Bad));
        var totals = answer.GetProperty("orderTotals");
        return (Int(totals, "inspectedQuantity"), Int(totals, "unqualifiedQuantity")) != (all, allBad) ? null
            : books.Begin(Order).With(order with { Status = "production" })
                .Tell(order, $"QUALITY_RESULT {inspected}/{inspected - bad}/{bad} {IsRecheck} of {all}/{all - allBad}/{allBad}");
    }
}

internal sealed record StartRepair(long Bundle) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/repairs/start", new { bundleId = Bundle });

    public override bool IsAllowed(CellBooks books) => books.OrderOfBundle(Bundle) is { IsOpen: true } order && order.Bundle(Bundle)!.Waiting > 0;

    public override CellBooks Do(CellBooks books, JsonElement answer)
    {
        var order = books.OrderOfBundle(Bundle)!;
        return books.With(order with { Bundles = order.Bundles.Replace(order.Bundle(Bundle)!, order.Bundle(Bundle)! with { IsInRepair = true }) });
    }
}

internal sealed record DeclareRepaired(long Bundle, int Quantity) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/repairs/declare", new { bundleId = Bundle, quantity = Quantity });

    public override bool IsAllowed(CellBooks books) => books.OrderOfBundle(Bundle) is { IsOpen: true } order && order.Bundle(Bundle)!.Waiting is > 0 and var waiting && Quantity <= waiting;

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var order = books.OrderOfBundle(Bundle)!;
        var bundle = order.Bundle(Bundle)!;
        var after = bundle with { Waiting = bundle.Waiting - Quantity, Declared = bundle.Declared + Quantity, IsInRepair = bundle.IsInRepair && bundle.Waiting > Quantity };
        return (Int(answer, "repairQuantity"), Int(answer, "repairedWaitingQuantity")) != (after.Waiting, after.Declared) ? null
            : books.With(order with { Bundles = order.Bundles.Replace(bundle, after) });
    }
}

/// <summary>入库 of what was inspected without a warehouse; a closed order's goods as well.</summary>
internal sealed record Store(IReadOnlyList<long> Ids) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, "/api/warehousing/inspections/warehouse", new { ids = Ids, warehouse = "A仓" });

    public override bool IsAllowed(CellBooks books) => Ids.All(id => books.OrderOfInspection(id) is { Status: "production" or "completed" } order
        && order.Inspections.Find(i => i.Id == id) is { IsReversed: false, IsStored: false, Good: > 0 });

    public override CellBooks? Do(CellBooks books, JsonElement answer)
    {
        var pieces = 0;
        foreach (var id in Ids)
        {
            var order = books.OrderOfInspection(id)!;
            var record = order.Inspections.Find(i => i.Id == id)!;
            pieces += record.Good;
            books = books.With(order with { Inspections = order.Inspections.Replace(record, record with { IsStored = true }) });
        }
        return Int(answer, "quantity") == pieces ? books : null;
    }
}

internal sealed record ReverseInspection(long Id) : Move
{
    public override Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller) => hub.PostAsync(caller, $"/api/warehousing/inspections/{Id}/reverse", new { reason = "录错" });

    public override bool IsAllowed(CellBooks books)
    {
        if (books.OrderOfInspection(Id) is not { IsOpen: true } order || order.Inspections.Find(i => i.Id == Id) is not { IsReversed: false } record)
        {
            return false;
        }
        var bundle = order.Bundle(record.Bundle)!;
        // Neither pieces that were inspected again, nor pieces that have left.
        if (order.Valid.Any(v => v.Follows == Id) || bundle.Waiting + bundle.Declared < record.Repairs)
        {
            return false;
        }
        var garment = record.Garment.Key();
        return !record.IsStored || (order.StoredOf(garment) - record.Good >= books.Shipped(order.Number, garment) && books.Stock(garment) >= record.Good);
    }

    public override CellBooks Do(CellBooks books, JsonElement answer)
    {
        var order = books.OrderOfInspection(Id)!;
        var record = order.Inspections.Find(i => i.Id == Id)!;
        var bundle = order.Bundle(record.Bundle)!;
        var fromWaiting = Math.Min(bundle.Waiting, record.Repairs);
        var after = bundle with
        {
            Waiting = bundle.Waiting - fromWaiting, Declared = bundle.Declared - (record.Repairs - fromWaiting) + (record.IsRecheck ? record.Inspected : 0),
            IsInRepair = bundle.IsInRepair && bundle.Waiting > fromWaiting,
        };
        return books.With(order with { Bundles = order.Bundles.Replace(bundle, after), Inspections = order.Inspections.Replace(record, record with { IsReversed = true }) });
    }
}
