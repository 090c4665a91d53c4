using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Tests.Console;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production;

/// <summary>Figures that are remembered are never older than what this node has committed, and stay within the reach of whoever asks.</summary>
public sealed class RecentFiguresTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly TenantCommits commits = new();
    private int reads;

    [Fact]
    public async Task They_are_read_anew_after_a_commit_of_the_tenant_and_after_half_a_minute()
    {
        var figures = new RecentFigures(commits, clock);
        Assert.Equal(1, await ReadAsync(figures, User(1, 7)));
        Assert.Equal(1, await ReadAsync(figures, User(2, 7)));
        commits.Count(8);
        Assert.Equal(1, await ReadAsync(figures, User(1, 7)));
        commits.Count(7);
        Assert.Equal(2, await ReadAsync(figures, User(1, 7)));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(3, await ReadAsync(figures, User(1, 7)));
    }

    [Fact]
    public async Task Nobody_is_given_what_was_read_for_another_tenant_factory_or_person()
    {
        var figures = new RecentFigures(commits, clock);
        Assert.Equal(1, await ReadAsync(figures, User(1, 7)));
        Assert.Equal(2, await ReadAsync(figures, User(1, 8)));
        Assert.Equal(3, await ReadAsync(figures, User(1, 7, factory: 5)));
        Assert.Equal(4, await ReadAsync(figures, User(1, 7, factory: 6)));
        Assert.Equal(5, await ReadAsync(figures, User(1, 7, scope: DataScope.Own)));
        Assert.Equal(6, await ReadAsync(figures, User(2, 7, scope: DataScope.Own)));
        Assert.Equal(7, await ReadAsync(figures, User(1, 7), asked: "completed"));
        Assert.Equal(1, await ReadAsync(figures, User(1, 7)));
    }

    [Fact]
    public async Task The_cards_count_an_order_as_soon_as_it_is_placed()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var credential = await TestCredential.BuyAsync(tenant);
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production");
        await Assertions.Expect(page.GetByTestId("card-api").Locator("b")).ToHaveTextAsync("0");
        await credential.PlaceOrderAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("card-api").Locator("b")).ToHaveTextAsync("1");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_person_keeps_for_himself_leaves_them_as_they_are()
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var credential = await TestCredential.BuyAsync(tenant);
        var commits = tenant.Hub.Services.GetRequiredService<TenantCommits>();
        var before = commits.Of(tenant.TenantId);
        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/profile/settings/dashboard.quick", new { value = new { entries = new[] { "orders" } } })).Status);
        Assert.Equal(before, commits.Of(tenant.TenantId));
        await credential.PlaceOrderAsync();
        Assert.True(commits.Of(tenant.TenantId) > before);
    }

    private static SignedInUser User(long id, long tenant, long? factory = null, DataScope scope = DataScope.All) =>
        new(id, tenant, "user", "name", scope, factory, new HashSet<string>(), "Asia/Shanghai");

    private async Task<int> ReadAsync(RecentFigures figures, SignedInUser user, string? asked = null) => (await figures.GetAsync(
        user, "orders", asked is null ? [] : [KeyValuePair.Create("status", asked)], () => Task.FromResult<Answer<int>>(++reads), TestContext.Current.CancellationToken)).Value;
}
