using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Credentials;

public sealed class SecretTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task Answers_with_a_secret_are_not_kept_by_anyone(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();

        Assert.True(await IsNoStoreAsync(store, $"{Store.Base}/start-trial", new { appCode = Store.Logistics }));
        Assert.True(await IsNoStoreAsync(store, $"{Store.Apps}/{id}/reveal-secret", new { }));
        Assert.True(await IsNoStoreAsync(store, $"{Store.Apps}/{id}/reset-secret", new { }));
        Assert.True(await IsNoStoreAsync(store, $"{Store.Apps}/{id}/reset-callback-secret", new { }));
        Assert.True(await IsNoStoreAsync(store, $"{Store.Apps}/create", new { appType = Store.Quality, appName = "新" }));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_old_secret_dies_at_once_or_after_the_overlap(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var credential = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var key = credential.Text("appKey")!;
        var directory = hub.Services.GetDirectory();

        var first = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reset-secret", new { overlapHours = 24 }));
        var during = (await directory.FindByKeyAsync(key, CancellationToken.None))!;
        Assert.Equal((first.Text("appSecret"), credential.Text("appSecret")), (during.AppSecret!.Reveal(), during.PreviousSecret!.Reveal()));
        Assert.Equal(hub.Clock.GetUtcNow().UtcDateTime.AddHours(24), during.PreviousSecretUntil);

        var second = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reset-secret"));
        var after = (await directory.FindByKeyAsync(key, CancellationToken.None))!;
        Assert.Equal((second.Text("appSecret"), first.Text("appSecret")), (after.AppSecret!.Reveal(), after.PreviousSecret!.Reveal()));
        Assert.True(after.PreviousSecretUntil <= hub.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal("VALIDATION", (await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reset-secret", new { overlapHours = 2 })).ErrorCode);
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reset-secret", new { overlapHours = 1 }));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Resetting_one_secret_never_touches_the_other(string provider)
    {
        // S13.
        var store = await Store.OpenAsync(provider);
        var made = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var directory = store.Hub.Services.GetDirectory();
        async Task<(string, string)> SecretsAsync() =>
            await directory.FindByKeyAsync(made.Text("appKey")!, CancellationToken.None) is { } c ? (c.AppSecret!.Reveal(), c.CallbackSecret!.Reveal()) : default;

        var one = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/reset-secret"));
        Assert.Equal((one.Text("appSecret"), made.Text("callbackSecret")), await SecretsAsync());
        var two = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/reset-callback-secret"));
        Assert.Equal((one.Text("appSecret"), two.Text("callbackSecret")), await SecretsAsync());
        Assert.NotEqual(made.Text("callbackSecret"), two.Text("callbackSecret"));
        Assert.StartsWith("****", two.Text("appSecret"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_pending_secret_is_claimed_by_one_of_many(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var credential = (await store.CredentialsAsync(Store.Quality))[0];
        Assert.Equal("SECRET_PENDING", (await store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reset-secret")).ErrorCode);
        Assert.Null((await store.Hub.Services.GetDirectory().FindByKeyAsync(credential.Text("appKey")!, CancellationToken.None))!.AppSecret);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Admin.PostAsync($"{Store.Apps}/{credential.Id()}/reveal-secret")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("SECRET_CLAIMED", a.ErrorCode));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Secrets_need_a_password_that_was_checked_lately(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var store = await Store.OpenAsync(hub);
        var id = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential").Id();
        hub.Clock.Advance(TimeSpan.FromMinutes(11));

        var refused = await store.Admin.PostAsync($"{Store.Apps}/{id}/reset-secret");
        var wrong = await store.Admin.PostAsync($"{Store.Apps}/{id}/reset-secret", new { password = "falsch" });
        var right = await store.Admin.PostAsync($"{Store.Apps}/{id}/reset-secret", new { password = TestTenant.Password });

        Assert.Equal(("PASSWORD_NEEDED", "PASSWORD_NEEDED", 200), (refused.ErrorCode, wrong.ErrorCode, right.Status));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Every_step_with_a_secret_is_logged_and_told_without_it(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();
        List<string> secrets = [];
        foreach (var step in new[] { "reveal-secret", "reset-secret", "reset-callback-secret" })
        {
            var answer = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/{step}"));
            secrets.AddRange([answer.Text("appSecret")!, answer.Text("callbackSecret")!]);
        }
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/disable"));
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{id}/enable"));
        Store.Ok(await store.ChangeAsync(id, new { dailyQuota = 50, callbackUrl = "http://127.0.0.1:9000/hook?token=geheim" }));

        await store.Tenant.InAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            var log = await db.Set<OperationLog>().Where(l => l.TargetType == "TenantApp").OrderBy(l => l.Id).ToListAsync();
            Assert.Equal(
                ["RevealSecret", "ResetSecret", "ResetCallbackSecret", "DisableCredential", "EnableCredential", "UpdateCredential"], log.Select(l => l.Operation));
            Assert.All(log, l => Assert.Equal((store.Tenant.AdminId, "127.0.0.1"), (l.OperatorId, l.Address?.Replace("::ffff:", "", StringComparison.Ordinal))));
            var written = string.Join('\n', log.Select(l => l.Details));
            Assert.All(secrets.Where(s => !s.StartsWith('*')), s => Assert.DoesNotContain(s, written, StringComparison.Ordinal));
            Assert.DoesNotContain("geheim", written, StringComparison.Ordinal);
            Assert.Equal(6, await db.Set<StoredNotice>().CountAsync(n => n.Kind == "SECRET_CHANGED" || n.Kind == "CREDENTIAL_CHANGED"));
            return 0;
        });
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Secrets_are_sealed_for_their_own_row_and_column(string provider)
    {
        // G9.
        var store = await Store.OpenAsync(provider);
        var made = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");

        await store.Tenant.InAsync(async services =>
        {
            var app = await services.GetRequiredService<HubDbContext>().Set<TenantApp>().SingleAsync();
            var box = services.GetRequiredService<Hub.Platform.Secrets.SecretBox>();
            Assert.Equal(made.Text("appSecret"), app.OpenAppSecret(box)!.Reveal());
            Assert.DoesNotContain(made.Text("appSecret")!, Encoding.Latin1.GetString(app.AppSecret!), StringComparison.Ordinal);
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(app.AppSecret!, TenantApp.Table, TenantApp.CallbackSecretColumn, app.Id));
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => box.Open(app.AppSecret!, TenantApp.Table, TenantApp.AppSecretColumn, app.Id + 1));
            return 0;
        });
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task After_a_key_change_the_job_wraps_every_secret_anew(string provider)
    {
        const string NewKey = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
        const string OldKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        string key, secret, deletedKey;
        await using (var before = await TestHub.StartAsync(provider, on: database))
        {
            var store = await Store.OpenAsync(before);
            var made = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
            var deleted = Store.Ok(await store.CreateAsync(Store.Quality, "旧"));
            Store.Ok(await store.Admin.DeleteAsync($"{Store.Apps}/{deleted.Id()}"));
            var reset = Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/reset-secret", new { overlapHours = 24 }));
            (key, secret, deletedKey) = (made.Text("appKey")!, reset.Text("appSecret")!, deleted.Text("appKey")!);
        }
        await using (var during = await TestHub.StartAsync(provider, [$"Secrets:MasterKey={NewKey}", $"Secrets:PreviousMasterKeys:0={OldKey}"], on: database))
        {
            await during.RunJobAsync<RewrapJob>();
        }
        await using var after = await TestHub.StartAsync(provider, [$"Secrets:MasterKey={NewKey}"], on: database);
        var known = (await after.Services.GetDirectory().FindByKeyAsync(key, CancellationToken.None))!;
        Assert.Equal(secret, known.AppSecret!.Reveal());
        Assert.NotNull(known.PreviousSecret);
        Assert.NotNull(known.CallbackSecret);
        await after.AsPlatformAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            var deleted = await db.AcrossTenants<TenantApp>("test").IgnoreQueryFilters([HubDbContext.TenantFilter, HubDbContext.DeletedFilter])
                .SingleAsync(a => a.AppKey == deletedKey);
            Assert.NotNull(deleted.OpenAppSecret(services.GetRequiredService<Hub.Platform.Secrets.SecretBox>()));
            return 0;
        });
    }

    private static async Task<bool> IsNoStoreAsync(Store store, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", store.Admin.Token);
        request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await store.Hub.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return response.Headers.CacheControl?.NoStore == true;
    }
}
