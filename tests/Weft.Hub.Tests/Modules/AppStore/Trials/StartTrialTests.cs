using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Trials;

public sealed class StartTrialTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task A_trial_gives_seven_days_a_hundred_calls_and_the_secrets_once(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var trial = Store.Ok(await store.TrialAsync(Store.Quality));

        var (subscription, credential) = (trial.GetProperty("subscription"), trial.GetProperty("credential"));
        Assert.Equal("TRIAL", subscription.Text("status"));
        Assert.Equal(TimeSpan.FromDays(7), subscription.At("endTime") - subscription.At("startTime"));
        Assert.Equal(subscription.At("endTime"), credential.At("expireTime"));
        Assert.Equal("质检反馈(试用)", credential.Text("appName"));
        Assert.Equal(100, credential.GetProperty("dailyQuota").GetInt32());
        Assert.Matches("^os_[0-9a-f]{24}$", credential.Text("appKey"));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", credential.Text("appSecret"));
        Assert.Matches("^wh_[A-Za-z0-9]{24}$", credential.Text("callbackSecret"));
        Assert.NotEqual(0, trial.GetProperty("endpoints").GetArrayLength());

        var later = await store.CredentialAsync(credential.Id());
        Assert.Equal("****" + credential.Text("appSecret")![^4..], later.Text("appSecret"));
        Assert.Equal("****" + credential.Text("callbackSecret")![^4..], later.Text("callbackSecret"));
        // S19: the user, not the tenant.
        Assert.Equal(store.Tenant.AdminId, later.Id("createdBy"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_operator_sees_a_trial_as_an_order_of_amount_0_that_stays_as_it_is(string provider)
    {
        var store = await Store.OpenAsync(provider);
        Store.Ok(await store.TrialAsync(Store.Quality));

        var orders = Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/order-list", new { tenantId = store.Tenant.TenantId, status = "TRIAL" }));

        var order = Assert.Single(orders.GetProperty("records").EnumerateArray());
        Assert.Equal(0, order.GetProperty("actualAmount").GetDecimal());
        Assert.Equal("TRIAL", order.Text("orderType"));
        // S10: a trial's record is neither cancelled nor activated.
        Assert.Equal("STATE", (await store.Admin.PostAsync($"{Store.Base}/order/{order.Text("orderNo")}/cancel")).ErrorCode);
        Assert.Equal("STATE", (await store.PayAsync(order)).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_32_trials_at_once_one_is_given(string provider)
    {
        var store = await Store.OpenAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => store.TrialAsync(Store.Quality)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(("TRIAL_USED", "您已试用过该应用，每个应用仅可试用一次"), (a.ErrorCode, a.Message)));
        Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Single(await store.CredentialsAsync(Store.Quality));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_index_alone_refuses_a_second_trial(string provider)
    {
        // S6: two nodes may both have looked before either wrote.
        var store = await Store.OpenAsync(provider);
        Store.Ok(await store.TrialAsync(Store.Quality));

        await store.Tenant.InAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            var app = await db.Set<Hub.Modules.AppStore.Catalogue.StoreApp>().FirstAsync(a => a.AppCode == Store.Quality);
            var second = TenantSubscription.StartTrial(store.Tenant.TenantId, "x", app, store.Hub.Clock.GetUtcNow().UtcDateTime);
            second.Number(new DateOnly(2026, 1, 1), store.Tenant.TenantId);
            db.Add(second);
            var error = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            Assert.True(HubDatabase.IsUniqueViolation(error));
            return 0;
        });
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_refused_address_spends_no_trial(string provider)
    {
        // S7: nothing is left of a trial whose credential could not be made.
        var store = await Store.OpenAsync(provider);

        var refused = await store.Admin.PostAsync($"{Store.Base}/start-trial", new { appCode = Store.Quality, callbackUrl = "https://10.0.0.1/hook" });

        Assert.Equal(("VALIDATION", "callbackUrl"), (refused.ErrorCode, refused.Data.GetProperty("errors")[0].Text("field")));
        Assert.Empty(await store.SubscriptionsAsync(Store.Quality));
        var accepted = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/start-trial", new { appCode = Store.Quality, callbackUrl = "http://127.0.0.1:9000/hook" }));
        Assert.Equal("http://127.0.0.1:9000/hook", accepted.GetProperty("credential").Text("callbackUrl"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_trial_whose_credential_can_not_be_made_leaves_nothing(string provider)
    {
        // S7: the trial is not spent.
        var type = new BrokenType();
        await using var hub = await TestHub.StartAsync(provider, services: services => services.AddSingleton<IAppType>(type));
        var store = await Store.OpenAsync(hub);
        type.IsBroken = true;

        Assert.Equal(500, (await store.TrialAsync(type.Code)).Status);

        await store.Tenant.InAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            Assert.False(await db.Set<TenantSubscription>().AnyAsync() || await db.Set<TenantApp>().AnyAsync() || await db.Set<AppOrder>().AnyAsync());
            return 0;
        });
        type.IsBroken = false;
        Store.Ok(await store.TrialAsync(type.Code));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_paid_subscription_needs_no_trial(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);

        var refused = await store.TrialAsync(Store.Quality);

        Assert.Equal(("ALREADY_SUBSCRIBED", "您已有该应用的有效订阅，无需再试用"), (refused.ErrorCode, refused.Message));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Trial_status_tells_what_the_button_needs(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var appId = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/list")).EnumerateArray().First(a => a.Text("appCode") == Store.Quality).Id();

        var before = Store.Ok(await store.Admin.GetAsync($"{Store.Base}/trial-status/{appId}"));
        Store.Ok(await store.TrialAsync(Store.Quality));
        var during = Store.Ok(await store.Admin.GetAsync($"{Store.Base}/trial-status/{appId}"));
        await store.AdvanceAsync(TimeSpan.FromDays(7));
        var after = Store.Ok(await store.Admin.GetAsync($"{Store.Base}/trial-status/{appId}"));

        Assert.True(before is var b && !b.GetProperty("hasTried").GetBoolean() && b.GetProperty("canTrial").GetBoolean());
        Assert.Equal(("TRIAL", false), (during.Text("status"), during.GetProperty("canTrial").GetBoolean()));
        Assert.Equal(("EXPIRED", true), (after.Text("status"), after.GetProperty("isExpired").GetBoolean()));
    }

    /// <summary>Also shows that a fifth module needs nothing but its own folder.</summary>
    private sealed class BrokenType : IAppType
    {
        public bool IsBroken { get; set; }

        public string Code => "BROKEN";

        public string Name => "坏掉的";

        public OrderScope DefaultScope => IsBroken ? throw new InvalidOperationException("broken") : OrderScope.Own;

        public CatalogueEntry Catalogue => new("x", "x", 1, 10, 9, false, []);

        public IReadOnlyList<AppEndpoint> Endpoints => [];

        public (string Page, string Path) View => ("x", "/x");
    }
}
