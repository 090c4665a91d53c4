using System.Data.Common;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Units of work of the platform's own busiest statements, counting calls and logging them, which no context stands behind: they run on the lane's connection with
/// statements that stay prepared. Their rows carry their tenants; the commit does not wait for the disk.
/// </summary>
public sealed class PlatformUnits(WriteLanes lanes, HubDatabase database)
{
    public bool IsPostgres => database.IsPostgres;

    /// <summary>Committed when it returns. <paramref name="work"/> may run again when the database asks for it, so it does nothing outside.</summary>
    public async Task<T> RunAsync<T>(Func<PlatformUnit, Task<T>> work)
    {
        T result = default!;
        await lanes.RunAsync(tenant: 0, async lane => result = await work(new PlatformUnit(lane)), CancellationToken.None, diskMayFollow: true);
        return result;
    }
}

/// <summary>One such unit.</summary>
public sealed class PlatformUnit
{
    private readonly WriteTransaction lane;

    internal PlatformUnit(WriteTransaction lane) => this.lane = lane;

    /// <summary>
    /// The statement with parameters of these names, in this order; set each one's value before each execution. It is kept with the connection:
    /// the caller does not dispose of it.
    /// </summary>
    public DbCommand Statement(string sql, IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return lane.Kept(sql, parameters);
    }
}
