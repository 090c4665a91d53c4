using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Integrations.OrderSync;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync;

public sealed class OrderStatusEventTests
{
    private static readonly OrderStatusChanged Completed = new()
    {
        OrderId = 1,
        OrderNo = "PO202602110001",
        ExternalOrderNo = "ERP-001",
        Status = OrderStatus.Completed,
        PreviousStatus = OrderStatus.Production,
        StyleNo = "FZ2024001",
        StyleName = "连衣裙",
        OrderQuantity = 500,
        CompletedQuantity = 490,
        ChangedAt = new DateTime(2026, 2, 11, 6, 30, 0, DateTimeKind.Utc),
        FromGateway = true,
        SourceAppId = 7,
    };

    [Fact]
    public void The_body_says_what_the_contract_says() => Assert.Equal(
        """{"orderNo":"PO202602110001","externalOrderNo":"ERP-001","status":"completed","previousStatus":"production","message":"生产订单已完成","styleNo":"FZ2024001","styleName":"连衣裙","orderQuantity":500,"completedQuantity":490,"changedAt":"2026-02-11T14:30:00+08:00"}""",
        JsonSerializer.Serialize(new OrderStatusEvent().Data(Completed, TenantTime.For(null)), EnvelopeWriter.Json));

    [Theory]
    [InlineData(OrderScope.Own, 7, true)]
    [InlineData(OrderScope.Own, 8, false)]
    [InlineData(OrderScope.TenantOpenApi, 8, true)]
    [InlineData(OrderScope.TenantAll, 8, true)]
    public async Task A_credential_gets_events_of_the_orders_it_sees(OrderScope scope, long id, bool isFor)
    {
        var credential = await SnapshotAsync() with { Id = id, OrderScope = scope };

        Assert.Equal(isFor, new OrderStatusEvent().IsFor(credential, Completed));
        Assert.Equal(scope == OrderScope.TenantAll, new OrderStatusEvent().IsFor(credential, Completed with { FromGateway = false, SourceAppId = null }));
    }

    [Fact]
    public async Task Only_completion_is_told_unless_the_credential_asks_for_more()
    {
        var credential = await SnapshotAsync() with { OrderScope = OrderScope.TenantAll };

        Assert.False(new OrderStatusEvent().IsFor(credential, Completed with { Status = OrderStatus.Cancelled }));
        Assert.True(new OrderStatusEvent().IsFor(credential with { EventFilter = ["cancelled"] }, Completed with { Status = OrderStatus.Cancelled }));
        Assert.False(new OrderStatusEvent().IsFor(credential with { EventFilter = [] }, Completed));
    }

    private static async Task<CredentialSnapshot> SnapshotAsync()
    {
        var customer = await Customer.StartAsync();
        return (await customer.Hub.Services.GetRequiredService<CredentialDirectory>().FindByKeyAsync(customer.Credential.AppKey, CancellationToken.None))!;
    }
}
