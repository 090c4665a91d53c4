using System.Collections.Frozen;

namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>What messages call the fields (scm-partner-api 9.3, 13.3); the same name has the same label in every function.</summary>
internal static class FieldLabels
{
    /// <summary>Of "{object}不存在或没有访问权限": what is not found is the thing, not its field.</summary>
    private static readonly FrozenDictionary<string, string> Objects = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["product_Value"] = "产品", ["product_Name"] = "产品", ["bpartner_Value"] = "业务伙伴", ["bpartner_Name"] = "业务伙伴", ["billpartner_Value"] = "开票业务伙伴",
        ["billpartner_Name"] = "开票业务伙伴", ["documentNo"] = "单据", ["docNoOrder"] = "采购订单", ["warehouse_Value"] = "仓库", ["org_Value"] = "组织", ["locator_Value"] = "库位",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["docNo"] = "外部系统的单据号", ["org_Text"] = "上传组织", ["doctype_Name"] = "单据类型", ["warehouse_Text"] = "仓库", ["lineList"] = "单据行列表",
        ["locator_Text"] = "库位", ["product_Text"] = "产品", ["lot"] = "批号", ["dateProduction"] = "生产日期", ["invStatus_Text"] = "库存状态",
        ["adjustQuantity"] = "调整数量", ["requestId"] = "请求ID", ["requestTime"] = "请求时间", ["docList"] = "单据列表", ["targetRequestId"] = "目标请求ID",
        ["description"] = "单据的附注", ["lineId"] = "外部系统的行号", ["lineDescription"] = "单据行的附注", ["product_Value"] = "产品的编码", ["product_Name"] = "产品的名称",
        ["bpartner_Value"] = "业务伙伴的编码", ["bpartner_Name"] = "业务伙伴的名称", ["qty"] = "数量", ["dateOrdered"] = "订单日期", ["priceList_Text"] = "价格表",
        ["settlementRate"] = "结算汇率", ["location_Text"] = "收货地址", ["uom_Name"] = "计量单位", ["tax_Text"] = "税率", ["price"] = "单价",
        ["shipper_Text"] = "物流公司", ["isFixedRate"] = "固定汇率", ["invStatus_Name"] = "库存状态", ["country_Name"] = "国家", ["region_Name"] = "省份",
        ["city_Name"] = "城市", ["address1"] = "地址1", ["address2"] = "地址2", ["contact_Name"] = "联系人", ["phone"] = "电话",
        ["postal"] = "邮编", ["movementDate"] = "交付日期", ["movementDate_to"] = "交付日期To", ["dateAcct"] = "记账日期", ["documentNo"] = "单据号",
        ["billpartner_Value"] = "开票业务伙伴的编码", ["billpartner_Name"] = "开票业务伙伴的名称", ["deliveryViaRule_Text"] = "交付方式", ["dateDeliveryTo"] = "要求交付日期", ["org_Value"] = "组织的编码",
        ["org_Name"] = "组织的名称", ["dateReturn"] = "退货日期", ["returnType_Text"] = "退货类型", ["billLocation_Text"] = "开票地址", ["movementQty"] = "交付数量",
        ["line"] = "行号", ["currency_Text"] = "币种", ["dateReceived"] = "移入日期", ["attrList"] = "产品属性列表", ["dateReceipt"] = "入库日期",
        ["attrDescription"] = "产品属性的附注", ["poReference"] = "外部单据号", ["warehouse_Value"] = "仓库的编码", ["warehouse_Name"] = "仓库的名称", ["dateConfirmed"] = "确认日期",
        ["confirmedQty"] = "确认数量", ["isPrepayment"] = "预付标识", ["bankTrnNo"] = "银行交易号", ["dateTrx"] = "交易日期", ["dateActualPay"] = "实际付款日期",
        ["bankAccount_Text"] = "银行账户", ["customerAccountNo"] = "对方账号", ["customerBankName"] = "对方银行", ["payAmt"] = "金额", ["shipDate"] = "出库日期",
        ["warehouseTo_Text"] = "目标仓库", ["shipperTo_Text"] = "目标仓库物流公司", ["locatorTo_Text"] = "目标库位", ["dateDoc"] = "单据日期", ["warehouse_ReferenceNo"] = "仓库的参考号",
        ["productCategoryL1_Value"] = "产品大类的编码", ["productCategoryL1_Name"] = "产品大类的名称", ["bpartner_IsActive"] = "业务伙伴有效", ["bpGroup_Name"] = "业务伙伴组", ["location_IsActive"] = "地址有效",
        ["lineIsActive"] = "行有效", ["salesOpportunity_Text"] = "销售机会", ["tradeTerms_Text"] = "贸易条款", ["docNoOrder"] = "采购订单号", ["attrMovementQty"] = "产品属性级别的数量",
        ["confirmType_Text"] = "确认类型", ["datePlanPay"] = "计划付款日期", ["warehouseTo_Value"] = "目标仓库的编码", ["warehouseTo_Name"] = "目标仓库的名称", ["warehouseTo_ReferenceNo"] = "目标仓库的参考号",
        ["lotTo"] = "新批号", ["dateProductionTo"] = "新生产日期", ["invStatusTo_Name"] = "新库存状态", ["descriptionTo"] = "移入附注", ["qtyReceipt"] = "移入数量",
        ["lineDescriptionTo"] = "移入行的附注", ["locator_Value"] = "库位的编码", ["locator_Name"] = "库位的名称", ["rfqTopic_Name"] = "询价主题", ["name"] = "名称",
        ["quoteType_Text"] = "报价方式", ["isQuoteAllQty_Text"] = "整单报价", ["lineQtyIsActive"] = "行数量有效", ["benchmarkPrice"] = "基准单价", ["isPurchaseQty"] = "采购数量标识",
        ["documentNo_Order"] = "订单的单据号", ["poReference_Order"] = "订单的外部单据号", ["rpt010_GroupLevel"] = "汇总级别", ["productCategory_Value"] = "产品分类的编码", ["productCategory_Name"] = "产品分类的名称",
        ["dateProduction_to"] = "生产日期To", ["guaranteeDate"] = "有效期", ["guaranteeDate_to"] = "有效期To", ["validityStatus_Name"] = "效期状态", ["product_IsActive"] = "产品有效",
        ["productType_Name"] = "产品类型", ["discontinued"] = "停用", ["isStocked"] = "库存管理", ["isPurchased"] = "可采购", ["isSold"] = "可销售",
        ["stockType_Name"] = "库存类型", ["isBom"] = "物料清单", ["isPurchasedDealer"] = "开放销售", ["qtyCount"] = "盘点数量", ["reponseIsActive"] = "响应有效",
        ["datePromised"] = "承诺交付日期",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string name) => All.GetValueOrDefault(name, name);

    public static string ObjectOf(string name) => Objects.GetValueOrDefault(name) ?? Of(name);
}
