using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>付款对接: approved statements out, payment confirmations in (openapi-gateway 6.6, 6.7, 6.9, 7.3).</summary>
internal sealed class PaymentSyncModule : IModule
{
    /// <summary>Where a customer confirms; the event names it.</summary>
    public const string ConfirmUrl = "/openapi/v1" + Confirm;

    private const string Confirm = "/payment/confirm";

    public string Name => "PaymentSync";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAppType, PaymentSyncApp>();
        services.AddWebhook<ReconciliationApproved, ReconciliationCreatedEvent>();
        services.AddDocumentPushes(PushedDocument.Statement, ReconciliationCreatedEvent.EventType, "reconciliationNo", PaymentSyncApp.AppType);
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        const string Tag = "付款对接 PAYMENT_SYNC";
        routes.MapSignedWrite("POST", Confirm, ConfirmPaymentCall.HandleAsync, PaymentSyncApp.AppType).Accepts<ConfirmPaymentRequest>("application/json").WithTags(Tag)
            .WithSummary("确认付款").WithDescription("paymentRef 为幂等键：同一流水号重复确认返回原结果（duplicated=true）；一个流水号只能支付一张对账单。");
        routes.MapSignedRead("GET", "/payment/pending", ListStatements.PendingAsync, PaymentSyncApp.AppType).WithTags(Tag).WithSummary("查询待付款对账单：page, size");
        routes.MapSignedRead("GET", "/payment/{reconciliationNo}", GetStatement.HandleAsync, PaymentSyncApp.AppType).WithTags(Tag).WithSummary("查询对账信息");
        routes.MapSignedRead("POST", "/payment/list", ListStatements.HandleAsync, PaymentSyncApp.AppType).Accepts<ListStatementsRequest>("application/json").WithTags(Tag)
            .WithSummary("查询对账单列表").WithDescription("status 为 approved 或 paid；from、to 按审批时间，可为带时区的时间，或 yyyy-MM-dd（租户时区的整天）。");
    }
}
