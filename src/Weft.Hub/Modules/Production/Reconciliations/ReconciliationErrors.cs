using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>Every refusal of statements.</summary>
internal static class ReconciliationErrors
{
    public static readonly Refusal NotFound = CommonErrors.NotFound with { Message = "对账单不存在" };

    public static readonly Refusal NoStatement = CommonErrors.NotFound with { Message = "订单不存在，或还没有对账单：销售出库或关单后自动生成" };

    /// <summary>Says the state in both words: customers' programs read it too.</summary>
    public static readonly Refusal WrongState = new("STATE", RefusalKind.State, "对账单 {0} {1}（{2}），不能{3}");
    public static readonly Refusal OnlyWhilePending = new("STATE", RefusalKind.State, "对账单{0}，只有待对账的对账单可以修改金额");
    public static readonly Refusal SamePerson = new("STATE", RefusalKind.State, "双人复核已开启：对账单 {0} 的金额由您最后修改，请由另一人审批");
    public static readonly Refusal GatewayPayment = CommonErrors.Forbidden with { Message = "付款由客户系统确认，只有管理员可以退回" };
    public static readonly Refusal NoFinance = CommonErrors.Forbidden with { Message = "加工厂账号不能查看财务" };
    public static readonly Refusal ChangedMeanwhile = new("STATE", RefusalKind.State, "对账单刚被他人修改，请重新查询后再试");

    public static Refusal DeductionsTooHigh(decimal deductions, decimal owed) =>
        Refusal.Invalid("deductions", $"扣款合计 {deductions:0.00} 超过应付金额 {owed:0.00}，最终金额不能小于 0");

    public static Refusal NothingCharged(decimal price, int quantity) =>
        Refusal.Invalid("confirm", $"单价 {price:0.00}、数量 {quantity}，总金额为 0；确认无误请传 confirm=true");

    public static Refusal WrongAmount(decimal expected) => Refusal.Invalid("paidAmount", $"必须等于对账单最终金额 {expected:0.00}");

    public static Refusal NotSameStatement => Refusal.Invalid("reconciliationId", "与 reconciliationNo 不是同一对账单");

    public static Refusal PaymentRefUsed(string? number) =>
        Refusal.Invalid("paymentRef", number is null ? "流水号已用于另一对账单" : $"流水号已用于对账单 {number}，一个流水号只能支付一张对账单");
}
