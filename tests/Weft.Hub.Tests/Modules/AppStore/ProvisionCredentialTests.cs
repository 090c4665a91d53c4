using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore;

public sealed class ProvisionCredentialTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task It_goes_the_way_of_a_sale_and_gives_working_secrets(string provider)
    {
        var store = await Store.OpenAsync(provider);
        async Task<ProvisionedCredential> ProvisionAsync(WantedCredential wanted) =>
            (await store.Tenant.InAsync(s => s.GetRequiredService<ProvisionCredential>().RunAsync(wanted, CancellationToken.None))).Value;

        var first = await ProvisionAsync(new WantedCredential(Store.Quality));
        var second = await ProvisionAsync(new WantedCredential(Store.Quality) { DailyQuota = 1000, CallbackUrl = "http://127.0.0.1:9000/", EventFilter = ["cancelled"] });

        var known = (await store.Hub.Services.GetRequiredService<CredentialDirectory>().FindByKeyAsync(first.AppKey, CancellationToken.None))!;
        Assert.Equal((first.AppSecret, first.CallbackSecret, "质检反馈"), (known.AppSecret, known.CallbackSecret, known.AppName));
        Assert.Equal(CredentialStanding.Good, known.StandingAt(store.Hub.Clock.UtcNow()));
        Assert.Equal("ACTIVATED", Assert.Single(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-orders")).GetProperty("records").EnumerateArray()).Text("status"));
        var other = (await store.Hub.Services.GetRequiredService<CredentialDirectory>().FindByKeyAsync(second.AppKey, CancellationToken.None))!;
        Assert.Equal((1000, "http://127.0.0.1:9000/", "质检反馈2"), (other.DailyQuota, other.CallbackUrl, other.AppName));
        Assert.Equal(["cancelled"], other.EventFilter);
    }

    [Fact]
    public async Task An_unknown_module_is_refused()
    {
        var store = await Store.OpenAsync("sqlite");
        var refused = await store.Tenant.InAsync(s => s.GetRequiredService<ProvisionCredential>().RunAsync(new WantedCredential("NICHTS"), CancellationToken.None));
        Assert.Equal("NOT_FOUND", refused.Refusal?.Token);
    }
}
