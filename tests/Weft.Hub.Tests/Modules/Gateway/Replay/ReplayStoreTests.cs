using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Gateway.Replay;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Replay;

public sealed class ReplayStoreTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_equal_claims_on_two_nodes_one_wins(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var other = provider == TestDatabase.Postgres ? await TestHub.StartAsync(provider, on: database) : null;
        var requests = Enumerable.Range(0, 200).Select(_ => New()).ToList();
        var answers = await Task.WhenAll(requests.SelectMany(r => new[] { Claim(first, r), Claim(other ?? first, r), Claim(first, r) }));
        Assert.Equal(200, answers.Count(won => won));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_claim_outlives_a_restart(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var request = New();
        await using (var hub = await TestHub.StartAsync(provider, on: database))
        {
            Assert.True(await Claim(hub, request));
        }
        await using var again = await TestHub.StartAsync(provider, on: database);
        Assert.False(await Claim(again, request));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_reading_call_may_repeat_at_its_place_and_nowhere_else(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var read = New() with { MayRepeatHere = true };
        Assert.True(await Claim(hub, read));
        Assert.True(await Claim(hub, read));
        Assert.False(await Claim(hub, read with { Place = read.Place + 1 }));
        Assert.False(await Claim(hub, read with { Place = read.Place + 1, MayRepeatHere = false }));
        Assert.All(await Task.WhenAll(Claim(hub, read), Claim(hub, read), Claim(hub, read)), Assert.True);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Claims_are_forgotten_once_their_timestamp_is_too_old_to_pass(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await Claim(hub, New());
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        await Claim(hub, New());
        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        await hub.RunJobAsync<ForgetClaimsJob>();
        Assert.Equal(1, await hub.AsPlatformAsync(services => services.GetRequiredService<HubDbContext>().Set<ReplayClaim>().CountAsync()));
    }

    private static ReplayClaimRequest New() => new(RandomNumberGenerator.GetBytes(16), BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)), false);

    private static Task<bool> Claim(TestHub hub, ReplayClaimRequest request) =>
        hub.Services.GetRequiredService<ReplayStore>().ClaimAsync(request, CancellationToken.None);
}
