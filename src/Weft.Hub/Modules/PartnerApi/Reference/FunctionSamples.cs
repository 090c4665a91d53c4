using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Hub.Modules.PartnerApi.Functions;

namespace Weft.Hub.Modules.PartnerApi.Reference;

/// <summary>
/// A request and its answer for each function, made from the descriptors and from what a field of that name usually holds. Each is sent by a test, which first makes the
/// documents that they name.
/// </summary>
internal static class FunctionSamples
{
    public const string RequestId = "20260211-WMS-000123";
    public const string Time = "2026-02-11 14:30:00";
    public const string Order = "2602PO0001";
    public const string Receipt = "2602MR0001";
    public const string Shipment = "OS20260211001";
    public const string Transfer = "2602MM0001";
    public const string Count = "2602PI0001";
    public const string Rfq = "2602RF0001";
    public const string Adjustment = "2602SA0001";

    private const string Caller = "WMS-0211-01";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["docNo"] = Caller, ["org_Text"] = "HD01", ["org_Value"] = "HD01", ["org_Name"] = "华东成衣", ["description"] = "春季补货", ["lineId"] = "1", ["line"] = "10",
        ["warehouse_Text"] = "FB01", ["warehouse_Value"] = "FB01", ["warehouse_Name"] = "面料一仓", ["warehouseTo_Text"] = "FB01", ["warehouseTo_Value"] = "FB01",
        ["warehouseTo_Name"] = "面料一仓", ["locator_Text"] = "F-02-01", ["locator_Value"] = "F-02-01", ["locator_Name"] = "面料A区", ["locatorTo_Text"] = "F-02-09",
        ["locatorTo_Value"] = "F-02-09", ["locatorTo_Name"] = "面料B区", ["product_Value"] = "FAB-1042", ["product_Text"] = "FAB-1042", ["product_Name"] = "32支精梳棉布",
        ["value"] = "FAB-1042", ["uom_Name"] = "米", ["tax_Text"] = "VAT13", ["currency_Text"] = "CNY", ["currency_Name"] = "CNY", ["bankAccount_Text"] = "ICBC", ["shipper_Text"] = "SF",
        ["rfqTopic_Name"] = "面料询价", ["name"] = "春季面料", ["invStatus_Text"] = "正常", ["invStatus_Name"] = "正常", ["invStatusTo_Name"] = "冻结", ["adjustQuantity"] = "500",
        ["qty"] = "100", ["price"] = "10", ["payAmt"] = "1000", ["movementQty"] = "1", ["confirmedQty"] = "1", ["qtyReceipt"] = "1", ["qtyCount"] = "10", ["qtyBook"] = "10",
        ["docNoOrder"] = Order, ["dateDeliveryTo"] = "2026-03-01", ["isPrepayment"] = "Y", ["bpartner_Name"] = "锦绣布厂", ["rpt010_GroupLevel"] = "20", ["dateConfirmed"] = "2026-02-11",
        ["dateReceived"] = "2026-02-12", ["movementDate"] = "2026-02-11", ["product_IsActive"] = "Y", ["bpartner_IsActive"] = "Y",
    };

    /// <summary>In requests these are left out, although there is a value for them: another field says the same, or they would narrow a query to nothing.</summary>
    private static readonly HashSet<string> Spare = new(StringComparer.Ordinal)
    {
        "product_Name", "bpartner_Name", "org_Name", "warehouse_Name", "warehouseTo_Name", "locator_Name", "name", "settlementRate", "billpartner_Value", "lot", "description",
    };

    public static JsonObject Request(PartnerFunction function)
    {
        var request = new JsonObject { ["requestId"] = RequestId, ["requestTime"] = Time };
        switch (function.Type)
        {
            case FunctionType.Result:
                request["targetRequestId"] = RequestId + "-1";
                break;
            case FunctionType.Query:
                foreach (var field in function.Request.Children.Where(f => f.Name is not ("requestId" or "requestTime") && (f.IsRequired || f.Name is "org_Value" or "product_IsActive" or "bpartner_IsActive")))
                {
                    request[field.Name] = ValueOf(function, field);
                }
                break;
            default:
                request["docList"] = new JsonArray(Record(function, function.Request.Child("docList")!));
                break;
        }
        return request;
    }

    /// <summary>What a request like the sample is answered with when all is well.</summary>
    public static JsonObject Answer(PartnerFunction function) => Answer(function, function.Response);

    public static string Text(JsonObject sample) => sample.ToJsonString(Readable);

    private static JsonObject Record(PartnerFunction function, FieldNode shape)
    {
        var record = new JsonObject();
        foreach (var field in shape.Children)
        {
            if (field.Type == FieldType.List)
            {
                // Rows of attributes are for products with lots; where they are needed, they hold the quantity.
                if (field.IsRequired || (field.Name != "attrList" && field.Name.Contains("line", StringComparison.OrdinalIgnoreCase)))
                {
                    record[field.Name] = new JsonArray(Record(function, field));
                }
            }
            else if (field.IsRequired || (Values.ContainsKey(field.Name) && !IsSpare(function, field.Name)) || field.Name == "bpartner_Value" || (field.Name == "location_Text" && SellsToShops(function)))
            {
                record[field.Name] = ValueOf(function, field);
            }
        }
        return record;
    }

    private static bool SellsToShops(PartnerFunction function) => function.Number is "030" or "040" or "050" or "060";

    private static bool IsSpare(PartnerFunction function, string name) => Spare.Contains(name)
        || (function.Number == "280" && (name is "product_Value" or "qty"))
        || (function.Number is "110" or "111" && name == "product_Value");

    private static string ValueOf(PartnerFunction function, FieldNode field) => (function.Number, field.Name) switch
    {
        (_, "bpartner_Value") => function.Number switch { "010" or "020" or "280" => "S01", "180" or "190" or "200" => "ZB01", _ => "K01" },
        (_, "location_Text") when SellsToShops(function) => "门店一",
        ("280", "docNo") => Rfq,
        ("290", "docNo") => Adjustment,
        ("290", "doctype_Name") => "库存调整",
        ("150", "locatorTo_Text") => "F-02-01",
        ("110", "documentNo") => Receipt,
        ("111", "documentNo") => Shipment,
        ("160" or "16A" or "16B", "documentNo") => Transfer,
        ("260", "documentNo") => Count,
        _ when field.Sign == SignRule.Negative => "-1",
        _ when field.Allowed is [var first, ..] && !field.Allowed.Contains(Values.GetValueOrDefault(field.Name, "")) => first,
        _ => Values.GetValueOrDefault(field.Name) ?? field.Type switch { FieldType.Date => "2026-02-11", FieldType.Timestamp => Time, FieldType.Number => "1", _ => "1" },
    };

    private static JsonObject Answer(PartnerFunction function, FieldNode shape)
    {
        var answer = new JsonObject();
        foreach (var field in shape.Children)
        {
            answer[field.Name] = field.Type == FieldType.List ? new JsonArray(Answer(function, field)) : Said(function, field);
        }
        return answer;
    }

    private static string Said(PartnerFunction function, FieldNode field) => field.Name switch
    {
        "requestId" => RequestId,
        "requestResult" or "docResult" or "lineResult" or "targetRequestStatus" or "targetRequestResult" => "1",
        "responseTime" => "2026-02-11 14:30:01",
        "errorMsg" or "targetRequestErrorMsg" => function.IsAsync ? Literals.Accepted : Literals.Success,
        "targetRequestId" => function.Type == FunctionType.Result ? RequestId + "-1" : RequestId,
        "docErrorMsg" or "lineErrorMsg" => "",
        "docNoHVS" => NumberOf(function.Number),
        "docStatus" => field.Allowed.Contains("CO") ? "CO" : field.Allowed.Count > 0 ? field.Allowed[0] : "CO",
        "lineNoHVS" => "10",
        "docNo" => ValueOf(function, field),
        _ when !field.IsRequired && !Values.ContainsKey(field.Name) => "",
        _ => Fitting(field, ValueOf(function, field)),
    };

    private static string Fitting(FieldNode field, string value) => field.Type == FieldType.Text && field.Length > 0 ? Literals.Cut(value, field.Length) : value;

    private static string NumberOf(string number) => Families.TradeKind.All.FirstOrDefault(k => k.Number == number) is { } kind ? $"2602{kind.Prefix}0001" : number switch
    {
        "070" => Receipt,
        "110" => Receipt + "CI01",
        "111" => Shipment + "CI01",
        "120" => "2602AP0001",
        "130" => "2602AR0001",
        "140" => Transfer,
        "150" => "2602AC0001",
        "160" or "16A" or "16B" => Transfer + "C01",
        "260" => Count,
        "280" => Rfq + "R01",
        _ => Adjustment,
    };
}
