using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Orders;

public sealed class PurchaseTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task An_order_is_placed_paid_and_activated_and_the_tenant_claims_the_secret(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality)));
        var activated = await store.PayAsync(order);

        Assert.Equal(("PENDING", "NEW", 799m), (order.Text("status"), order.Text("orderType"), order.GetProperty("actualAmount").GetDecimal()));
        Assert.Matches(@"^ORD20260211\d{5}$", order.Text("orderNo"));
        Assert.Equal("ACTIVATED", Store.Ok(activated).Text("status"));
        // S12: no secret on the operator's side, and the tenant gets its own.
        Assert.DoesNotContain("ecret", activated.Text, StringComparison.Ordinal);
        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.True(credential.GetProperty("secretPending").GetBoolean());
        Assert.Equal((10_000, "PURCHASE"), (credential.GetProperty("dailyQuota").GetInt32(), credential.Text("source")));
        var claimed = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reveal-secret"));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", claimed.Text("appSecret"));
        Assert.Matches("^wh_[A-Za-z0-9]{24}$", claimed.Text("callbackSecret"));
        Assert.Equal("SECRET_CLAIMED", (await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reveal-secret")).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_double_activation_gives_one_subscription_and_one_credential(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.PayAsync(order)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("STATE", a.ErrorCode));
        var subscription = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Single(subscription.GetProperty("periods").EnumerateArray());
        Assert.Single(await store.CredentialsAsync(Store.Quality));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_cancelled_order_is_found_as_CANCELED_and_never_paid(string provider)
    {
        // S10, S14.
        var store = await Store.OpenAsync(provider);
        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality)));

        var canceled = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/order/{order.Text("orderNo")}/cancel", new { reason = "重复" }));

        Assert.Equal("CANCELED", canceled.Text("status"));
        Assert.Equal("STATE", (await store.PayAsync(order)).ErrorCode);
        Assert.Equal("STATE", (await store.Admin.PostAsync($"{Store.Base}/order/{order.Text("orderNo")}/cancel")).ErrorCode);
        var mine = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-orders", new { status = "CANCELED" }));
        Assert.Equal(1, mine.Id("total"));
        var theirs = Store.Ok(await store.Operator.PostAsync(
            $"{Store.Base}/admin/order-list", new { status = "CANCELED", tenantId = store.Tenant.TenantId, startDate = "2026-02-11", endDate = "2026-02-11" }));
        Assert.Equal(1, theirs.Id("total"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_pending_order_per_module_and_kind(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("ORDER_PENDING", a.ErrorCode));
        Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality, "YEARLY")));
    }

    [Theory]
    [InlineData("TRIAL", 1, "13812345678", "subscriptionType")] // S8
    [InlineData("PERPETUAL", 1, "13812345678", "subscriptionType")]
    [InlineData("WEEKLY", 1, "13812345678", "subscriptionType")]
    [InlineData("MONTHLY", 0, "13812345678", "userCount")] // S9
    [InlineData("MONTHLY", -5, "13812345678", "userCount")]
    [InlineData("MONTHLY", 1000, "13812345678", "userCount")]
    [InlineData("MONTHLY", 1, "23812345678", "contactPhone")]
    [InlineData("MONTHLY", 1, "+12345", "contactPhone")]
    [InlineData("MONTHLY", 1, "", "contactPhone")]
    public async Task A_wrong_field_is_named(string type, int users, string phone, string field)
    {
        var store = await Store.OpenAsync("sqlite");

        var refused = await store.Admin.PostAsync(
            $"{Store.Base}/create-order", new { appCode = Store.Quality, subscriptionType = type, userCount = users, contactName = "王芳", contactPhone = phone });

        Assert.Equal(400, refused.Status);
        Assert.Equal(field, Assert.Single(refused.Data.GetProperty("errors").EnumerateArray()).Text("field"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_invoice_needs_title_and_tax_number(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var refused = await store.Admin.PostAsync($"{Store.Base}/create-order", new
        {
            appCode = Store.Quality, subscriptionType = "MONTHLY", contactName = "王芳", contactPhone = "+8613812345678", invoiceRequired = true,
        });

        Assert.Equal(["invoiceTitle", "invoiceTaxNo"], refused.Data.GetProperty("errors").EnumerateArray().Select(e => e.Text("field")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_amount_is_price_times_users_less_the_operators_discount(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality, "YEARLY", userCount: 3)));
        var no = order.Text("orderNo");

        Assert.Equal(23_970m, order.GetProperty("totalAmount").GetDecimal());
        Assert.Equal("VALIDATION", (await store.Operator.PostAsync($"{Store.Base}/admin/set-discount", new { orderNo = no, discountAmount = 23_970.01m })).ErrorCode);
        var cheaper = Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/set-discount", new { orderNo = no, discountAmount = 970.5m, reason = "老客户" }));
        Assert.Equal(22_999.5m, cheaper.GetProperty("actualAmount").GetDecimal());
        Assert.Equal("AMOUNT", (await store.PayAsync(order)).ErrorCode);
        Assert.Equal("PENDING", Store.Ok(await store.Admin.GetAsync($"{Store.Base}/order/{no}")).Text("status"));
        Store.Ok(await store.PayAsync(order, 22_999.5m));
        Assert.Equal("STATE", (await store.Operator.PostAsync($"{Store.Base}/admin/set-discount", new { orderNo = no, discountAmount = 1 })).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_transfer_pays_once_over_all_tenants(string provider)
    {
        var (first, second) = (await Store.OpenAsync(provider), await Store.OpenAsync(provider));
        var transfer = Guid.NewGuid().ToString("N");
        var (one, two) = (
            Store.Ok(await first.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))),
            Store.Ok(await second.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))));

        Store.Ok(await first.PayAsync(one, transactionNo: transfer));
        var refused = await second.PayAsync(two, transactionNo: transfer);

        Assert.Equal("TRANSACTION_KNOWN", refused.ErrorCode);
        Assert.Empty(await second.SubscriptionsAsync(Store.Quality));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Order_numbers_count_over_all_tenants(string provider)
    {
        // S17: from a counter; and a number means one order to the operator, whoever placed it.
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.OpenAsync(provider)));

        var orders = await Task.WhenAll(stores.SelectMany(s => new[] { Store.Quality, Store.Logistics }.SelectMany(app => new[] { "MONTHLY", "YEARLY" }
            .Select(async type => Store.Ok(await s.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(app, type))).Text("orderNo")))));

        Assert.Equal(16, orders.Distinct().Count());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_unpublished_module_is_not_sold(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var app = Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/catalogue")).EnumerateArray().First(a => a.Text("appCode") == Store.Quality);
        Store.Ok(await store.Operator.PutAsync($"{Store.Base}/admin/catalogue/{app.Id()}", new { version = app.Id("version"), status = "OFFLINE" }));

        Assert.Equal(404, (await store.Admin.GetAsync($"{Store.Base}/{app.Id()}")).Status);
        Assert.Equal(404, (await store.TrialAsync(Store.Quality)).Status);
        Assert.Equal(404, (await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))).Status);
        Assert.DoesNotContain(Store.Quality, Store.Ok(await store.Admin.PostAsync($"{Store.Base}/list")).EnumerateArray().Select(a => a.Text("appCode")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_order_that_nobody_pays_is_cancelled_after_30_days(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var no = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality))).Text("orderNo");

        await store.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await hub.RunJobAsync<Hub.Modules.AppStore.Orders.PendingOrderJob>();
        var before = Store.Ok(await store.Admin.GetAsync($"{Store.Base}/order/{no}")).Text("status");
        await store.AdvanceAsync(TimeSpan.FromSeconds(1));
        await hub.RunJobAsync<Hub.Modules.AppStore.Orders.PendingOrderJob>();

        Assert.Equal(("PENDING", "CANCELED"), (before, Store.Ok(await store.Admin.GetAsync($"{Store.Base}/order/{no}")).Text("status")));
    }
}
