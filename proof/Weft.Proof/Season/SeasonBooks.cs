using System.Globalization;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof.Season;

/// <summary>Reads everything that the Hub says of the season, by the console and by the signed door, and compares it with the script's own books.</summary>
internal sealed class SeasonBooks(ProofRun run, SeasonHub hub, IReadOnlyList<SeasonOrder> orders, string styleNo)
{
    private readonly List<string> told = [];
    private int compared;

    public int Compared => compared;

    public int Told => told.Count;

    /// <summary>An event that must arrive, in the words of <see cref="Words"/>.</summary>
    public void Expect(FormattableString words) => told.Add(words.ToString(CultureInfo.InvariantCulture));

    /// <summary>Compares everything after a step.</summary>
    public async Task CompareAsync(string step)
    {
        foreach (var order in orders)
        {
            await OrderAsync(step, order);
            await GatewayAsync(step, order);
            await StatementAsync(step, order);
        }
        await StockAsync(step);
        await EventsAsync(step);
        run.Stop.ThrowIfCancellationRequested();
    }

    private void Same(string step, string what, object? books, object? said)
    {
        compared++;
        run.Expect(Equals(books, said), $"after {step}: {what}: the books say {books}, the Hub says {said}");
    }

    private async Task OrderAsync(string step, SeasonOrder order)
    {
        var said = await hub.ReadAsync("/api/production/orders/" + order.OrderNo);
        Same(step, order.OrderNo + " totals",
            (order.Status, order.Quantity, order.Bundles.Sum(b => b.Quantity), order.Bundles.Count, order.Stored.Values.Sum(), order.Shipped),
            (Text(said, "status"), Int(said, "orderQuantity"), Int(said, "cuttingQuantity"), Int(said, "cuttingBundleCount"), Int(said, "completedQuantity"), Int(said, "shippedQuantity")));
        var (cut, found) = order.Pieces();
        Same(step, order.OrderNo + " pieces in the script's own books", cut, found);
    }

    private async Task GatewayAsync(string step, SeasonOrder order)
    {
        var status = await hub.SignedAsync("ORDER_SYNC", "orders/" + order.OrderNo);
        Same(step, order.OrderNo + " at the signed door", (order.Status, order.External, order.Quantity, order.Stored.Values.Sum(), order.Shipped),
            (Text(status, "status"), Text(status, "externalOrderNo"), Int(status, "orderQuantity"), Int(status, "completedQuantity"), Int(status, "shippedQuantity")));
        var quality = await hub.SignedAsync("QUALITY_FEEDBACK", "quality/" + order.OrderNo);
        Same(step, order.OrderNo + " quality", order.Quality,
            (Int(quality, "inspectedQuantity"), Int(quality, "qualifiedQuantity"), Int(quality, "unqualifiedQuantity"), Int(quality, "repairedQuantity"), Int(quality, "scrappedQuantity")));
        var logistics = await hub.SignedAsync("LOGISTICS_SYNC", "logistics/" + order.OrderNo);
        Same(step, order.OrderNo + " shipments", Joined(order.Shipments.Select(s => SeasonOrder.Said($"{s.Number}:{s.Quantity}:{s.Reversed}"))),
            Joined(logistics.GetProperty("shipments").EnumerateArray().Select(s => SeasonOrder.Said($"{Text(s, "outstockNo")}:{Int(s, "quantity")}:{s.GetProperty("reversed").GetBoolean()}"))));
        Same(step, order.OrderNo + " shipped", order.Shipped, Int(logistics, "totalShippedQuantity"));
    }

    private async Task StatementAsync(string step, SeasonOrder order)
    {
        var said = (await hub.ReadAsync("/api/finance/reconciliations?orderNo=" + order.OrderNo)).GetProperty("records").EnumerateArray().ToList();
        Same(step, order.OrderNo + " statements", order.Statement is null ? 0 : 1, said.Count);
        if (order.Statement is null || said.Count != 1)
        {
            return;
        }
        Same(step, order.Statement, (order.Statement, order.StatementStatus, order.Shipped, order.Total, order.Deductions, order.Final),
            (Text(said[0], "reconciliationNo"), Text(said[0], "status"), Int(said[0], "quantity"), Money(said[0], "totalAmount"), Money(said[0], "deductionAmount"), Money(said[0], "finalAmount")));
        var isPublished = order.StatementStatus is "approved" or "paid";
        var (status, payment) = await hub.TryAsync("PAYMENT_SYNC", "payment/" + order.Statement);
        Same(step, order.Statement + " is shown to the customer", isPublished ? 200 : 404, status);
        if (isPublished && status == 200)
        {
            Same(step, order.Statement + " at the signed door", (order.StatementStatus, order.Shipped, order.Total, order.Deductions, order.Final),
                (Text(payment, "status"), Int(payment, "quantity"), Money(payment, "totalAmount"), Money(payment, "deductionAmount"), Money(payment, "finalAmount")));
        }
    }

