using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Tracing;

/// <summary>GET /api/trace/{number}: everything that happened to the orders behind a number, oldest first.</summary>
internal static class TraceNumber
{
    public const string Orders = "MENU_PRODUCTION_ORDER_VIEW";
    public const string Finance = "MENU_FINANCE_VIEW";

    /// <summary>The longest number is a bundle's code.</summary>
    private const int MaxNumber = 200;

    /// <summary>How deep a page may lie: all entries before it are put in order first.</summary>
    private const int MaxDepth = 5_000;

    /// <summary>The event that tells of money (openapi-gateway 7.1).</summary>
    public static readonly string[] FinanceEvents = ["RECONCILIATION_CREATED"];

    private static readonly Refusal NotFound = CommonErrors.NotFound with { Message = "没有找到这个编号，或您无权查看" };

    public sealed record Order(long OrderId, string OrderNo, string? ExternalOrderNo, string StyleNo, string StyleName, OrderStatus Status);

    public sealed record Attempt(int Number, DateTimeOffset At, int DurationMs, int StatusCode, string Failure);

    /// <summary>What was told to one credential, and what became of it.</summary>
    public sealed record Told(
        string EventId, long Sequence, long TenantAppId, string? AppName, string State, DateTimeOffset? NextAttemptAt, string? LastError, DateTimeOffset? ClosedAt,
        IReadOnlyList<Attempt> Attempts);

    public sealed record Entry
    {
        public required DateTimeOffset Time { get; init; }

        /// <summary><c>ORDER</c>, <c>SCAN</c>, <c>INSPECTION</c>, <c>WAREHOUSING</c>, <c>STOCK</c>, <c>OUTSTOCK</c>, <c>RECONCILIATION</c> or <c>EVENT</c>.</summary>
        public required string Kind { get; init; }

        /// <summary>The command, the movement's type, or the event's name.</summary>
        public required string Action { get; init; }
        public string? OrderNo { get; init; }
        public string? Number { get; init; }
        public string? From { get; init; }
        public string? To { get; init; }
        public int? BundleNo { get; init; }
        public string? ProcessName { get; init; }
        public string? SkuCode { get; init; }
        public string? Color { get; init; }
        public string? Size { get; init; }
        public int? Quantity { get; init; }
        public int? QualifiedQuantity { get; init; }
        public int? UnqualifiedQuantity { get; init; }
        public int? Balance { get; init; }
        public string? Warehouse { get; init; }
        public string? OperatorName { get; init; }
        public string? Source { get; init; }
        public string? Remark { get; init; }
        public Told? Delivery { get; init; }
    }

    /// <param name="Number">As it was asked for.</param>
    /// <param name="Orders">Whose story it is, newest first.</param>
    /// <param name="OrdersTruncated">True when the number leads to more orders than these.</param>
    /// <param name="Total">Entries in all.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Size">Entries a page.</param>
    /// <param name="Records">This page's entries, oldest first.</param>
    public sealed record Response(
        string Number, IReadOnlyList<Order> Orders, bool OrdersTruncated, long Total, int Page, int Size, IReadOnlyList<Entry> Records);

    public static async Task<Answer<Response>> HandleAsync(
        string number, Fields fields, HttpContext context, OrderTrace orders, DeliveryTrace deliveries, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var deepest = page.Skip + page.Size;
        if (deepest > MaxDepth)
        {
            return Refusal.Invalid("page", $"最多查看前 {MaxDepth} 条，请用更具体的编号追溯");
        }
        // The server leaves an escaped slash as it is.
        number = number.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim();
        if (number.Length is 0 or > MaxNumber)
        {
            return NotFound;
        }
        var user = context.User();
        // A factory's account sees its orders: no stock, no money, no app store (production-domain 2).
        var isFactory = user.FactoryId is not null;
        var sight = new TraceSight(OrderReach.Of(user), WithStock: !isFactory, WithFinance: !isFactory && user.May(Finance));
        IReadOnlyList<string> hidden = sight.WithFinance ? [] : FinanceEvents;
        var ofEvent = number.StartsWith("evt_", StringComparison.Ordinal) && !isFactory ? await deliveries.OrdersOfAsync(number, hidden, ct) : null;
        if (await orders.FindAsync(number, ofEvent ?? [], sight, ct) is not { } subject)
        {
            return NotFound;
        }
        var story = await orders.ReadAsync(subject, sight, deepest, ct);
        var (told, events) = isFactory ? (0, []) : await deliveries.ReadAsync([.. subject.Orders.Select(o => o.OrderNo)], hidden, deepest, ct);
        var time = TenantTime.For(user.TimeZone);
        var numbers = subject.Orders.ToDictionary(o => o.OrderId, o => o.OrderNo);
        var records = story.Entries.Select(e => (e.Time, e.Id, Entry: Of(e, numbers, time))).Concat(events.Select(e => (Time: e.OccurredAt, e.Id, Entry: Of(e, time))))
            .OrderBy(e => e.Time).ThenBy(e => e.Id).Skip(page.Skip).Take(page.Size).Select(e => e.Entry);
        return new Response(
            number, [.. subject.Orders.Select(o => new Order(o.OrderId, o.OrderNo, o.ExternalOrderNo, o.StyleNo, o.StyleName, o.Status))], subject.OrdersTruncated,
            story.Total + told, page.Page, page.Size, [.. records]);
    }

    private static Entry Of(TraceEntry e, Dictionary<long, string> numbers, TenantTime time) => new()
    {
        Time = time.Local(e.Time), Kind = e.Kind, Action = e.Action, OrderNo = e.OrderId is { } id ? numbers.GetValueOrDefault(id) : null, Number = e.Number,
        From = e.From, To = e.To, BundleNo = e.BundleNo, ProcessName = e.ProcessName, SkuCode = e.SkuCode, Color = e.Color, Size = e.Size, Quantity = e.Quantity,
        QualifiedQuantity = e.QualifiedQuantity, UnqualifiedQuantity = e.UnqualifiedQuantity, Balance = e.Balance, Warehouse = e.Warehouse,
        OperatorName = e.OperatorName, Source = e.Source, Remark = e.Remark,
    };

    private static Entry Of(TracedDelivery d, TenantTime time) => new()
    {
        Time = time.Local(d.OccurredAt), Kind = "EVENT", Action = d.Type, OrderNo = d.OrderNo, Number = d.EventId,
        Delivery = new Told(
            d.EventId, d.Sequence, d.TenantAppId, d.AppName, d.State, time.Local(d.NextAttemptAt), d.LastError, time.Local(d.ClosedAt),
            [.. d.Attempts.Select(a => new Attempt(a.Number, time.Local(a.At), a.DurationMs, a.StatusCode, a.Failure))]),
    };
}
