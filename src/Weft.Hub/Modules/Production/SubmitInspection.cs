using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>A submission that was stored.</summary>
public sealed record InspectionState(string WarehousingNo, string OrderNo, OrderStatus OrderStatus, IReadOnlyList<long> RecordIds, QualityTotals Totals, QualityTotals OrderTotals);

/// <summary>
/// Submits an inspection: single, batch or re-inspection, by whichever path (production-domain 6, 10). Its records, the pieces and the stock that move, and one event are in one
/// commit of its own, under the order's lock.
/// </summary>
public sealed class SubmitInspection
{
    private readonly HubDbContext db;
    private readonly InspectionWork work;

    internal SubmitInspection(HubDbContext db, InspectionWork work) => (this.db, this.work) = (db, work);

    /// <summary>
    /// Refused when a field breaks a rule (VALIDATION), the order or a bundle is not found, and (STATE) when the order is final, the bundle was inspected, nothing is declared
    /// repaired, or more would be inspected than was cut. Durable when it returns. Not safe to repeat: a second submission is a second inspection.
    /// </summary>
    public Task<Result<InspectionState>> ExecuteAsync(SubmitInspectionCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return db.CommitAsync(() => work.ExecuteAsync(command, ct), ct);
    }
}
