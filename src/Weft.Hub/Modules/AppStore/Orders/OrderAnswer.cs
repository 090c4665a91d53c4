using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>An app order as the console shows it, to its tenant and to the operator.</summary>
public sealed record OrderAnswer
{
    public required long Id { get; init; }
    public required string OrderNo { get; init; }
    public long TenantId { get; init; }
    public required string TenantName { get; init; }
    public long AppId { get; init; }
    public required string AppCode { get; init; }
    public required string AppName { get; init; }
    public required string OrderType { get; init; }
    public required string SubscriptionType { get; init; }
    public int UserCount { get; init; }
    public decimal UnitPrice { get; init; }
    public decimal TotalAmount { get; init; }
    public decimal DiscountAmount { get; init; }
    public decimal ActualAmount { get; init; }
    public required string Status { get; init; }
    public string? PaymentMethod { get; init; }
    public DateTimeOffset? PaymentTime { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? ContactEmail { get; init; }
    public string? CompanyName { get; init; }
    public bool InvoiceRequired { get; init; }
    public string? InvoiceTitle { get; init; }
    public string? InvoiceTaxNo { get; init; }
    public string? CredentialMode { get; init; }
    public long? TenantAppId { get; init; }
    public long? SubscriptionId { get; init; }
    public string? Remark { get; init; }
    public long? CreatedBy { get; init; }
    public required string CreatedByName { get; init; }
    public DateTimeOffset CreateTime { get; init; }
    public DateTimeOffset UpdateTime { get; init; }
    public int Version { get; init; }

    /// <summary>How to pay; only in the answer that places the order.</summary>
    public PaymentOffer? Payment { get; init; }

    internal static OrderAnswer Of(AppOrder order, TenantTime time) => new()
    {
        Id = order.Id,
        OrderNo = order.OrderNo,
        TenantId = order.TenantId,
        TenantName = order.TenantName,
        AppId = order.AppId,
        AppCode = order.AppCode,
        AppName = order.AppName,
        OrderType = order.OrderType.Spelled(),
        SubscriptionType = order.SubscriptionType.Spelled(),
        UserCount = order.UserCount,
        UnitPrice = order.UnitPrice,
        TotalAmount = order.TotalAmount,
        DiscountAmount = order.DiscountAmount,
        ActualAmount = order.ActualAmount,
        Status = order.Status.Spelled(),
        PaymentMethod = order.PaymentMethod?.Spelled(),
        PaymentTime = time.Local(order.PaymentTime),
        ContactName = order.ContactName,
        ContactPhone = order.ContactPhone,
        ContactEmail = order.ContactEmail,
        CompanyName = order.CompanyName,
        InvoiceRequired = order.InvoiceRequired,
        InvoiceTitle = order.InvoiceTitle,
        InvoiceTaxNo = order.InvoiceTaxNo,
        CredentialMode = order.CredentialMode?.Spelled(),
        TenantAppId = order.TenantAppId,
        SubscriptionId = order.SubscriptionId,
        Remark = order.Remark,
        CreatedBy = order.CreatedById,
        CreatedByName = order.CreatedByName,
        CreateTime = time.Local(order.CreateTime),
        UpdateTime = time.Local(order.UpdateTime),
        Version = order.Version,
    };
}
