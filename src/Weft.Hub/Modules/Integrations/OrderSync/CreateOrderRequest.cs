using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>What a customer orders (openapi-gateway 6.1). Dates are yyyy-MM-dd.</summary>
internal sealed record CreateOrderRequest
{
    // Nulls are left out, so that a field added later does not change the hash of what was stored before.
    private static readonly JsonSerializerOptions Canonical = new(EnvelopeWriter.Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The customer's own number, 1 to 64 characters; the idempotency key.</summary>
    public required string ExternalOrderNo { get; init; }

    /// <summary>1 to 64 characters; linked when the tenant has such a style.</summary>
    public required string StyleNo { get; init; }

    /// <summary>At most 128 characters; used while the style is unknown.</summary>
    public string? StyleName { get; init; }

    /// <summary>1 to 1,000,000.</summary>
    public required int Quantity { get; init; }

    /// <summary>At most 50, each 1 to 32 characters, distinct.</summary>
    public IReadOnlyList<string>? Colors { get; init; }

    /// <summary>At most 50, each 1 to 16 characters, distinct, without commas.</summary>
    public IReadOnlyList<string>? Sizes { get; init; }

    /// <summary>Today or later in the tenant's zone.</summary>
    public DateOnly? RequiredDate { get; init; }

    /// <summary>An active factory of the tenant.</summary>
    public long? FactoryId { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Remark { get; init; }

    /// <summary>At most 500 lines, pairs distinct, their sum is the quantity; colours and sizes may be left out then.</summary>
    public IReadOnlyList<OrderLineInput>? Items { get; init; }
    public string? Company { get; init; }
    public string? Merchandiser { get; init; }
    public string? PatternMaker { get; init; }
    public string? ProductCategory { get; init; }

    /// <summary>Used when there is no factoryId: an active factory's exact name, else kept as text.</summary>
    public string? FactoryName { get; init; }
    public DateOnly? PlannedStartDate { get; init; }
    public DateOnly? PlannedEndDate { get; init; }

    /// <summary>At most 100; processes that are not named keep the style's price.</summary>
    public IReadOnlyList<ProcessPrice>? ProcessUnitPrices { get; init; }

    /// <summary>Reads and checks every field; errors and unknown fields stay in <paramref name="fields"/>.</summary>
    public static CreateOrderRequest Read(Fields fields)
    {
        var items = ProductionFields.Lines(fields, "items");
        var request = new CreateOrderRequest
        {
            ExternalOrderNo = fields.Text("externalOrderNo", 64, required: true) ?? "",
            StyleNo = fields.Text("styleNo", 64, required: true) ?? "",
            StyleName = fields.Text("styleName", 128),
            Quantity = (int)(fields.Integer("quantity", 1, 1_000_000, required: true) ?? 0),
            Colors = Some(fields.Texts("colors", 50, 32)),
            Sizes = Some(fields.Texts("sizes", 50, 16, noComma: true)),
            RequiredDate = Either(fields, "requiredDate", "expectedShipDate", name => fields.Date(name)),
            FactoryId = fields.Integer("factoryId", min: 1),
            Remark = Either(fields, "remark", "remarks", name => fields.Text(name, 500, min: 0, multiline: true)),
            Items = items,
            Company = fields.Text("company", 64),
            Merchandiser = fields.Text("merchandiser", 64),
            PatternMaker = fields.Text("patternMaker", 64),
            ProductCategory = fields.Text("productCategory", 64),
            FactoryName = fields.Text("factoryName", 100),
            PlannedStartDate = fields.Date("plannedStartDate"),
            PlannedEndDate = fields.Date("plannedEndDate"),
            ProcessUnitPrices = Some(fields.Items("processUnitPrices", 100, ReadPrice)),
        };
        if (request.PlannedStartDate > request.PlannedEndDate)
        {
            fields.Fail("plannedEndDate", "不能早于 plannedStartDate");
        }
        if (items is not null && fields.Rejected is null)
        {
            request.CheckItems(fields, items);
        }
        return request;
    }

    /// <summary>Equal for two requests with the same known fields, however they were written (openapi-gateway 6.1, idempotency).</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, Canonical)));

    /// <summary>The command; the only copy of each field.</summary>
    public PlaceOrderCommand Command(SignedCall call, string hash) => new()
    {
        Origin = new OrderOrigin(call.Credential.Id, call.Credential.Marker),
        Time = call.Time,
        ExternalOrderNo = ExternalOrderNo,
        ContentHash = hash,
        StyleNo = StyleNo,
        StyleName = StyleName,
        Quantity = Quantity,
        Colors = Colors ?? [],
        Sizes = Sizes ?? [],
        Lines = Items ?? [],
        ExpectedShipDate = RequiredDate,
        PlannedStartDate = PlannedStartDate,
        PlannedEndDate = PlannedEndDate,
        FactoryId = FactoryId,
        FactoryName = FactoryName,
        ProductCategory = ProductCategory,
        Company = Company,
        Merchandiser = Merchandiser,
        PatternMaker = PatternMaker,
        Remarks = Remark,
        ProcessPrices = ProcessUnitPrices ?? [],
    };

    private void CheckItems(Fields fields, IReadOnlyList<OrderLineInput> items)
    {
        if (items.Sum(i => (long)i.Quantity) is var sum && sum != Quantity)
        {
            fields.Fail("items", $"数量合计 {sum} 与 quantity {Quantity} 不一致");
        }
        if (Colors is not null && !Colors.ToHashSet(StringComparer.Ordinal).SetEquals(items.Select(i => i.Color)))
        {
            fields.Fail("colors", "与 items 中的颜色不一致");
        }
        if (Sizes is not null && !Sizes.ToHashSet(StringComparer.Ordinal).SetEquals(items.Select(i => i.Size)))
        {
            fields.Fail("sizes", "与 items 中的尺码不一致");
        }
    }

    private static ProcessPrice ReadPrice(Fields fields, int index)
    {
        var (name, code) = (fields.Text("processName", 64), fields.Text("processCode", 32));
        if (name is null && code is null)
        {
            fields.Fail("processName", "processName 与 processCode 至少填写一个");
        }
        return new ProcessPrice(name, code, fields.Number("unitPrice", 4, required: true) ?? 0);
    }

    /// <summary>A field and its alias (openapi-gateway 6.1): both may be given when they say the same.</summary>
    private static T? Either<T>(Fields fields, string name, string alias, Func<string, T?> read)
    {
        var (value, other) = (read(name), read(alias));
        if (value is not null && other is not null && !value.Equals(other))
        {
            fields.Fail(alias, $"与 {name} 不一致");
        }
        return value is null ? other : value;
    }

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T>? list) => list is { Count: > 0 } ? list : null;
}
