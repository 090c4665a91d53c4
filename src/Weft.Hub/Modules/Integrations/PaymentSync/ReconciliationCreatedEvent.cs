using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>The <c>data</c> of <c>RECONCILIATION_CREATED</c>; <c>externalOrderNo</c> is null for an order made in the console.</summary>
internal sealed record ReconciliationCreatedData(
    long ReconciliationId, string ReconciliationNo, string OrderNo, string? ExternalOrderNo, string? CustomerName, string StyleNo, int Quantity, decimal UnitPrice,
    decimal TotalAmount, decimal DeductionAmount, decimal FinalAmount, ReconciliationStatus Status, ReconciliationStatus PreviousStatus, DateTimeOffset ApprovedAt,
    string ConfirmUrl);

/// <summary>Tells a customer that a statement was approved, and where to confirm its payment (openapi-gateway 7.1, 7.3).</summary>
internal sealed class ReconciliationCreatedEvent : IWebhook<ReconciliationApproved>
{
    public const string EventType = "RECONCILIATION_CREATED";

    public string Type => EventType;

    public string AppType => PaymentSyncApp.AppType;

    public bool IsFor(CredentialSnapshot credential, ReconciliationApproved happened) => credential.Visibility().Covers(happened.FromGateway, happened.SourceAppId);

    public (string? OrderNo, string? ExternalOrderNo) About(ReconciliationApproved happened) => (happened.OrderNo, happened.ExternalOrderNo);

    public object Data(ReconciliationApproved happened, TenantTime time) => new ReconciliationCreatedData(
        happened.ReconciliationId, happened.ReconciliationNo, happened.OrderNo, happened.ExternalOrderNo, happened.CustomerName, happened.StyleNo, happened.Quantity,
        happened.UnitPrice, happened.TotalAmount, happened.DeductionAmount, happened.FinalAmount, ReconciliationStatus.Approved, happened.PreviousStatus,
        time.Local(happened.ApprovedAt), PaymentSyncModule.ConfirmUrl);
}
