using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Subscriptions;

public sealed class ExpiryTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task What_ended_may_not_call_also_before_the_job_came_by(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var credential = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var directory = hub.Services.Directory();
        async Task<CredentialStanding> StandingAsync() =>
            (await directory.FindByKeyAsync(credential.Text("appKey")!, CancellationToken.None))!.StandingAt(hub.Clock.UtcNow());

        await store.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        var last = await StandingAsync();
        await store.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var over = await StandingAsync();

        Assert.Equal((CredentialStanding.Good, CredentialStanding.Expired), (last, over));
        Assert.Equal("expired", (await store.CredentialAsync(credential.Id())).Text("status"));
        var expired = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/list", new { status = "expired" }));
        Assert.Equal(1, expired.Id("total"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_job_makes_the_stored_states_follow_and_tells_the_administrators(string provider)
    {
        // S5.
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var other = await Store.OpenAsync(hub);
        var credential = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        await other.BuyAsync(Store.Quality);
        await store.AdvanceAsync(TimeSpan.FromDays(8));

        await hub.RunJobAsync<ExpiryJob>();
        await hub.RunJobAsync<ExpiryJob>();

        await store.Tenant.InAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            Assert.Equal(SubscriptionStatus.Expired, (await db.Set<TenantSubscription>().SingleAsync()).Status);
            Assert.Equal(CredentialStatus.Expired, (await db.Set<TenantApp>().SingleAsync()).Status);
            Assert.Single(await db.Set<StoredNotice>().Where(n => n.Kind == "TRIAL_ENDED").ToListAsync());
            return 0;
        });
        await other.Tenant.InAsync(async services =>
        {
            Assert.Equal(SubscriptionStatus.Active, (await services.GetRequiredService<HubDbContext>().Set<TenantSubscription>().SingleAsync()).Status);
            return 0;
        });
        // S3: what is over is not switched on again.
        Assert.Equal("APP_EXPIRED", (await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/enable")).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_credential_with_an_own_earlier_end_expires_alone(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        await store.BuyAsync(Store.Quality);
        var shortLived = Store.Ok(await store.CreateAsync(Store.Quality, "短期", new { expireTime = "2026-02-13T00:00:00+08:00" }));
        await store.AdvanceAsync(TimeSpan.FromDays(3));

        await hub.RunJobAsync<ExpiryJob>();

        var states = (await store.CredentialsAsync(Store.Quality)).ToDictionary(c => c.Id(), c => c.Text("status"));
        Assert.Equal("expired", states[shortLived.Id()]);
        Assert.Single(states.Values, "active");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Reminders_come_3_and_1_days_before_a_trials_end_each_once(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        Store.Ok(await store.TrialAsync(Store.Quality));
        List<int> counts = [];
        foreach (var step in new[] { TimeSpan.FromDays(3.9), TimeSpan.FromDays(0.1), TimeSpan.FromHours(5), TimeSpan.FromDays(2) })
        {
            hub.Clock.Advance(step);
            await hub.RunJobAsync<ReminderJob>();
            await hub.RunJobAsync<ReminderJob>();
            counts.Add(await RemindersAsync(store, "TRIAL_ENDING"));
        }
        Assert.Equal([0, 1, 1, 2], counts);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Reminders_come_14_7_and_1_days_before_a_subscriptions_end_and_only_the_latest_after_a_pause(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        await store.BuyAsync(Store.Quality);
        List<int> counts = [];
        // 28 days in all: at 14, then down for a while past 7 to 1.
        foreach (var days in new[] { 13.9, 0.2, 13 })
        {
            hub.Clock.Advance(TimeSpan.FromDays(days));
            await hub.RunJobAsync<ReminderJob>();
            counts.Add(await RemindersAsync(store, "SUBSCRIPTION_ENDING"));
        }
        Assert.Equal([0, 1, 2], counts);
    }

    private static Task<int> RemindersAsync(Store store, string kind) => store.Tenant.InAsync(services =>
        services.GetRequiredService<HubDbContext>().Set<StoredNotice>().CountAsync(n => n.Kind == kind));
}

internal static class DirectoryAccess
{
    public static CredentialDirectory Directory(this IServiceProvider services) => services.GetRequiredService<CredentialDirectory>();
}
