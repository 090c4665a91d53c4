using Weft.Testing;

namespace Weft.Proof.Season;

/// <summary>
/// One style's season, over HTTP only: designed, ordered three times by signed calls, cut, scanned, inspected with defects and repairs, put into the warehouse, shipped in
/// parts, once taken back, billed, and paid by a signed call. After each step everything that the Hub says (stock, orders, statements, the signed door's answers, the events
/// that arrived) equals the books that the script keeps for itself.
/// </summary>
internal sealed class SeasonProof : IProof
{
    private const string StyleNo = "SEASON-26";

    private static readonly string[] Types = ["ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC"];

    public string Name => "season";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        var process = await installation.StartAsync(stop: run.Stop);
        using var console = await installation.SignInAsync(process);
        var clients = new Dictionary<string, SignedClient>();
        try
        {
            foreach (var type in Types)
            {
                clients[type] = (await console.CreateCredentialAsync("season " + type, receiver.Url(), appType: type)).Client(process);
            }
            var hub = new SeasonHub(console, clients, receiver);
            await DesignAsync(hub);
            List<SeasonOrder> orders = [];
            var books = new SeasonBooks(run, hub, orders, StyleNo);
            await new SeasonFloor(run, hub, books, orders, StyleNo).PlayAsync();
            await new SeasonTrade(run, hub, books, orders).PlayAsync();
            run.Say($"{orders.Count} orders, {orders.Sum(o => o.Quantity)} pieces in {orders.Sum(o => o.Bundles.Count)} bundles: {orders.Sum(o => o.Quality.Unqualified)} found bad, {orders.Sum(o => o.Quality.Repaired)} repaired, {orders.Sum(o => o.Quality.Scrapped)} scrapped, {orders.Sum(o => o.Stored.Values.Sum())} stored");
            run.Say($"{orders.Sum(o => o.Shipments.Count)} shipments, {orders.Sum(o => o.Shipments.Count(s => s.Reversed))} reversed, {orders.Sum(o => o.Shipped)} pieces shipped, {orders.Sum(o => o.Final):0.00} paid on {orders.Count} statements");
            run.Say($"{books.Told} events told, {books.Compared} figures compared after every step");
        }
        finally
        {
            foreach (var client in clients.Values)
            {
                client.Dispose();
            }
        }
    }

    private static async Task DesignAsync(SeasonHub hub)
    {
        object Process(string code, string name, string stage) => new { processCode = code, processName = name, progressStage = stage, price = 1.5 };
        var style = await hub.PostAsync("/api/production/styles", new
        {
            styleNo = StyleNo, styleName = "连衣裙", category = "连衣裙", color = "红,蓝", size = "S,M",
            processes = new[] { Process("P01", "裁剪", "裁剪"), Process("P02", "合缝", "车缝"), Process("P03", "锁边", "车缝"), Process("P05", "包装", "尾部") },
        });
        var path = "/api/production/styles/" + style.GetProperty("id").GetInt64();
        foreach (var node in (string[])["纸样开发中", "纸样完成", "样衣制作中", "样衣完成"])
        {
            await hub.PostAsync(path + "/progress", new { progressNode = node });
        }
    }
}
