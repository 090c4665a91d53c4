using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>Every refusal of the stock.</summary>
internal static class StockErrors
{
    public static readonly Refusal SkuNotFound = CommonErrors.NotFound with { Message = "SKU不存在" };
    public static readonly Refusal TooLittle = new("STATE", RefusalKind.State, "库存不足：{0} 可用 {1} 件，需要 {2} 件");
    public static readonly Refusal TooFewDefects = new("STATE", RefusalKind.State, "次品库存不足：{0} 次品 {1} 件，需要 {2} 件");
    public static readonly Refusal SkuCodeTaken = new("STATE", RefusalKind.State, "SKU编码 {0} 已被其他款号、颜色、尺码的组合使用，请修改款号或颜色名称");
    public static readonly Refusal NotForFactories = CommonErrors.Forbidden with { Message = "加工厂账号不能查看成品库存" };
}
