using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof.Fuzz;

/// <summary>The second family: rightly signed, wrong inside.</summary>
internal sealed class FieldFuzz(ProofRun run, HubProcess hub, Credential credential)
{
    // Stands for bytes that are no UTF-8.
    private const char Broken = '\ue000';

    private static readonly string[] Names =
    [
        "externalOrderNo", "styleNo", "styleName", "quantity", "colors", "sizes", "requiredDate", "factoryId", "remark", "items", "company", "merchandiser", "patternMaker",
        "productCategory", "factoryName", "plannedStartDate", "plannedEndDate", "processUnitPrices", "expectedShipDate", "remarks", "unknown", "__proto__", "",
    ];

    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "1.5", "500.0", "1e2", "1e400", "-1e400", "0.00001", "1000000", "1000001", "2147483648", "9223372036854775808", "99999999999999999999999999",
        "01", "+1", "NaN", "Infinity", "0x10", "", " ", "undefined", "'x'", "\"unterminated", "\"\\x\"", "\"\\u12\"",
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\nb\"", "\"\\t\"", "\"\\u007f\"", "\"\\u0085\"", "\"\\ufeff\"", "\"\\uffff\"", "\"\\u202e\"",
        "\"👗\"", "\"<script>alert(1)</script>\"", "\"'; drop table orders; --\"", "\"{{7*7}}\"", "\"=1+1\"", "\"%s%n\"", $"\"{Broken}\"", "\"a\tb\"",
        "\"2026-02-30\"", "\"0000-00-00\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2000-01-01\"", "\"2999-01-01\"", "\"2999-1-1\"", "\"29990101\"", "\"2999-01-01T00:00:00Z\"", "\"tomorrow\"",
        "\"1\"", "\"500\"", "[]", "[[]]", "[1]", "[null]", "[\"\"]", "[\"S\"]", "[\"S\",\"S\"]", "[\"S,M\"]", "[\"红\",\"蓝\"]", "{}", "{\"a\":1}", "[{}]", "[{\"a\":1}]",
        "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":500}]", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":0}]", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":-1},{\"color\":\"红\",\"size\":\"M\",\"quantity\":501}]",
        "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":250},{\"color\":\"红\",\"size\":\"S\",\"quantity\":250}]", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":2147483647},{\"color\":\"蓝\",\"size\":\"S\",\"quantity\":2147483647}]",
        "[{\"color\":\"绿\",\"size\":\"S\",\"quantity\":500}]", "[{\"color\":\"红\",\"size\":\"S\",\"quantity\":250},{\"color\":\"蓝\",\"size\":\"S\",\"quantity\":250}]", "[{\"color\":\"红\",\"size\":\"S\"}]",
        "[{\"processName\":\"车缝\",\"processCode\":\"P1\",\"unitPrice\":1.2345}]", "[{\"processName\":\"车缝\",\"unitPrice\":1.23456}]", "[{\"processName\":\"车缝\",\"unitPrice\":-1}]", "[{\"processName\":\"车缝\",\"unitPrice\":1e30}]",
        "[{\"processName\":\"\",\"unitPrice\":1}]",
    ];

    private readonly SignedClient client = credential.Client(hub);
    private int sent;
    private int accepted;

    public Tally Tally { get; } = new();

    public int Sent => sent;

    public int Accepted => accepted;

    public async Task RunAsync(int count, int callers) =>
        await Together.RunAsync(callers, [.. Enumerable.Range(0, count)], async (number, _) => await OneAsync(1_000_000 + number));

    private async Task OneAsync(int number)
    {
        var (text, isWhole) = Make(run.Dice(number), number);
        var body = Bytes(text);
        Interlocked.Increment(ref sent);
        var answer = await client.PostAsync(Orders.CreatePath, body);
        Tally.Add(answer);
        var status = (int)answer.Status;
        run.Expect(status is 200 or 400, $"content {number} was answered {status} {answer.Text}\n        {Shown(text)}");
        if (status != 200)
        {
            return;
        }
        if (!answer.Data.GetProperty("duplicated").GetBoolean())
        {
            Interlocked.Increment(ref accepted);
        }
        var fault = isWhole ? OrderRules.FaultOf(body) : null;
        run.Expect(fault is null, $"content {number} became an order although {fault}\n        {Shown(text)}");
        await ReadBackAsync(number, answer.Data.GetProperty("orderNo").GetString()!, text);
    }

    /// <summary>Whatever was sent: what is stored keeps the rules.</summary>
    private async Task ReadBackAsync(int number, string orderNo, string text)
    {
        var read = await client.GetAsync("/openapi/v1/orders/" + orderNo);
        if ((int)read.Status != 200)
        {
            run.Fail($"content {number} became {orderNo}, which answers {(int)read.Status} {read.Text}\n        {Shown(text)}");
            return;
        }
        var fault = OrderRules.FaultOfStored(read.Data);
        run.Expect(fault is null, $"content {number} is stored as {orderNo} although {fault}: {read.Text}\n        {Shown(text)}");
    }

    /// <summary>An order with one to three odd fields. Not whole: a name stands there twice or the text is broken, so that only the stored order is judged.</summary>
    private static (string Text, bool IsWhole) Make(Dice dice, int number)
    {
        if (dice.OneIn(12))
        {
            return (Broke(dice, number), false);
        }
        List<(string Name, string Value)> fields =
        [
            ("externalOrderNo", $"\"field-{number}\""), ("styleNo", "\"FZ2024001\""), ("quantity", "500"), ("colors", "[\"红\",\"蓝\"]"), ("sizes", "[\"S\",\"M\"]"), ("requiredDate", "\"2999-01-01\""),
        ];
        for (var changes = dice.Between(1, 3); changes > 0; changes--)
        {
            var name = dice.Of(Names);
            var value = dice.OneIn(4) ? Long(dice) : dice.Of(Odd);
            switch (dice.Below(10))
            {
                case 0:
                    fields.RemoveAll(f => f.Name == name);
                    break;
                case 1:
                    fields.Insert(dice.Below(fields.Count + 1), (name, value));
                    break;
                default:
                    fields.RemoveAll(f => f.Name == name);
                    fields.Add((name, value));
                    break;
            }
        }
        var once = fields.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() == fields.Count;
        return ("{" + string.Join(',', fields.Select(f => $"\"{f.Name}\":{f.Value}")) + "}", once);
    }

    private static string Broke(Dice dice, int number)
    {
        var whole = Encoding.UTF8.GetString(Orders.Body($"broken-{number}"));
        return dice.Below(9) switch
        {
            0 => whole[..dice.Below(whole.Length)],
            1 => "[" + whole + "]",
            2 => string.Concat(Enumerable.Repeat("[", dice.Between(60, 20_000))),
            3 => whole.Insert(dice.Below(whole.Length), "\0"),
            4 => whole.Insert(dice.Below(whole.Length), Broken.ToString()),
            5 => dice.Of((string[])["null", "true", "1", "\"x\"", "[]", " ", "//", "{}{}", "\ufeff{}"]),
            6 => whole + dice.Of((string[])[",", "}", "x", "\0"]),
            7 => "{\"\\ud800\":1," + whole[1..],
            _ => "{" + string.Join(',', Enumerable.Range(0, dice.Between(100, 3000)).Select(i => $"\"f{i}\":{i}")) + "," + whole[1..],
        };
    }

    /// <summary>Texts and lists about as long as rules allow.</summary>
    private static string Long(Dice dice)
    {
        var length = dice.Of((int[])[15, 16, 17, 31, 32, 33, 63, 64, 65, 99, 100, 101, 127, 128, 129, 499, 500, 501, 5_000]);
        var items = dice.Of((int[])[49, 50, 51, 99, 100, 101, 499, 500, 501]);
        return dice.Below(5) switch
        {
            0 => $"\"{new string('x', length)}\"",
            1 => $"\"{new string('织', length)}\"",
            2 => "[" + string.Join(',', Enumerable.Range(0, items).Select(i => $"\"v{i}\"")) + "]",
            3 => $"[\"{new string('c', length)}\"]",
            _ => "[" + string.Join(',', Enumerable.Range(0, items).Select(i => $"{{\"color\":\"c{i}\",\"size\":\"S\",\"quantity\":1}}")) + "]",
        };
    }

    private static byte[] Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace(Broken, '\u0007'));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = bytes[i] == 7 ? (byte)0xC0 : bytes[i];
        }
        return bytes;
    }

    private static string Shown(string text) => text.Length > 600 ? text[..600] + "…" : text;
}

