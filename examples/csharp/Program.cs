// A customer's system that talks to a Weft Hub: it places and reads orders and receives webhooks.
// No packages. Copy WeftHub.cs and WebhookReceiver.cs into your own program; this file is a command line to try them with.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weft.Example;

const string Usage = """
    usage: dotnet run -- COMMAND [--demo FILE [--tenant CODE]]
      place-order [--external-order-no NO] [--style-no NO] [--style-name NAME] [--quantity N]
                  [--items COLOUR:SIZE:PIECES,...] [--required-date yyyy-MM-dd] [--remark TEXT]
      get-order ORDER_NO
      missed  [--after SEQUENCE]
      receive [--port 8090] [--after SEQUENCE] [--count N]
    Settings: WEFT_HUB, WEFT_APP_KEY, WEFT_APP_SECRET, WEFT_CALLBACK_SECRET, or --demo FILE.
    """;
string[] optionNames =
    ["demo", "tenant", "external-order-no", "style-no", "style-name", "quantity", "items", "required-date", "remark", "after", "port", "count"];

Console.OutputEncoding = new UTF8Encoding(false); // Chinese text, also where the console's own encoding is another.

var options = new Dictionary<string, string>();
var words = new List<string>();
try
{
    for (var i = 0; i < args.Length; i++)
    {
        if (!args[i].StartsWith("--", StringComparison.Ordinal))
        {
            words.Add(args[i]);
        }
        else if (optionNames.Contains(args[i][2..]) && i + 1 < args.Length)
        {
            options[args[i][2..]] = args[++i];
        }
        else
        {
            throw new UsageException(Usage);
        }
    }

    switch (words.FirstOrDefault())
    {
        case "place-order":
            await PlaceOrderAsync();
            break;
        case "get-order":
            using (var hub = OpenHub())
            {
                Print(await hub.GetOrderAsync(Word(1)));
            }

            break;
        case "missed":
            await MissedAsync(WholeNumber("after", 0));
            break;
        case "receive":
            await ReceiveAsync();
            break;
        case "sign": // for comparing your own signature with this one
            using (var hub = OpenHub())
            {
                Console.WriteLine(hub.Sign(Word(1), Encoding.UTF8.GetBytes(Word(2))));
            }

            break;
        default:
            throw new UsageException(Usage);
    }

    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (Exception e) when (e is HubException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

async Task PlaceOrderAsync()
{
    var order = OrderFromOptions();
    using var hub = OpenHub();
    try
    {
        Print(await hub.PlaceOrderAsync(order));
    }
    catch (HubUnavailableException e)
    {
        throw new HubException($"{e.Message}\nRepeat it with --external-order-no {order.ExternalOrderNo}: that makes no second order.");
    }
}

async Task MissedAsync(long after)
{
    using var hub = OpenHub();
    bool more;
    do
    {
        var page = await hub.EventsAfterAsync(after);
        var events = page.GetProperty("events").Deserialize<WeftEvent[]>(WeftHub.Json) ?? [];
        foreach (var each in events)
        {
            if (each.Sequence != after + 1)
            {
                Console.Error.WriteLine($"gap: seq {after + 1} to {each.Sequence - 1} are not kept any more");
            }

            after = each.Sequence ?? after;
            Console.WriteLine(each.Line("missed"));
        }

        more = page.GetProperty("hasMore").GetBoolean() && events.Length > 0;
    }
    while (more);
    Console.Error.WriteLine($"complete to seq={after}");
}

async Task ReceiveAsync()
{
    var secret = Required(ReadSettings().CallbackSecret, "WEFT_CALLBACK_SECRET");
    var inbox = new Inbox(WholeNumber("after", 0));
    var receiver = new WebhookReceiver(secret, inbox, received => Console.WriteLine(received.Line("verified")));
    await receiver.RunAsync(WholeNumber("port", 8090), options.ContainsKey("count") ? WholeNumber("count", 0) : null);
    Console.Error.WriteLine($"complete to seq={inbox.CompleteTo}");
}

Order OrderFromOptions()
{
    var items = new List<OrderItem>();
    foreach (var item in options.GetValueOrDefault("items", $"红:M:{WholeNumber("quantity", 500)}").Split(','))
    {
        if (item.Split(':') is not [var color, var size, var pieces] || !int.TryParse(pieces, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
        {
            throw new UsageException($"--items: {item} is not COLOUR:SIZE:PIECES");
        }

        items.Add(new OrderItem(color, size, quantity));
    }

    // In your ERP this is the number of your own order, stored before the call: whoever repeats the call repeats the number.
    var generated = string.Create(CultureInfo.InvariantCulture, $"EX-{DateTime.Now:yyyyMMddHHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
    return new Order(
        options.GetValueOrDefault("external-order-no", generated),
        options.GetValueOrDefault("style-no", "FZ2024001"),
        options.GetValueOrDefault("style-name"),
        WholeNumber("quantity", items.Sum(item => item.Quantity)),
        options.GetValueOrDefault("required-date"),
        options.GetValueOrDefault("remark"),
        items);
}

// The environment; or, to try things, the first order credential that `Weft.Hub demo` has left in demo.json.
Settings ReadSettings()
{
    if (!options.TryGetValue("demo", out var file))
    {
        return new Settings(
            Environment.GetEnvironmentVariable("WEFT_HUB") is { Length: > 0 } url ? url : "http://127.0.0.1:5080",
            Environment.GetEnvironmentVariable("WEFT_APP_KEY"),
            Environment.GetEnvironmentVariable("WEFT_APP_SECRET"),
            Environment.GetEnvironmentVariable("WEFT_CALLBACK_SECRET"));
    }

    var tenantCode = options.GetValueOrDefault("tenant", "huafeng");
    using var demo = JsonDocument.Parse(File.ReadAllText(file));
    foreach (var tenant in demo.RootElement.GetProperty("tenants").EnumerateArray().Where(tenant => Text(tenant, "tenantCode") == tenantCode))
    {
        foreach (var app in tenant.GetProperty("apps").EnumerateArray().Where(app => Text(app, "appType") == "ORDER_SYNC"))
        {
            return new Settings(Text(demo.RootElement, "hub")!, Text(app, "appKey"), Text(app, "appSecret"), Text(app, "callbackSecret"));
        }
    }

    throw new UsageException($"{file} has no ORDER_SYNC credential of tenant {tenantCode}");
}

WeftHub OpenHub()
{
    var settings = ReadSettings();
    return new WeftHub(settings.Hub, Required(settings.AppKey, "WEFT_APP_KEY"), Required(settings.AppSecret, "WEFT_APP_SECRET"));
}

int WholeNumber(string name, int otherwise) =>
    !options.TryGetValue(name, out var text) ? otherwise
    : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
    : throw new UsageException($"--{name}: {text} is not a whole number");

string Word(int index) => index < words.Count ? words[index] : throw new UsageException(Usage);

static string Required(string? value, string variable) =>
    !string.IsNullOrEmpty(value) ? value : throw new UsageException($"{variable} is not set (or use --demo data/demo.json)");

static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

static void Print(JsonElement data) => Console.WriteLine(JsonSerializer.Serialize(data, WeftHub.Json));

internal sealed record Settings(string Hub, string? AppKey, string? AppSecret, string? CallbackSecret);

internal sealed class UsageException(string message) : Exception(message);
