namespace Weft.Hub.Platform.Redis;

/// <summary>Settings of section <c>Redis</c> (running 2). One node needs none.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>StackExchange.Redis connection string, such as <c>redis:6379,password=…</c>. Default: none, counters then hold for each node.</summary>
    public string ConnectionString { get; set; } = "";
}
