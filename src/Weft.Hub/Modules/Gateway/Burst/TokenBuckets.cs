using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Weft.Hub.Platform.Redis;

namespace Weft.Hub.Modules.Gateway.Burst;

/// <summary>
/// One token bucket for each credential: in Redis, for all nodes, where one is configured; otherwise, and while Redis does not answer, on this node.
/// </summary>
internal sealed partial class TokenBuckets(IOptions<GatewayOptions> options, SharedRedis redis, ILogger<TokenBuckets> logger)
{
    /// <summary>Refills by the caller's clock and takes one token, in one step of Redis; the key goes when the bucket would be full again.</summary>
    private const string Take = """
        local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local now, rate, size = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local tokens, at = tonumber(state[1]) or size, tonumber(state[2]) or now
        if now > at then tokens = math.min(size, tokens + (now - at) * rate / 1000) at = now end
        if tokens < 1 then return -1 end
        tokens = tokens - 1
        redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', at)
        redis.call('PEXPIRE', KEYS[1], math.ceil(size / rate * 1000) + 1000)
        return math.floor(tokens)
        """;

    private readonly ConcurrentDictionary<long, Bucket> local = new();

    /// <summary>Tokens left after taking one, or -1 when there was none.</summary>
    public ValueTask<int> TakeAsync(long credentialId, DateTime now) => redis.IsConfigured ? TakeSharedAsync(credentialId, now) : new(TakeLocal(credentialId, now));

    private async ValueTask<int> TakeSharedAsync(long credentialId, DateTime now)
    {
        try
        {
            if (await redis.DatabaseAsync() is { } database)
            {
                var milliseconds = new DateTimeOffset(now).ToUnixTimeMilliseconds();
                return (int)await database.ScriptEvaluateAsync(
                    Take, [$"weft:burst:{credentialId}"], [milliseconds, options.Value.BurstPerSecond, options.Value.BurstBucket]);
            }
        }
        catch (RedisException error)
        {
            Log.Unreachable(logger, error.GetType().Name);
        }
        catch (TimeoutException error)
        {
            Log.Unreachable(logger, error.GetType().Name);
        }
        return TakeLocal(credentialId, now);
    }

    private int TakeLocal(long credentialId, DateTime now)
    {
        var settings = options.Value;
        var bucket = local.GetOrAdd(credentialId, static (_, size) => new Bucket(size), settings.BurstBucket);
        return bucket.Take(now, settings.BurstPerSecond, settings.BurstBucket);
    }

    private sealed class Bucket(int size)
    {
        private readonly Lock gate = new();
        private double tokens = size;
        private DateTime filledAt;

        public int Take(DateTime now, int perSecond, int size)
        {
            lock (gate)
            {
                if (now > filledAt)
                {
                    tokens = filledAt == default ? tokens : Math.Min(size, tokens + ((now - filledAt).TotalSeconds * perSecond));
                    filledAt = now;
                }
                return tokens < 1 ? -1 : (int)--tokens;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Warning, "Redis did not answer ({Error}); the burst limit holds for this node alone")]
        public static partial void Unreachable(ILogger logger, string error);
    }
}
