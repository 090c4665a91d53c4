using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Gateway.Burst;
using Weft.Hub.Platform.Redis;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Burst;

public sealed class TokenBucketsTests
{
    private static readonly DateTime Now = new(2026, 2, 11, 6, 30, 0, DateTimeKind.Utc);

    /// <summary>No Redis, an unreachable one, and the server of <c>./test.sh</c>.</summary>
    public static TheoryData<string> Stores => Environment.GetEnvironmentVariable("WEFT_TEST_REDIS") is { Length: > 0 } server
        ? ["", "127.0.0.1:1,connectTimeout=100", server]
        : ["", "127.0.0.1:1,connectTimeout=100"];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_bucket_lets_its_size_through_at_once_and_then_its_rate(string store)
    {
        await using var redis = Redis(store);
        var buckets = Buckets(redis);
        var credential = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
        var first = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => buckets.TakeAsync(credential, Now).AsTask()));
        Assert.Equal(20, first.Count(left => left >= 0));
        Assert.Equal(0, first.Where(left => left >= 0).Min());
        var half = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => buckets.TakeAsync(credential, Now.AddMilliseconds(500)).AsTask()));
        Assert.Equal(5, half.Count(left => left >= 0));
        // Another credential has a bucket of its own.
        Assert.Equal(19, await buckets.TakeAsync(credential ^ 1, Now));
    }

    [Fact]
    public async Task Two_nodes_on_one_Redis_share_the_bucket()
    {
        if (Environment.GetEnvironmentVariable("WEFT_TEST_REDIS") is not { Length: > 0 } server)
        {
            // Without the server of ./test.sh there is nothing that two nodes could share.
            return;
        }
        await using var one = Redis(server);
        await using var two = Redis(server);
        var (first, second) = (Buckets(one), Buckets(two));
        var credential = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
        var taken = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => (n % 2 == 0 ? first : second).TakeAsync(credential, Now).AsTask()));
        Assert.Equal(20, taken.Count(left => left >= 0));
    }

    private static SharedRedis Redis(string server) => new(Options.Create(new RedisOptions { ConnectionString = server }));

    private static TokenBuckets Buckets(SharedRedis redis) =>
        new(Options.Create(new GatewayOptions { BurstPerSecond = 10, BurstBucket = 20 }), redis, NullLogger<TokenBuckets>.Instance);
}
