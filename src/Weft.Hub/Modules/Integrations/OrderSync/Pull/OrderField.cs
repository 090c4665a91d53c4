namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>How a customer's value has to be read to fit a field of ours.</summary>
internal enum OrderFieldKind
{
    Text,
    Whole,
    Day,
    Texts,
    Lines,
}

/// <summary>A field of orders/create that a customer's field can be taken for, and what others call it.</summary>
/// <param name="Name">Our name.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="Must">Without it there is no order.</param>
/// <param name="Names">Lower case, without separators; the likeliest first.</param>
internal sealed record OrderField(string Name, OrderFieldKind Kind, bool Must, params IReadOnlyList<string> Names)
{
    /// <summary>
    /// In the order in which they choose: what is found first is taken. factoryId is ours alone, and a customer's field of that name means another factory: it has no names.
    /// </summary>
    public static readonly IReadOnlyList<OrderField> All =
    [
        new("externalOrderNo", OrderFieldKind.Text, true, "externalorderno", "orderno", "ordernumber", "ordercode", "pono", "ponumber", "billno", "docno", "orderid", "外部订单号", "订单号",
            "订单编号", "单号", "code", "no", "number", "id"),
        new("styleNo", OrderFieldKind.Text, true, "styleno", "stylecode", "stylenumber", "styleid", "style", "productno", "productcode", "itemno", "itemcode", "goodsno", "articleno", "sku", "款号", "货号"),
        new("styleName", OrderFieldKind.Text, false, "stylename", "productname", "goodsname", "itemname", "款名", "品名", "名称", "name"),
        new("quantity", OrderFieldKind.Whole, true, "quantity", "qty", "orderquantity", "orderqty", "totalquantity", "totalqty", "count", "pieces", "num", "数量", "订单数量", "总数量"),
        new("requiredDate", OrderFieldKind.Day, false, "requireddate", "expectedshipdate", "deliverydate", "duedate", "shipdate", "needdate", "deadline", "交期", "交货日期", "交货期"),
        new("items", OrderFieldKind.Lines, false, "items", "lines", "details", "orderlines", "orderdetails", "detaillist", "skus", "skulist", "明细"),
        new("colors", OrderFieldKind.Texts, false, "colors", "color", "colours", "colour", "颜色"),
        new("sizes", OrderFieldKind.Texts, false, "sizes", "size", "sizerange", "尺码"),
        new("company", OrderFieldKind.Text, false, "company", "companyname", "customername", "customer", "brand", "公司", "客户"),
        new("productCategory", OrderFieldKind.Text, false, "productcategory", "category", "categoryname", "品类"),
        new("merchandiser", OrderFieldKind.Text, false, "merchandiser", "follower", "跟单员"),
        new("patternMaker", OrderFieldKind.Text, false, "patternmaker", "纸样师"),
        new("factoryName", OrderFieldKind.Text, false, "factoryname", "factory", "suppliername", "加工厂", "工厂"),
        new("factoryId", OrderFieldKind.Whole, false),
        new("plannedStartDate", OrderFieldKind.Day, false, "plannedstartdate", "startdate", "planstart", "计划开始"),
        new("plannedEndDate", OrderFieldKind.Day, false, "plannedenddate", "enddate", "planend", "计划完成"),
        new("remark", OrderFieldKind.Text, false, "remark", "remarks", "memo", "note", "comment", "备注"),
    ];
}