    private async Task StockAsync(string step)
    {
        var said = (await hub.ReadAsync($"/api/warehousing/skus?size=100&styleNo={styleNo}")).GetProperty("records").EnumerateArray()
            .ToDictionary(s => new Garment(Text(s, "color")!, Text(s, "size")!));
        foreach (var garment in orders.SelectMany(o => o.Ordered.Keys).Distinct())
        {
            var (stock, defects) = said.TryGetValue(garment, out var sku) ? (Int(sku, "stockQuantity"), Int(sku, "defectQuantity")) : (0, 0);
            Same(step, $"stock of {garment.Color} {garment.Size}", (orders.Sum(o => o.InStock(garment)), orders.Sum(o => o.Defects.GetValueOrDefault(garment))), (stock, defects));
            if (said.ContainsKey(garment))
            {
                var code = Uri.EscapeDataString($"{styleNo}-{garment.Color}-{garment.Size}");
                var moved = (await hub.ReadAsync($"/api/warehousing/movements?size=100&skuCode={code}")).GetProperty("records").EnumerateArray().Sum(m => Int(m, "delta"));
                Same(step, $"movements of {garment.Color} {garment.Size}", stock, moved);
            }
        }
    }

    private async Task EventsAsync(string step)
    {
        await Together.UntilAsync(() => Task.FromResult(Heard().Count >= told.Count), TimeSpan.FromSeconds(30), run.Stop);
        var heard = Heard();
        compared++;
        var missing = told.Except(heard).ToList();
        var invented = heard.Except(told).ToList();
        run.Expect(missing.Count == 0 && invented.Count == 0 && heard.Count == told.Count,
            $"after {step}: {told.Count} events by the books, {heard.Count} heard; missing: {Joined(missing)}; not in the books: {Joined(invented)}");
    }

    private List<string> Heard() => [.. hub.Receiver.Received.DistinctBy(r => r.EventId).Select(r => Words(r.Json))];

    /// <summary>What an event says, as far as the books know it.</summary>
    private static string Words(JsonElement told)
    {
        var data = told.GetProperty("data");
        var totals = data.TryGetProperty("orderTotals", out var found) ? found : default;
        return Text(told, "event") + " " + Text(data, "orderNo") + " " + Text(told, "event") switch
        {
            "ORDER_STATUS" => SeasonOrder.Said($"{Text(data, "status")} {Int(data, "completedQuantity")}"),
            "QUALITY_RESULT" => SeasonOrder.Said($"{Int(data, "inspectedQuantity")}/{Int(data, "qualifiedQuantity")}/{Int(data, "unqualifiedQuantity")} {data.GetProperty("recheck").GetBoolean()} of {Int(totals, "inspectedQuantity")}/{Int(totals, "qualifiedQuantity")}/{Int(totals, "unqualifiedQuantity")}"),
            "LOGISTICS_UPDATE" => SeasonOrder.Said($"{Text(data, "changeType")} {Int(data, "quantity")} of {Int(data, "totalShippedQuantity")} left {Int(data, "remainingQuantity")}"),
            _ => SeasonOrder.Said($"{Text(data, "reconciliationNo")} {Int(data, "quantity")} {Money(data, "totalAmount"):0.00} {Money(data, "deductionAmount"):0.00} {Money(data, "finalAmount"):0.00}"),
        };
    }

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts.Order(StringComparer.Ordinal));

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static decimal Money(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}

/// <summary>The Hub as the season sees it: the console, a signed client of each type, and the receiver of all their events.</summary>
internal sealed class SeasonHub(ConsoleClient console, IReadOnlyDictionary<string, SignedClient> clients, WebhookReceiver receiver)
{
    public WebhookReceiver Receiver { get; } = receiver;

    public async Task<JsonElement> ReadAsync(string path) => Done(await console.SendAsync(HttpMethod.Get, path, null));

    public async Task<JsonElement> PostAsync(string path, object? body = null) => Done(await console.SendAsync(HttpMethod.Post, path, body ?? new { }));

    public async Task<JsonElement> PutAsync(string path, object body) => Done(await console.SendAsync(HttpMethod.Put, path, body));

    public async Task<int> AttemptAsync(string path, object body) => (await console.SendAsync(HttpMethod.Post, path, body)).Status;

    public async Task<JsonElement> SignedAsync(string type, string path) => Done(path, await clients[type].GetAsync("/openapi/v1/" + path));

    public async Task<(int Status, JsonElement Data)> TryAsync(string type, string path)
    {
        var answer = await clients[type].GetAsync("/openapi/v1/" + path);
        return ((int)answer.Status, (int)answer.Status == 200 ? answer.Data : default);
    }

    public async Task<JsonElement> SignedPostAsync(string type, string path, object body) =>
        Done(path, await clients[type].PostAsync("/openapi/v1/" + path, JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)));

    private static JsonElement Done(ConsoleAnswer answer) => answer.Status == 200 ? answer.Data : throw new InvalidOperationException(answer.Text);

    private static JsonElement Done(string path, SignedAnswer answer) =>
        (int)answer.Status == 200 ? answer.Data : throw new InvalidOperationException($"{path}: {(int)answer.Status} {answer.Text}");
}
