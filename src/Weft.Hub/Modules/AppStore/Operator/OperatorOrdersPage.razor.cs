using System.Globalization;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>应用订单 of the platform (console-pages 11): payment with activation, cancelling, refund. No secret is among what the operator sees.</summary>
public sealed partial class OperatorOrdersPage
{
    private static readonly string[] States = ["PENDING", "PAID", "ACTIVATED", "CANCELED", "REFUNDED", "TRIAL"];
    private static readonly string[] Methods = ["BANK", "WECHAT", "ALIPAY", "OFFLINE", "MANUAL"];

    private IReadOnlyList<IAppType> types = [];
    private long open;
    private string? orderNo;
    private string? doing;
    private OrderAnswer? target;
    private string method = "BANK";
    private string? number;
    private decimal? amount;
    private decimal? discount;
    private DateTime? paidAt;
    private string? remark;

    protected override async Task<Answer<PageOf<OrderAnswer>>> ReadAsync()
    {
        orderNo = Value("orderNo");
        var waiting = await Calls.OperateAsync(call =>
        {
            types = [.. call.Get<IEnumerable<IAppType>>()];
            return ListOrders.HandleAsync(PageCalls.Form(new { status = "PENDING", size = 1 }), call.Db, call.Stopped);
        });
        open = waiting.Refusal is null ? waiting.Value.Total : 0;
        return await Calls.OperateAsync(call => ListOrders.HandleAsync(PageCalls.Query(Asked), call.Db, call.Stopped));
    }

    private void Begin(string what, OrderAnswer order)
    {
        (doing, target) = (what, order);
        (number, amount, discount, paidAt, remark) = (null, order.ActualAmount, null, null, null);
    }

    private async Task<Refusal?> PayAsync()
    {
        var zone = TenantTime.For(null).Zone;
        var answer = await Calls.OperateAsync(call => RecordPayment.HandleAsync(
            PageCalls.Form(new
            {
                orderNo = target!.OrderNo, paymentMethod = method, amount, thirdPartyNo = string.IsNullOrWhiteSpace(number) ? null : number.Trim(), discountAmount = discount,
                paymentTime = paidAt is { } at ? new DateTimeOffset(at, zone.GetUtcOffset(at)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) : null, remark,
            }),
            call.Db, call.Get<StoreScopes>(), call.Clock, call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["op.paid", answer.Value.OrderNo]);
            await ReloadAsync();
        }
        return answer.Refusal;
    }

    private async Task<Refusal?> EndAsync(ConfirmInput input)
    {
        var fields = PageCalls.Form(new { orderNo = target!.OrderNo, reason = input.Reason });
        var refunds = doing == "refund";
        var answer = await Calls.OperateAsync(call => refunds
            ? RefundOrder.HandleAsync(fields, call.Db, call.Get<StoreScopes>(), call.Stopped)
            : RefundOrder.CancelAsync(fields, call.Db, call.Get<StoreScopes>(), call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T[refunds ? "op.refunded" : "buy.canceled", target.OrderNo]);
            await ReloadAsync();
        }
        return answer.Refusal;
    }
}
