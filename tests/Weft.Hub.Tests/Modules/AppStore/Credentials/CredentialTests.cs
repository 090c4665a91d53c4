using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Credentials;

public sealed class CredentialTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task Creating_needs_a_current_subscription_of_the_type(string provider)
    {
        // S1.
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);

        var refused = await store.CreateAsync(Store.Logistics, "物流");
        var created = Store.Ok(await store.CreateAsync(Store.Quality, "国内ERP"));

        Assert.Equal(("NOT_SUBSCRIBED", "请先在应用商店开通"), (refused.ErrorCode, refused.Message));
        Assert.Equal(("MANUAL", "TENANT_OPENAPI", store.Tenant.AdminId), (created.Text("source"), created.Text("orderScope"), created.Id("createdBy")));
        Assert.Equal((await store.SubscriptionsAsync(Store.Quality))[0].At("endTime"), created.At("expireTime"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task At_most_so_many_of_one_type_also_at_once(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["AppStore:MaxCredentialsPerType=4"]);
        var store = await Store.OpenAsync(hub);
        await store.BuyAsync(Store.Quality);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.CreateAsync(Store.Quality, $"系统{i}")));

        Assert.Equal(3, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("LIMIT", a.ErrorCode));
    }

    [Theory]
    [InlineData("OpenAPI-x")]
    [InlineData("openapi-x")]
    [InlineData("ＯｐｅｎＡＰＩ－x")]
    [InlineData(" OpenAPI-x")]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_name_that_looks_like_a_marker_or_is_too_long_is_refused(string name)
    {
        var store = await Store.OpenAsync("sqlite");
        await store.BuyAsync(Store.Quality);

        var refused = await store.CreateAsync(Store.Quality, name);

        Assert.Equal((400, "appName"), (refused.Status, refused.Data.GetProperty("errors")[0].Text("field")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Names_are_unique_among_those_that_are_not_deleted(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var first = Store.Ok(await store.CreateAsync(Store.Quality, "国内ERP"));

        Assert.Equal("VALIDATION", (await store.CreateAsync(Store.Quality, "国内ERP")).ErrorCode);
        Store.Ok(await store.Admin.DeleteAsync($"{Store.Apps}/{first.Id()}"));
        var second = Store.Ok(await store.CreateAsync(Store.Quality, "国内ERP"));

        Assert.Equal(404, (await store.Admin.GetAsync($"{Store.Apps}/{first.Id()}")).Status);
        Assert.NotEqual(first.Text("appKey"), second.Text("appKey"));
        Assert.Null(await store.Hub.Services.GetDirectory().FindByKeyAsync(first.Text("appKey")!, CancellationToken.None));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Quota_and_end_of_a_trial_can_not_be_raised(string provider)
    {
        // S2.
        var store = await Store.OpenAsync(provider);
        var trial = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var later = trial.At("expireTime").AddDays(1);

        var refused = await store.ChangeAsync(trial.Id(), new { dailyQuota = 101, expireTime = later });
        var cleared = await store.ChangeAsync(trial.Id(), new { expireTime = (string?)null });
        var second = Store.Ok(await store.CreateAsync(Store.Quality, "又一个"));
        var more = await store.CreateAsync(Store.Quality, "第三个", new { dailyQuota = 5000 });

        Assert.Equal(["dailyQuota", "expireTime"], refused.Data.GetProperty("errors").EnumerateArray().Select(e => e.Text("field")));
        Assert.Equal("VALIDATION", cleared.ErrorCode);
        Assert.Equal(100, second.GetProperty("dailyQuota").GetInt32());
        Assert.Equal("VALIDATION", more.ErrorCode);
        Assert.Equal((100, trial.At("expireTime")),
            (await store.CredentialAsync(trial.Id()) is var now ? now.GetProperty("dailyQuota").GetInt32() : 0, (await store.CredentialAsync(trial.Id())).At("expireTime")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_paid_quota_goes_from_1_to_the_ceiling(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();

        Assert.Equal("VALIDATION", (await store.ChangeAsync(id, new { dailyQuota = 0 })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(id, new { dailyQuota = 100_001 })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(id, new { dailyQuota = "500" })).ErrorCode);
        Assert.Equal(100_000, Store.Ok(await store.ChangeAsync(id, new { dailyQuota = 100_000 })).GetProperty("dailyQuota").GetInt32());
        Assert.Equal(1, Store.Ok(await store.ChangeAsync(id, new { dailyQuota = 1 })).GetProperty("dailyQuota").GetInt32());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_stale_version_changes_nothing(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var credential = (await store.CredentialsAsync(Store.Quality))[0];
        var version = credential.GetProperty("version").GetInt32();
        Store.Ok(await store.Admin.PutAsync($"{Store.Apps}/{credential.Id()}", new { version, remark = "一" }));

        var stale = await store.Admin.PutAsync($"{Store.Apps}/{credential.Id()}", new { version, remark = "二" });
        var without = await store.Admin.PutAsync($"{Store.Apps}/{credential.Id()}", new { remark = "二" });

        Assert.Equal((409, 400), (stale.Status, without.Status));
        Assert.Equal("一", (await store.CredentialAsync(credential.Id())).Text("remark"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_address_is_left_alone_when_absent_and_cleared_by_null(string provider)
    {
        // G33.
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();
        Store.Ok(await store.Admin.PostAsync(
            $"{Store.Base}/quick-setup", new { tenantAppId = id, callbackUrl = "http://127.0.0.1:9000/hook", externalApiUrl = "http://127.0.0.1:9001/api" }));

        var kept = Store.Ok(await store.ChangeAsync(id, new { remark = "x" }));
        var cleared = Store.Ok(await store.ChangeAsync(id, new { callbackUrl = (string?)null }));

        Assert.Equal("http://127.0.0.1:9000/hook", kept.Text("callbackUrl"));
        Assert.Equal((null, "http://127.0.0.1:9001/api"), (cleared.Text("callbackUrl"), cleared.Text("externalApiUrl")));
        Assert.Null((await store.Hub.Services.GetDirectory().FindAsync(store.Tenant.TenantId, id, CancellationToken.None))!.CallbackUrl);
    }

    [Theory]
    [InlineData("ftp://example.com/x")]
    [InlineData("https://192.168.1.1/x")]
    [InlineData("https://user:pw@127.0.0.1/x")]
    [InlineData("https://no-such-name.invalid/x")]
    [InlineData("not a url")]
    public async Task An_address_that_the_rules_refuse_is_not_saved(string address)
    {
        var store = await Store.OpenAsync("sqlite");
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();

        var refused = await store.ChangeAsync(id, new { externalApiUrl = address });

        Assert.Equal("externalApiUrl", refused.Data.GetProperty("errors")[0].Text("field"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Every_setting_is_kept_and_reaches_the_doors(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var created = Store.Ok(await store.CreateAsync(Store.Quality, "全部", new
        {
            orderScope = "TENANT_ALL", requireV2Signature = true, ipAllowList = new[] { "203.0.113.0/24", "2001:db8::1" }, dailyQuota = 7,
            configJson = new { eventFilter = new[] { "completed", "cancelled" }, other = 1 }, remark = "备注",
        }));

        var known = (await store.Hub.Services.GetDirectory().FindByKeyAsync(created.Text("appKey")!, CancellationToken.None))!;

        Assert.Equal((Hub.Modules.AppStore.OrderScope.TenantAll, true, 7), (known.OrderScope, known.RequireV2Signature, known.DailyQuota));
        Assert.Equal(["203.0.113.0/24", "2001:db8::1/128"], known.IpAllowList.Select(n => n.ToString()));
        Assert.Equal(["completed", "cancelled"], known.EventFilter);
        Assert.Equal(1, created.GetProperty("configJson").Id("other"));
        Assert.Equal(created.Text("appSecret"), known.AppSecret!.Reveal());
        Assert.Equal(created.Text("callbackSecret"), known.CallbackSecret!.Reveal());
        Assert.Equal("VALIDATION", (await store.ChangeAsync(created.Id(), new { configJson = new { eventFilter = "completed" } })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(created.Id(), new { configJson = new { big = new string('x', 17_000) } })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(created.Id(), new { ipAllowList = new[] { "300.1.1.1" } })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(created.Id(), new { ipAllowList = Enumerable.Range(0, 21).Select(i => $"10.0.0.{i}") })).ErrorCode);
        Assert.Equal("VALIDATION", (await store.ChangeAsync(created.Id(), new { appType = Store.Logistics })).ErrorCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Enable_and_disable_are_two_calls_that_may_be_repeated(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();

        var off = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/disable", new { reason = "维护" }));
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/disable"));
        var on = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/enable"));

        Assert.Equal(("disabled", "TENANT", "维护"), (off.Text("status"), off.Text("disabledBy"), off.Text("disabledReason")));
        Assert.Equal(("active", null), (on.Text("status"), on.Text("disabledBy")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task My_apps_shows_all_credentials_and_looking_creates_none(string provider)
    {
        // S15, S16.
        var store = await Store.OpenAsync(provider);
        Assert.Empty(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-apps")).EnumerateArray());
        var overview = Store.Ok(await store.Admin.GetAsync($"{Store.Apps}/integration-overview"));
        Assert.Equal((0, false), (overview.Id("totalApps"), overview.GetProperty("modules").EnumerateArray().Any(m => m.GetProperty("connected").GetBoolean())));
        Assert.Equal(0, Store.Ok(await store.Admin.GetAsync($"{Store.Apps}/stats")).Id("totalApps"));
        Assert.All(Store.Ok(await store.Admin.GetAsync($"{Store.Apps}/app-types")).EnumerateArray(), t => Assert.False(t.GetProperty("subscribed").GetBoolean()));
        Assert.Equal(0, Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/list")).Id("total"));

        await store.BuyAsync(Store.Quality);
        Store.Ok(await store.CreateAsync(Store.Quality, "一"));
        Store.Ok(await store.CreateAsync(Store.Quality, "二"));

        var mine = Assert.Single(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-apps")).EnumerateArray());
        Assert.Equal((3, "ACTIVE"), (mine.GetProperty("credentials").GetArrayLength(), mine.GetProperty("subscription").Text("status")));
        var after = Store.Ok(await store.Admin.GetAsync($"{Store.Apps}/integration-overview"));
        Assert.Equal((3, 3), (after.Id("totalApps"), after.Id("activeApps")));
        var module = after.GetProperty("modules").EnumerateArray().Single(m => m.Text("appType") == Store.Quality);
        Assert.Equal(("/production/warehousing", true), (module.Text("viewPath"), module.GetProperty("connected").GetBoolean()));
    }
}

internal static class DirectoryOf
{
    public static Hub.Modules.AppStore.CredentialDirectory GetDirectory(this IServiceProvider services) =>
        (Hub.Modules.AppStore.CredentialDirectory)services.GetService(typeof(Hub.Modules.AppStore.CredentialDirectory))!;
}
