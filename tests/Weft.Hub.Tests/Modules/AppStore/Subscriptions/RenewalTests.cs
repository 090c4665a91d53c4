using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Subscriptions;

public sealed class RenewalTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [InlineData("2026-01-31T10:00:00+08:00", 1, "Asia/Shanghai", "2026-02-28T10:00:00+08:00")]
    [InlineData("2024-01-31T10:00:00+08:00", 1, "Asia/Shanghai", "2024-02-29T10:00:00+08:00")]
    [InlineData("2024-02-29T10:00:00+08:00", 12, "Asia/Shanghai", "2025-02-28T10:00:00+08:00")]
    // 31 January there is still 30 January in UTC: the tenant's calendar counts.
    [InlineData("2026-01-31T02:00:00+08:00", 1, "Asia/Shanghai", "2026-02-28T02:00:00+08:00")]
    // Across daylight saving the time of day stays; one that is left out becomes the first that exists.
    [InlineData("2026-03-15T10:00:00+01:00", 1, "Europe/Berlin", "2026-04-15T10:00:00+02:00")]
    [InlineData("2026-02-28T02:30:00+01:00", 1, "Europe/Berlin", "2026-03-28T02:30:00+01:00")]
    [InlineData("2026-01-29T02:30:00+01:00", 2, "Europe/Berlin", "2026-03-29T03:00:00+02:00")]
    public void A_month_is_a_calendar_month_of_the_tenant(string from, int months, string zone, string expected)
    {
        var end = CalendarMonths.After(DateTimeOffset.Parse(from, null).UtcDateTime, months, TenantTime.For(zone));

        Assert.Equal(DateTimeOffset.Parse(expected, null).UtcDateTime, end);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_renewal_begins_where_the_current_period_ends(string provider)
    {
        // S11: no second subscription, no second credential, no lost days.
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        await store.BuyAsync(Store.Quality);
        var first = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        await store.AdvanceAsync(TimeSpan.FromDays(10));

        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/subscription/{first.Id()}/renew", Store.Order(Store.Quality)));
        Store.Ok(await store.PayAsync(order));

        var renewed = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Equal("RENEW", order.Text("orderType"));
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 14, 30, 0, TimeSpan.FromHours(8)), first.At("endTime"));
        Assert.Equal(new DateTimeOffset(2026, 4, 11, 14, 30, 0, TimeSpan.FromHours(8)), renewed.At("endTime"));
        Assert.Equal(first.At("startTime"), renewed.At("startTime"));
        Assert.Equal(2, renewed.GetProperty("periods").GetArrayLength());
        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.Equal(renewed.At("endTime"), credential.At("expireTime"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_lapsed_subscription_begins_anew_at_once_and_its_credentials_work_again(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        await store.BuyAsync(Store.Quality);
        await store.AdvanceAsync(TimeSpan.FromDays(40));
        await hub.RunJobAsync<ExpiryJob>();
        Assert.Equal("expired", (await store.CredentialsAsync(Store.Quality))[0].Text("status"));

        var order = await store.BuyAsync(Store.Quality);

        Assert.Equal("RENEW", order.Text("orderType"));
        var renewed = Assert.Single(await store.SubscriptionsAsync(Store.Quality));
        Assert.Equal(("ACTIVE", hub.Clock.GetUtcNow()), (renewed.Text("status"), renewed.At("startTime")));
        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.Equal(("active", renewed.At("endTime")), (credential.Text("status"), credential.At("expireTime")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_administrators_earlier_date_is_kept(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var bought = (await store.CredentialsAsync(Store.Quality))[0];
        var second = Store.Ok(await store.CreateAsync(Store.Quality, "短期"));
        var early = store.Hub.Clock.GetUtcNow().AddDays(5).ToOffset(TimeSpan.FromHours(8));
        Store.Ok(await store.ChangeAsync(second.Id(), new { expireTime = early }));

        await store.BuyAsync(Store.Quality, credential: bought.Id());

        var end = (await store.SubscriptionsAsync(Store.Quality))[0].At("endTime");
        Assert.Equal(end, (await store.CredentialAsync(bought.Id())).At("expireTime"));
        Assert.Equal(early.ToUnixTimeSeconds(), (await store.CredentialAsync(second.Id())).At("expireTime").ToUnixTimeSeconds());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_trial_goes_on_with_the_same_credential(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var trial = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");

        var order = await store.BuyAsync(Store.Quality);

        Assert.Equal(("UPGRADE", "RENEW_EXISTING"), (order.Text("orderType"), order.Text("credentialMode")));
        var credential = Assert.Single(await store.CredentialsAsync(Store.Quality));
        Assert.Equal((trial.Text("appKey"), "质检反馈"), (credential.Text("appKey"), credential.Text("appName")));
        Assert.Equal("****" + trial.Text("appSecret")![^4..], credential.Text("appSecret"));
        Assert.Equal(10_000, credential.GetProperty("dailyQuota").GetInt32());
        var subscriptions = await store.SubscriptionsAsync(Store.Quality);
        var (paid, old) = (subscriptions.Single(s => s.Text("subscriptionType") == "MONTHLY"), subscriptions.Single(s => s.Text("subscriptionType") == "TRIAL"));
        // The paid time begins at once, and the trial names what replaced it.
        Assert.Equal((paid.At("startTime"), paid.At("endTime")), (old.At("endTime"), credential.At("expireTime")));
        Assert.Equal("EXPIRED", old.Text("status"));
        Assert.Contains(paid.Text("subscriptionNo")!, old.Text("remark")!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_new_credential_leaves_the_trials_on_the_trials_end(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var trial = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");

        await store.BuyAsync(Store.Quality, mode: "NEW_CREDENTIAL");

        var credentials = await store.CredentialsAsync(Store.Quality);
        Assert.Equal(2, credentials.Length);
        var old = credentials.Single(c => c.Id() == trial.Id());
        Assert.Equal((trial.At("expireTime"), 100, "active"), (old.At("expireTime"), old.GetProperty("dailyQuota").GetInt32(), old.Text("status")));
        Assert.True(credentials.Single(c => c.Id() != trial.Id()).GetProperty("secretPending").GetBoolean());
        // Both may call: the paid subscription covers the module, and each credential has its own end.
        var known = await store.Hub.Services.Directory().FindByKeyAsync(trial.Text("appKey")!, CancellationToken.None);
        Assert.Equal(trial.At("expireTime").UtcDateTime, known!.EntitledUntil);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task From_month_to_year_is_an_upgrade(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);

        var order = await store.BuyAsync(Store.Quality, "YEARLY");

        Assert.Equal("UPGRADE", order.Text("orderType"));
        Assert.Equal("YEARLY", Assert.Single(await store.SubscriptionsAsync(Store.Quality)).Text("subscriptionType"));
    }
}
