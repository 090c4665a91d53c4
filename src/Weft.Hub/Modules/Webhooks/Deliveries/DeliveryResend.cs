using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Sets deliveries due again, with a new round of attempts; their ids, sequences and bodies stay. Inside the caller's unit of work.</summary>
internal sealed class DeliveryResend(HubDbContext db, DeliverySignal signal, TimeProvider clock)
{
    /// <summary>How many were set due. The deliveries are all of that credential.</summary>
    public async Task<int> SetDueAsync(long credentialId, IQueryable<Delivery> deliveries, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var count = await deliveries.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.RoundAttempts, 0)
                .SetProperty(d => d.NextAttemptAt, now).SetProperty(d => d.ClosedAt, (DateTime?)null),
            ct);
        // Written also when it changes nothing: the lock makes a node that is giving the queue back see what was reopened.
        await db.Set<DeliveryQueue>().Where(q => q.CredentialId == credentialId)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.NextDueAt, q => q.NextDueAt < now ? q.NextDueAt : now), ct);
        db.AfterCommit(signal.Wake);
        return count;
    }
}
