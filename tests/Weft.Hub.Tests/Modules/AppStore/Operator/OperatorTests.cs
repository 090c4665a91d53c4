using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Operator;

public sealed class OperatorTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task A_refund_of_the_only_period_leaves_nothing(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var order = await store.BuyAsync(Store.Quality);
        var key = (await store.CredentialsAsync(Store.Quality))[0].Text("appKey")!;

        var refunded = Store.Ok(await RefundAsync(store, order.Text("orderNo")!));

        Assert.Equal("REFUNDED", refunded.Text("status"));
        Assert.Equal("CANCELED", (await store.SubscriptionsAsync(Store.Quality))[0].Text("status"));
        Assert.Equal("expired", (await store.CredentialsAsync(Store.Quality))[0].Text("status"));
        Assert.Equal(CredentialStanding.Expired,
            (await store.Hub.Services.Find(key))!.StandingAt(store.Hub.Clock.UtcNow()));
        Assert.Equal("STATE", (await RefundAsync(store, order.Text("orderNo")!)).ErrorCode);
        // Buying again is a new subscription.
        await store.BuyAsync(Store.Quality);
        Assert.Equal(2, (await store.SubscriptionsAsync(Store.Quality)).Length);
        Assert.Equal("active", (await store.CredentialsAsync(Store.Quality))[0].Text("status"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_refund_of_the_last_period_ends_where_the_one_before_ended(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var before = (await store.SubscriptionsAsync(Store.Quality))[0].At("endTime");
        var second = await store.BuyAsync(Store.Quality);

        Store.Ok(await RefundAsync(store, second.Text("orderNo")!));

        var subscription = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Equal(("ACTIVE", before), (subscription.Text("status"), subscription.At("endTime")));
        Assert.Equal(before, (await store.CredentialsAsync(Store.Quality))[0].At("expireTime"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_refund_of_the_first_period_moves_the_next_one_up(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var first = await store.BuyAsync(Store.Quality);
        await store.BuyAsync(Store.Quality, "YEARLY");
        await store.AdvanceAsync(TimeSpan.FromDays(10));

        Store.Ok(await RefundAsync(store, first.Text("orderNo")!));

        var subscription = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Equal(new DateTimeOffset(2027, 2, 21, 14, 30, 0, TimeSpan.FromHours(8)), subscription.At("endTime"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_grant_gives_time_without_an_order_and_a_pending_secret(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var granted = await store.Operator.PostAsync($"{Store.Base}/admin/grant-to-tenant", new
        {
            tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality, Store.Logistics }, durationMonths = 3, reason = "试点",
        });

        Assert.DoesNotContain("ecret", granted.Text, StringComparison.Ordinal);
        Assert.All(Store.Ok(granted).EnumerateArray(), s => Assert.Equal(new DateTimeOffset(2026, 5, 11, 14, 30, 0, TimeSpan.FromHours(8)), s.At("endTime")));
        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.Equal(("GRANT", true), (credential.Text("source"), credential.GetProperty("secretPending").GetBoolean()));
        Assert.Empty(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-orders")).GetProperty("records").EnumerateArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_grant_of_no_months_is_without_end_and_nothing_is_sold_beside_it(string provider)
    {
        var store = await Store.OpenAsync(provider);
        Store.Ok(await store.TrialAsync(Store.Quality));

        Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/grant-to-tenant", new { tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality }, durationMonths = 0 }));

        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.Equal((System.Text.Json.JsonValueKind.Null, "质检反馈"), (credential.GetProperty("expireTime").ValueKind, credential.Text("appName")));
        Assert.Null((await store.Hub.Services.Find(credential.Text("appKey")!))!.EntitledUntil);
        Assert.Equal("PERPETUAL", (await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_the_platform_switched_off_the_tenant_can_not_switch_on(string provider)
    {
        // S3.
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();

        Store.Ok(await RevokeAsync(store));
        var refused = await store.Admin.PostAsync($"{Store.Apps}/{id}/enable");

        var credential = await store.CredentialAsync(id);
        Assert.Equal(("disabled", "PLATFORM", "欠款"), (credential.Text("status"), credential.Text("disabledBy"), credential.Text("disabledReason")));
        Assert.Equal("PLATFORM_DISABLED", refused.ErrorCode);
        Assert.Equal("CANCELED", (await store.SubscriptionsAsync(Store.Quality))[0].Text("status"));
        Assert.Equal("NOT_SUBSCRIBED", (await store.CreateAsync(Store.Quality, "新")).ErrorCode);
        Assert.Equal("STATE", (await RevokeAsync(store)).ErrorCode);
        var subscription = (await store.SubscriptionsAsync(Store.Quality))[0].Id();
        Assert.Equal("STATE", (await store.Admin.PostAsync($"{Store.Base}/subscription/{subscription}/renew", Store.Order(Store.Quality))).ErrorCode);
        // The platform itself takes it back by activating anew.
        await store.BuyAsync(Store.Quality, credential: id);
        Assert.Equal("active", (await store.CredentialAsync(id)).Text("status"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_the_operator_does_is_in_the_tenants_log(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var order = await store.BuyAsync(Store.Quality);
        Store.Ok(await RefundAsync(store, order.Text("orderNo")!));
        Store.Ok(await store.Operator.PostAsync(
            $"{Store.Base}/admin/grant-to-tenant", new { tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality }, durationMonths = 1, reason = "补偿" }));
        Store.Ok(await RevokeAsync(store));

        await store.Tenant.InAsync(async services =>
        {
            var log = await services.GetRequiredService<HubDbContext>().Set<OperationLog>()
                .Where(l => l.OperatorId != store.Tenant.AdminId && l.Module == "AppStore").OrderBy(l => l.Id).ToListAsync();
            Assert.Equal(["RecordPayment", "Refund", "GrantModule", "RevokeModule"], log.Select(l => l.Operation));
            Assert.Equal([null, "退货", "补偿", "欠款"], log.Select(l => l.Reason));
            Assert.All(log, l => Assert.Equal("平台", l.OperatorName));
            return 0;
        });
        var list = Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/tenant-subscriptions", new { tenantId = store.Tenant.TenantId }));
        Assert.Equal(2, list.Id("total"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Unknown_orders_and_tenants_are_not_found(string provider)
    {
        var store = await Store.OpenAsync(provider);
        Assert.Equal(404, (await RefundAsync(store, "ORD1999010100001")).Status);
        Assert.Equal(404, (await store.Operator.PostAsync(
            $"{Store.Base}/admin/grant-to-tenant", new { tenantId = 999_999_999, appCodes = new[] { Store.Quality }, durationMonths = 1 })).Status);
        Assert.Equal("VALIDATION", (await store.Operator.PostAsync(
            $"{Store.Base}/admin/grant-to-tenant", new { tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality, "NICHTS" }, durationMonths = 1 })).ErrorCode);
        Assert.Empty(await store.SubscriptionsAsync(Store.Quality));
    }

    private static Task<ConsoleAnswer> RefundAsync(Store store, string orderNo) =>
        store.Operator.PostAsync($"{Store.Base}/admin/refund", new { orderNo, reason = "退货" });

    private static Task<ConsoleAnswer> RevokeAsync(Store store) => store.Operator.PostAsync(
        $"{Store.Base}/admin/revoke-from-tenant", new { tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality }, reason = "欠款" });
}

internal static class Finding
{
    public static async Task<CredentialSnapshot?> Find(this IServiceProvider services, string key) =>
        await services.GetRequiredService<CredentialDirectory>().FindByKeyAsync(key, CancellationToken.None);
}
