using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Persistence;

public sealed class SharedCommitTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Concurrent_units_are_each_saved_or_each_undone_alone(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 60).Select(n => hub.InTenantAsync(1000 + (n % 3), async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            long number = 0;
            try
            {
                return await db.UnitAsync(
                    async () =>
                    {
                        db.TakeNumber("T", new DateOnly(2026, 2, 11), value => number = value);
                        await db.SaveChangesAsync();
                        return n % 5 == 0 ? throw new InvalidOperationException("no") : number;
                    },
                    CancellationToken.None);
            }
            catch (InvalidOperationException)
            {
                return -1L;
            }
        })));
        Assert.Equal(12, outcomes.Count(o => o == -1));
        // 48 numbers over three tenants, each from 1 on without a gap: an undone unit gives its number back.
        Assert.Equal(48, outcomes.Count(o => o > 0));
        Assert.Equal(Enumerable.Range(1, 16).SelectMany(n => new long[] { n, n, n }), outcomes.Where(o => o > 0).Order());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_refused_unit_leaves_nothing(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var refused = await hub.InTenantAsync(7, async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            return await db.UnitAsync<Result<long>>(
                async () =>
                {
                    db.Raise(new Happened(1));
                    await db.SaveChangesAsync();
                    return CommonErrors.NotFound;
                },
                CancellationToken.None);
        });
        Assert.True(refused.IsRefused(out _));
        Assert.Equal(0, await CountOutboxAsync(hub, 7));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_query_without_a_tenant_throws(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await using var scope = hub.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        await Assert.ThrowsAsync<NoTenantInScopeException>(() => db.Set<OutboxMessage>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_of_another_tenant_can_not_be_written(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await Assert.ThrowsAsync<CrossTenantWriteException>(() => hub.InTenantAsync(7, async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            db.Add(new OutboxMessage { TenantId = 8, Type = "x" });
            return await db.SaveChangesAsync();
        }));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_plain_save_is_repeated_by_no_one_and_seen_by_its_tenant_only(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Background:Relay=false"]);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => hub.InTenantAsync(1 + (n % 2), async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            db.Raise(new Happened(n));
            return await db.SaveChangesAsync();
        })));
        Assert.Equal(20, await CountOutboxAsync(hub, 1));
        Assert.Equal(20, await CountOutboxAsync(hub, 2));
    }

    private static Task<int> CountOutboxAsync(TestHub hub, long tenant) =>
        hub.InTenantAsync(tenant, services => services.GetRequiredService<HubDbContext>().Set<OutboxMessage>().CountAsync());

    private sealed record Happened(int Number) : IEvent
    {
        public static string Name => "test.happened";
    }
}
