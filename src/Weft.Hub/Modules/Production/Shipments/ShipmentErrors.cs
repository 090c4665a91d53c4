using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>Every refusal of shipping.</summary>
internal static class ShipmentErrors
{
    public static readonly Refusal NotFound = CommonErrors.NotFound with { Message = "出库单不存在" };
    public static readonly Refusal OrderNotShippable = new("STATE", RefusalKind.State, "订单{0}，不能出库；只有生产中和已完成的订单可以出库");
    public static readonly Refusal MoreThanWarehoused =
        new("STATE", RefusalKind.State, "颜色“{0}”尺码“{1}”：合格入库 {2} 件，已出库 {3} 件，最多再出库 {4} 件，本次 {5} 件");
    public static readonly Refusal AlreadyReversed = new("STATE", RefusalKind.State, "出库单 {0} 已冲销，不能再{1}");
    public static readonly Refusal IsReversal = new("STATE", RefusalKind.State, "{0} 是冲销单，不能再{1}");
    public static readonly Refusal StatementSettled = new("STATE", RefusalKind.State, "对账单 {0} {1}，不能冲销出库；请先退回对账单");
    public static readonly Refusal OnlyShipments = new("STATE", RefusalKind.State, "{0}没有客户签收");
    public static readonly Refusal AlreadyReceived = new("STATE", RefusalKind.State, "出库单 {0} 已签收");
    public static readonly Refusal FactoryNeedsOrder = CommonErrors.Forbidden with { Message = "加工厂账号只能为本厂订单出库" };

    public static Refusal OrderMissing => Refusal.Invalid("orderNo", "必填：销售出库必须关联生产订单");

    public static Refusal PriceNeedsReason(int index, decimal price, decimal usual) =>
        Refusal.Invalid("reason", $"必填：items[{index}].salesPrice {price:0.00} 与单价 {usual:0.00} 相差超过 10%，请说明原因");
}