/// <summary>openapi-gateway 6.1 once more, written from its table and not from the Hub's code.</summary>
internal static class OrderRules
{
    /// <summary>Why this content is certainly no order; null when it is one, or when the table leaves it open.</summary>
    public static string? FaultOf(byte[] body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return "it is no JSON";
        }
        using (document)
        {
            try
            {
                return FaultOf(document.RootElement);
            }
            catch (InvalidOperationException)
            {
                return "a text is no Unicode";
            }
        }
    }

    private static string? FaultOf(JsonElement order) =>
        order.ValueKind != JsonValueKind.Object ? "it is no object"
            : Texts(order) ?? Quantity(order) ?? List(order, "colors", 32, false) ?? List(order, "sizes", 16, true) ?? Dates(order) ?? Items(order);

    /// <summary>Why what is stored breaks a rule.</summary>
    public static string? FaultOfStored(JsonElement order)
    {
        var quantity = order.GetProperty("orderQuantity").GetInt64();
        return quantity is < 1 or > 1_000_000 ? $"its quantity is {quantity}"
            : Text(order, "externalOrderNo", 64, required: true) ?? Text(order, "styleNo", 64, required: true) ?? List(order, "colors", 32, false) ?? List(order, "sizes", 16, true);
    }

    private static string? Texts(JsonElement order) =>
        Text(order, "externalOrderNo", 64, required: true) ?? Text(order, "styleNo", 64, required: true) ?? Text(order, "styleName", 128) ?? Text(order, "remark", 500) ?? Text(order, "remarks", 500)
        ?? Text(order, "company", 64) ?? Text(order, "merchandiser", 64) ?? Text(order, "patternMaker", 64) ?? Text(order, "productCategory", 64) ?? Text(order, "factoryName", 100);

    private static string? Text(JsonElement order, string name, int max, bool required = false)
    {
        if (!order.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return required ? $"{name} is missing" : null;
        }
        if (value.ValueKind != JsonValueKind.String)
        {
            return $"{name} is no text";
        }
        var text = value.GetString()!;
        return text.Length > max ? $"{name} has {text.Length} characters"
            : required && text.Length == 0 ? $"{name} is empty"
            : name == "externalOrderNo" && text.Any(char.IsControl) ? $"{name} has a control character" : null;
    }

    private static string? Quantity(JsonElement order) =>
        !order.TryGetProperty("quantity", out var value) || value.ValueKind == JsonValueKind.Null ? "quantity is missing"
        : value.ValueKind != JsonValueKind.Number ? "quantity is no number"
        : !value.TryGetDecimal(out var number) || number is < 1 or > 1_000_000 || number != decimal.Truncate(number) ? $"quantity is {value.GetRawText()}" : null;

    private static string? List(JsonElement order, string name, int max, bool noComma)
    {
        if (!order.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > 50 || list.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.String))
        {
            return $"{name} is no list of at most 50 texts";
        }
        var texts = list.EnumerateArray().Select(i => i.GetString()!).ToList();
        return texts.Any(t => t.Length < 1 || t.Length > max || (noComma && t.Contains(',', StringComparison.Ordinal))) ? $"{name} holds a wrong text"
            : texts.Distinct(StringComparer.Ordinal).Count() != texts.Count ? $"{name} says one thing twice" : null;
    }

    private static string? Dates(JsonElement order)
    {
        foreach (var name in (string[])["requiredDate", "expectedShipDate", "plannedStartDate", "plannedEndDate"])
        {
            if (order.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
                && (value.ValueKind != JsonValueKind.String || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var day)
                    || (name is "requiredDate" or "expectedShipDate" && day.Year < 2026)))
            {
                return $"{name} is {value.GetRawText()}";
            }
        }
        return null;
    }

    private static string? Items(JsonElement order)
    {
        if (!order.TryGetProperty("items", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > 500)
        {
            return "items is no list of at most 500";
        }
        decimal sum = 0;
        var pairs = new HashSet<(string, string)>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("quantity", out var quantity) || !item.TryGetProperty("color", out var color) || !item.TryGetProperty("size", out var size)
                || quantity.ValueKind != JsonValueKind.Number || !quantity.TryGetDecimal(out var number) || number < 1)
            {
                return "an item is incomplete or has no quantity";
            }
            if (!pairs.Add((color.GetRawText(), size.GetRawText())))
            {
                return "two items have the same colour and size";
            }
            sum += number;
        }
        return list.GetArrayLength() > 0 && sum != order.GetProperty("quantity").GetDecimal() ? $"its items make {sum}" : null;
    }
}
