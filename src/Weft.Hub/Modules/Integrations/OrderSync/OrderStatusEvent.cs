using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>The <c>data</c> of <c>ORDER_STATUS</c>; <c>externalOrderNo</c> is null for an order made in the console.</summary>
internal sealed record OrderStatusData(
    string OrderNo, string? ExternalOrderNo, OrderStatus Status, OrderStatus PreviousStatus, string Message, string StyleNo, string StyleName, int OrderQuantity,
    int CompletedQuantity, DateTimeOffset ChangedAt);

/// <summary>Tells a customer that a production order reached another status (openapi-gateway 7.1, 7.3).</summary>
internal sealed class OrderStatusEvent : IWebhook<OrderStatusChanged>
{
    public const string EventType = "ORDER_STATUS";

    public string Type => EventType;

    public string AppType => OrderSyncModule.AppType;

    public bool IsFor(CredentialSnapshot credential, OrderStatusChanged happened) =>
        credential.EventFilter.Contains(happened.Status.Code()) && credential.Visibility().Covers(happened.FromGateway, happened.SourceAppId);

    public (string? OrderNo, string? ExternalOrderNo) About(OrderStatusChanged happened) => (happened.OrderNo, happened.ExternalOrderNo);

    public object Data(OrderStatusChanged happened, TenantTime time) => new OrderStatusData(
        happened.OrderNo, happened.ExternalOrderNo, happened.Status, happened.PreviousStatus, Message(happened.Status), happened.StyleNo, happened.StyleName,
        happened.OrderQuantity, happened.CompletedQuantity, time.Local(happened.ChangedAt));

    private static string Message(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "生产订单待生产",
        OrderStatus.Production => "生产订单已开始生产",
        OrderStatus.Completed => "生产订单已完成",
        OrderStatus.Cancelled => "生产订单已取消",
        OrderStatus.Scrapped => "生产订单已报废",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
