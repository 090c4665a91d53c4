using System.Text.Json.Nodes;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>What a valid request holds, by the name of the field: descriptors are filled from it. Functions whose requests name what others made bring that with them.</summary>
internal static class Samples
{
    public static readonly JsonObject Rfq = new()
    {
        ["docNo"] = "Q1", ["dateDeliveryTo"] = "2026-03-01", ["rfqTopic_Name"] = "面料询价", ["name"] = "春季面料",
        ["lineList"] = new JsonArray(new JsonObject { ["product_Text"] = "FAB-1042", ["qty"] = "100" }),
    };

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["docNo"] = "DOC-1", ["org_Text"] = "HD01", ["warehouse_Text"] = "FB01", ["locator_Text"] = "F-02-01", ["product_Value"] = "FAB-1042", ["product_Text"] = "FAB-1042",
        ["product_Name"] = "", ["priceList_Text"] = "", ["shipper_Text"] = "顺丰", ["salesOpportunity_Text"] = "OPP-1", ["rfqTopic_Name"] = "面料询价", ["currency_Text"] = "CNY",
        ["bankAccount_Text"] = "ICBC", ["tax_Text"] = "VAT13", ["uom_Name"] = "米", ["isPrepayment"] = "Y", ["settlementRate"] = "1.5", ["lineId"] = "1", ["lot"] = "", ["dateProduction"] = "",
        ["invStatus_Text"] = "正常", ["invStatus_Name"] = "正常", ["location_Text"] = "", ["billLocation_Text"] = "", ["bpartner_Name"] = "", ["billpartner_Value"] = "", ["billpartner_Name"] = "",
        ["adjustQuantity"] = "1", ["warehouseTo_Text"] = "FB01", ["locatorTo_Text"] = "F-02-09", ["shipperTo_Text"] = "顺丰", ["lotTo"] = "", ["dateProductionTo"] = "", ["attrList"] = "", ["docNoOrder"] = "{order}", ["line"] = "10",
    };

    /// <summary>Texts that name something of the hub's: a name that nothing has is refused.</summary>
    public static readonly string[] References =
    [
        "org_Text", "doctype_Name", "warehouse_Text", "locator_Text", "product_Value", "product_Name", "product_Text", "bpartner_Value", "bpartner_Name", "billpartner_Value", "billpartner_Name",
        "warehouseTo_Text", "locatorTo_Text", "shipperTo_Text", "location_Text", "priceList_Text", "shipper_Text", "salesOpportunity_Text", "rfqTopic_Name", "currency_Text", "bankAccount_Text", "tax_Text", "uom_Name", "invStatus_Text", "invStatus_Name",
        "returnType_Text", "tradeTerms_Text", "deliveryViaRule_Text", "quoteType_Text", "isFixedRate", "isPrepayment", "isQuoteAllQty_Text", "lineIsActive", "lineQtyIsActive", "isPurchaseQty", "docNoOrder",
    ];

    /// <summary>Required by their notes rather than by their column.</summary>
    public static readonly Dictionary<string, string> NeededToo = new(StringComparer.Ordinal)
    {
        ["bpartner_Value"] = "业务伙伴的编码", ["product_Value"] = "产品的编码", ["movementQty"] = "交付数量",
    };

    /// <summary>Whom a function's documents are with.</summary>
    public static string PartnerOf(string number) => number switch
    {
        "010" or "020" or "280" => "S01",
        "180" or "190" or "200" => "ZB01",
        _ => "K01",
    };

    /// <summary>A value for the field; "" leaves it out.</summary>
    public static string Value(string number, string name, bool isNegative) => name switch
    {
        "docNo" when number == "280" => "{rfq}",
        "location_Text" when number is "030" or "040" or "050" or "060" => "门店一",
        "qty" when number == "280" => "",
        "product_Value" or "product_Name" when number == "280" => "",
        "bpartner_Value" => PartnerOf(number),
        "qty" => isNegative ? "-1" : "1",
        _ => ByName.GetValueOrDefault(name, "?"),
    };
}
