using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Orders;

internal enum AppOrderType
{
    Trial,
    New,
    Renew,
    Upgrade,
}

internal enum AppOrderStatus
{
    Trial,
    Pending,
    Paid,
    Activated,
    Canceled,
    Refunded,
}

internal enum PaymentMethod
{
    Wechat,
    Alipay,
    Bank,
    Offline,
    Manual,
}

internal enum CredentialMode
{
    RenewExisting,
    NewCredential,
}

/// <summary>
/// An order in the store (app-store 3.1): <c>PENDING → PAID → ACTIVATED → REFUNDED</c>, or <c>PENDING → CANCELED</c>; a trial's stays as it is. The database
/// lets a transition happen only from the status and version that were read.
/// </summary>
internal sealed class AppOrder : TenantRow
{
    /// <summary>Prefix of <see cref="OrderNo"/> (production-domain 1).</summary>
    public const string Prefix = "ORD";

    public string OrderNo { get; private set; } = "";
    public string TenantName { get; private init; } = "";
    public long AppId { get; private init; }
    public string AppCode { get; private init; } = "";
    public string AppName { get; private init; } = "";
    public AppOrderType OrderType { get; private init; }
    public SubscriptionType SubscriptionType { get; private init; }
    public int UserCount { get; private init; }

    /// <summary>Copied from the catalogue; later price changes do not touch it (app-store 1).</summary>
    public decimal UnitPrice { get; private init; }
    public decimal TotalAmount { get; private init; }
    public decimal DiscountAmount { get; private set; }
    public decimal ActualAmount { get; private set; }
    public AppOrderStatus Status { get; private set; }
    public PaymentMethod? PaymentMethod { get; private set; }
    public DateTime? PaymentTime { get; private set; }
    public string? ContactName { get; private init; }
    public string? ContactPhone { get; private init; }
    public string? ContactEmail { get; private init; }
    public string? CompanyName { get; private init; }
    public bool InvoiceRequired { get; private init; }
    public string? InvoiceTitle { get; private init; }
    public string? InvoiceTaxNo { get; private init; }
    public CredentialMode? CredentialMode { get; private init; }
    public long? TenantAppId { get; private set; }
    public long? SubscriptionId { get; private set; }
    public string? Remark { get; private set; }

    public static AppOrder Place(
        long tenantId, string tenantName, StoreApp app, AppOrderType type, SubscriptionType subscription, decimal unitPrice, ContactForm contact,
        CredentialMode mode, long? tenantAppId) => new()
        {
            TenantId = tenantId,
            TenantName = tenantName,
            AppId = app.Id,
            AppCode = app.AppCode,
            AppName = app.AppName,
            OrderType = type,
            SubscriptionType = subscription,
            UserCount = contact.UserCount,
            UnitPrice = unitPrice,
            TotalAmount = unitPrice * contact.UserCount,
            ActualAmount = unitPrice * contact.UserCount,
            Status = AppOrderStatus.Pending,
            ContactName = contact.ContactName,
            ContactPhone = contact.ContactPhone,
            ContactEmail = contact.ContactEmail,
            CompanyName = contact.CompanyName,
            InvoiceRequired = contact.InvoiceRequired,
            InvoiceTitle = contact.InvoiceTitle,
            InvoiceTaxNo = contact.InvoiceTaxNo,
            CredentialMode = mode,
            TenantAppId = tenantAppId,
            Remark = contact.Remark,
        };

    /// <summary>The operator sees each trial as an order of amount 0 (app-store 2).</summary>
    public static AppOrder ForTrial(TenantSubscription trial, long tenantAppId) => new()
    {
        TenantId = trial.TenantId,
        TenantName = trial.TenantName,
        AppId = trial.AppId,
        AppCode = trial.AppCode,
        AppName = trial.AppName,
        OrderType = AppOrderType.Trial,
        SubscriptionType = SubscriptionType.Trial,
        UserCount = 1,
        Status = AppOrderStatus.Trial,
        TenantAppId = tenantAppId,
        SubscriptionId = trial.Id,
    };

    public void Number(DateOnly day, long number) => OrderNo = $"{Prefix}{day:yyyyMMdd}{number:D5}";

    /// <summary>Set by the operator, before payment (app-store 3).</summary>
    public Refusal? Discount(decimal amount)
    {
        if (Status != AppOrderStatus.Pending)
        {
            return NotPending("修改优惠");
        }
        if (amount > TotalAmount)
        {
            return Refusal.Invalid("discountAmount", $"不能超过订单总额 {TotalAmount:0.00}");
        }
        (DiscountAmount, ActualAmount) = (amount, TotalAmount - amount);
        return null;
    }

    public Refusal? Pay(PaymentMethod method, DateTime at)
    {
        if (Status != AppOrderStatus.Pending)
        {
            return NotPending("登记付款");
        }
        (Status, PaymentMethod, PaymentTime) = (AppOrderStatus.Paid, method, at);
        return null;
    }

    /// <summary>In the transaction of the payment.</summary>
    public void Activate(long subscriptionId, long tenantAppId)
    {
        if (Status != AppOrderStatus.Paid)
        {
            throw new InvalidOperationException($"Order {OrderNo} is {Status}: only a paid order is activated.");
        }
        (Status, SubscriptionId, TenantAppId) = (AppOrderStatus.Activated, subscriptionId, tenantAppId);
    }

    public Refusal? Cancel(string? reason)
    {
        if (Status != AppOrderStatus.Pending)
        {
            return NotPending("取消");
        }
        (Status, Remark) = (AppOrderStatus.Canceled, reason ?? Remark);
        return null;
    }

    public Refusal? Refund()
    {
        if (Status != AppOrderStatus.Activated)
        {
            return AppStoreErrors.NotRefundable.With(OrderWords.Of(Status));
        }
        Status = AppOrderStatus.Refunded;
        return null;
    }

    private Refusal NotPending(string action) => AppStoreErrors.NotPending.With(OrderWords.Of(Status), action);
}

/// <summary>States as people read them (console-pages 3).</summary>
internal static class OrderWords
{
    public static string Of(AppOrderStatus status) => status switch
    {
        AppOrderStatus.Trial => "试用",
        AppOrderStatus.Pending => "待处理",
        AppOrderStatus.Paid => "已支付",
        AppOrderStatus.Activated => "已激活",
        AppOrderStatus.Canceled => "已取消",
        AppOrderStatus.Refunded => "已退款",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
