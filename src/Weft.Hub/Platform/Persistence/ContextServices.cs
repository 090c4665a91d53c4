using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>What a context needs of its scope; one parameter, so that the two databases' contexts stay two lines long.</summary>
public sealed partial class ContextServices(
    TenantScope tenant, Actor actor, WriteLanes lanes, TenantCommits commits, IdSource ids, HubDatabase database, OutboxSignal outboxSignal, TimeProvider clock, ILogger<ContextServices> logger)
{
    internal TenantScope Tenant => tenant;

    internal Actor Actor => actor;

    internal WriteLanes Lanes => lanes;

    internal TenantCommits Commits => commits;

    internal IdSource Ids => ids;

    internal HubDatabase Database => database;

    internal OutboxSignal OutboxSignal => outboxSignal;

    internal TimeProvider Clock => clock;

    /// <summary>For tools that only read what the model is: the context is never opened.</summary>
    internal bool IsForDescription { get; init; }

    internal void CrossTenantRead(string table, string reason) => Log.CrossTenantRead(logger, table, reason, actor.Name);

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Debug, "{Table} is read across tenants by {Actor}: {Reason}")]
        public static partial void CrossTenantRead(ILogger logger, string table, string reason, string actor);
    }
}
