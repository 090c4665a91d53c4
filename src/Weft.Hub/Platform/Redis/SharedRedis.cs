using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Weft.Hub.Platform.Redis;

/// <summary>The Redis that nodes share, where one is configured. What it holds may be lost without harm: nothing durable is kept there.</summary>
public sealed class SharedRedis(IOptions<RedisOptions> options) : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> connection = new(() =>
    {
        var settings = ConfigurationOptions.Parse(options.Value.ConnectionString);
        settings.AbortOnConnectFail = false;
        settings.ConnectTimeout = 2000;
        settings.AsyncTimeout = 500;
        settings.ClientName = "weft-hub";
        return ConnectionMultiplexer.ConnectAsync(settings);
    });

    public bool IsConfigured { get; } = options.Value.ConnectionString.Length > 0;

    /// <summary>The database, or null when none is configured or it does not answer now.</summary>
    public async ValueTask<IDatabase?> DatabaseAsync()
    {
        if (!IsConfigured)
        {
            return null;
        }
        var multiplexer = await connection.Value;
        return multiplexer.IsConnected ? multiplexer.GetDatabase() : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated)
        {
            await (await connection.Value).DisposeAsync();
        }
    }
}
