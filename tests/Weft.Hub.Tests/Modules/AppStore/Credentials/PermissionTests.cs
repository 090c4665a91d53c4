using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Credentials;

public sealed class PermissionTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_call_asks_for_its_own_code(string provider)
    {
        // S4: what the menu hides the server refuses.
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var id = (await store.CredentialsAsync(Store.Quality))[0].Id();
        var viewer = await store.Tenant.UserAsync("all", "MENU_APP_STORE_VIEW", "MENU_TENANT_APP_VIEW");
        var manager = await store.Tenant.UserAsync("all", "MENU_TENANT_APP_VIEW", "MENU_TENANT_APP_MANAGE");

        Store.Ok(await viewer.PostAsync($"{Store.Base}/list"));
        Store.Ok(await viewer.GetAsync($"{Store.Apps}/{id}"));
        foreach (var path in new[]
        {
            $"{Store.Base}/start-trial", $"{Store.Base}/create-order", $"{Store.Base}/my-orders", $"{Store.Base}/my-subscriptions", $"{Store.Base}/quick-setup",
            $"{Store.Apps}/create", $"{Store.Apps}/{id}/enable", $"{Store.Apps}/{id}/disable", $"{Store.Apps}/{id}/reset-secret",
            $"{Store.Apps}/{id}/reset-callback-secret", $"{Store.Apps}/{id}/reveal-secret", $"{Store.Base}/subscription/1/renew",
        })
        {
            Assert.True((await viewer.PostAsync(path, new { })).Status == 403, path);
        }
        Assert.Equal(403, (await viewer.PutAsync($"{Store.Apps}/{id}", new { version = 0 })).Status);
        Assert.Equal(403, (await viewer.DeleteAsync($"{Store.Apps}/{id}")).Status);
        Store.Ok(await manager.PostAsync($"{Store.Apps}/{id}/disable"));
        Assert.Equal(403, (await manager.PostAsync($"{Store.Apps}/{id}/reveal-secret")).Status);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_operators_calls_are_for_the_operator_only_and_the_tenants_for_the_tenant(string provider)
    {
        var store = await Store.OpenAsync(provider);
        foreach (var call in new[]
        {
            "order-list", "record-payment", "set-discount", "cancel-order", "refund", "grant-to-tenant", "revoke-from-tenant", "tenant-subscriptions", "catalogue",
        })
        {
            Assert.True((await store.Admin.PostAsync($"{Store.Base}/admin/{call}", new { })).Status == 403, call);
            Assert.True((await new ConsoleClient(store.Hub.Http, null).PostAsync($"{Store.Base}/admin/{call}", new { })).Status == 401, call);
        }
        Assert.Equal(403, (await store.Operator.PostAsync($"{Store.Apps}/list")).Status);
        Assert.Equal(403, (await store.Operator.PostAsync($"{Store.Base}/my-apps")).Status);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Another_tenants_ids_are_not_found_and_nothing_changes(string provider)
    {
        var (mine, theirs) = (await Store.OpenAsync(provider), await Store.OpenAsync(provider));
        await theirs.BuyAsync(Store.Quality);
        await mine.BuyAsync(Store.Quality);
        var credential = (await theirs.CredentialsAsync(Store.Quality))[0];
        var (id, subscription) = (credential.Id(), (await theirs.SubscriptionsAsync(Store.Quality))[0].Id());
        var order = Store.Ok(await theirs.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Logistics)));
        var orderNo = order.Text("orderNo");

        ConsoleAnswer[] answers =
        [
            await mine.Admin.GetAsync($"{Store.Apps}/{id}"),
            await mine.Admin.PutAsync($"{Store.Apps}/{id}", new { version = 0, remark = "x" }),
            await mine.Admin.DeleteAsync($"{Store.Apps}/{id}"),
            await mine.Admin.PostAsync($"{Store.Apps}/{id}/enable"),
            await mine.Admin.PostAsync($"{Store.Apps}/{id}/disable"),
            await mine.Admin.PostAsync($"{Store.Apps}/{id}/reset-secret"),
            await mine.Admin.PostAsync($"{Store.Apps}/{id}/reset-callback-secret"),
            await mine.Admin.PostAsync($"{Store.Apps}/{id}/reveal-secret"),
            await mine.Admin.PostAsync($"{Store.Base}/quick-setup", new { tenantAppId = id, callbackUrl = "http://127.0.0.1:9000/" }),
            await mine.Admin.GetAsync($"{Store.Base}/order/{orderNo}"),
            await mine.Admin.PostAsync($"{Store.Base}/order/{orderNo}/cancel"),
            await mine.Admin.PostAsync($"{Store.Base}/subscription/{subscription}/renew", Store.Order(Store.Quality)),
        ];

        Assert.All(answers, a => Assert.Equal((404, "NOT_FOUND"), (a.Status, a.ErrorCode)));
        Assert.Equal("VALIDATION", (await mine.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality, "YEARLY", "RENEW_EXISTING", id))).ErrorCode);
        Assert.Equal(JsonSerializer.Serialize(credential), JsonSerializer.Serialize(await theirs.CredentialAsync(id)));
        Assert.Equal("PENDING", Store.Ok(await theirs.Admin.GetAsync($"{Store.Base}/order/{orderNo}")).Text("status"));
        Assert.Null(await mine.Hub.Services.GetDirectory().FindAsync(mine.Tenant.TenantId, id, CancellationToken.None));
    }
}
