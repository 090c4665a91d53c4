using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// The database as one request, job item or console action sees it. Reads see one tenant's rows; a read without a tenant in scope throws.
/// Changes are written by <see cref="SaveChangesAsync(bool, CancellationToken)"/>, which returns when they are durable.
/// </summary>
public abstract partial class HubDbContext(DbContextOptions options, ContextServices services) : DbContext(options)
{
    private readonly List<NumberRequest> numbers = [];
    private readonly List<Action> afterCommit = [];
    private WriteTransaction? lane;

    /// <summary>The tenant that every query of a tenant's rows is narrowed to; named by the filters.</summary>
    public long FilterTenant => services.Tenant.Required;

    internal TenantScope Tenant => services.Tenant;

    internal TimeProvider Clock => services.Clock;

    internal OutboxSignal OutboxSignal => services.OutboxSignal;

    internal bool InLane => lane is not null;

    internal bool IsPostgres => services.Database.IsPostgres;

    internal long NextId() => services.Ids.Next();

    /// <summary>
    /// A table across tenants: for relays, clean-up and the platform operator. The scope must have entered the platform, and the reason is logged.
    /// </summary>
    public IQueryable<T> AcrossTenants<T>(string reason) where T : class, ITenantOwned
    {
        if (!Tenant.IsPlatform)
        {
            throw new NoTenantInScopeException();
        }
        services.CrossTenantRead(typeof(T).Name, reason);
        return Set<T>().IgnoreQueryFilters([TenantFilter]);
    }

    /// <summary>
    /// Asks for the next running number of the tenant's counter (production-domain 1). It is taken in the transaction that saves, and handed to
    /// <paramref name="assign"/> just before the rows are written; read it from there after saving.
    /// </summary>
    public void TakeNumber(string prefix, DateOnly day, Action<long> assign) => numbers.Add(new NumberRequest(Tenant.Required, prefix, day, assign));

    /// <summary>
    /// As <see cref="TakeNumber"/>, but from the platform's own counter, so that the number is unique over all tenants: for documents that the
    /// platform issues, such as app orders. Take several in the order of their prefixes, so that tenants do not wait for each other in a circle.
    /// </summary>
    public void TakePlatformNumber(string prefix, DateOnly day, Action<long> assign) => numbers.Add(new NumberRequest(0, prefix, day, assign));

    /// <summary>
    /// Takes several running numbers of the tenant's counter at once, inside a unit of work; answers the last of them. For batches, where one statement for each
    /// document would be most of the work.
    /// </summary>
    public Task<long> TakeNumbersAsync(string prefix, DateOnly day, int count) => Counter.TakeAsync(
        lane ?? throw new InvalidOperationException("Numbers of a batch are taken in UnitAsync."), Tenant.Required, prefix, day, count);

    /// <summary>Runs after the changes are durable: to wake a worker or drop a cached value. It must be quick and not throw.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>Saves in a shared durable commit. Repeating after an exception is safe: nothing was written.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        GuardAndStamp();
        if (InLane)
        {
            // Inside a unit a number is spent when it is taken; a plain save, below, keeps its requests in case it has to run again.
            await AssignNumbersAsync();
            numbers.Clear();
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        if (!ChangeTracker.HasChanges() && numbers.Count == 0)
        {
            return 0;
        }
        var written = 0;
        await services.Lanes.RunAsync(LaneTenant(), transaction => WithinAsync(transaction, async () =>
        {
            await AssignNumbersAsync();
            written = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, CancellationToken.None);
        }), cancellationToken, AddedRows.From(ChangeTracker, numbers));
        numbers.Clear();
        if (acceptAllChangesOnSuccess)
        {
            ChangeTracker.AcceptAllChanges();
        }
        Committed();
        return written;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: a commit is shared, and waited for.");

    /// <summary>
    /// A unit of work that reads, locks and writes in one transaction: for conditional statements and for rules that hold over several rows.
    /// <paramref name="work"/> loads what it needs (the context is emptied first), may save, and may run again if the database asks for it, so
    /// it does nothing outside the database. A result that is a refusal undoes the unit. Durable when it returns.
    /// </summary>
    public Task<T> UnitAsync<T>(Func<Task<T>> work, CancellationToken ct) => UnitAsync(work, isCounted: true, ct);

    /// <summary>
    /// As <see cref="UnitAsync{T}(Func{Task{T}}, CancellationToken)"/>, for what one person keeps for himself, such as the columns of a list: what others remember of the
    /// tenant stays as new as it was (<see cref="TenantCommits"/>).
    /// </summary>
    internal Task<T> PersonalUnitAsync<T>(Func<Task<T>> work, CancellationToken ct) => UnitAsync(work, isCounted: false, ct);

    private async Task<T> UnitAsync<T>(Func<Task<T>> work, bool isCounted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (InLane)
        {
            return await work();
        }
        if (ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("A unit of work starts without unsaved changes: load what it changes inside it.");
        }
        T result = default!;
        try
        {
            await services.Lanes.RunAsync(LaneTenant(), transaction => WithinAsync(transaction, async () =>
            {
                ChangeTracker.Clear();
                numbers.Clear();
                afterCommit.Clear();
                result = await work();
                if (result is IResultOutcome { Refusal: not null })
                {
                    throw new UnitRefusedException();
                }
                if (ChangeTracker.HasChanges() || numbers.Count > 0)
                {
                    await SaveChangesAsync(CancellationToken.None);
                }
            }), ct);
        }
        catch (UnitRefusedException)
        {
            Forget();
            return result;
        }
        catch
        {
            Forget();
            throw;
        }
        Committed(isCounted);
        return result;
    }

    private void Forget()
    {
        ChangeTracker.Clear();
        numbers.Clear();
        afterCommit.Clear();
    }

    private void Committed(bool isCounted = true)
    {
        if (isCounted)
        {
            services.Commits.Count(LaneTenant());
        }
        var actions = afterCommit.ToArray();
        afterCommit.Clear();
        foreach (var action in actions)
        {
            action();
        }
    }

    /// <summary>Work across tenants runs in the platform's own transactions; a tenant's in the tenant's.</summary>
    private long LaneTenant() => Tenant.IsPlatform ? 0 : Tenant.Required;

    private async Task WithinAsync(WriteTransaction transaction, Func<Task> work)
    {
        Database.SetDbConnection(transaction.Connection, contextOwnsConnection: false);
        await Database.UseTransactionAsync(transaction.Transaction);
        lane = transaction;
        try
        {
            await work();
        }
        finally
        {
            lane = null;
            await Database.UseTransactionAsync(null);
            Database.SetDbConnection(null);
            Database.SetConnectionString(services.Database.ConnectionString);
        }
    }

    private async Task AssignNumbersAsync()
    {
        if (numbers.Count == 0)
        {
            return;
        }
        foreach (var (counter, prefix, day, assign) in numbers)
        {
            assign(await Counter.NextAsync(lane!, counter, prefix, day));
        }
    }

    private void GuardAndStamp()
    {
        ChangeTracker.DetectChanges();
        var now = services.Clock.UtcNow();
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            {
                Guard(entry);
                if (entry.Entity is TenantRow row)
                {
                    Stamp(entry, row, now);
                }
            }
        }
    }

    private void Guard(EntityEntry entry)
    {
        if (entry.Entity is not ITenantOwned owned || Tenant.IsPlatform)
        {
            return;
        }
        var scope = Tenant.Required;
        if (entry.State == EntityState.Added && owned.TenantId == 0)
        {
            entry.Property(nameof(ITenantOwned.TenantId)).CurrentValue = scope;
            return;
        }
        var stored = entry.State == EntityState.Added ? owned.TenantId : (long)entry.Property(nameof(ITenantOwned.TenantId)).OriginalValue!;
        if (stored != scope || owned.TenantId != scope)
        {
            throw new CrossTenantWriteException(entry.Metadata.ClrType.Name, stored, scope);
        }
    }

    private void Stamp(EntityEntry entry, TenantRow row, DateTime now)
    {
        if (entry.State == EntityState.Added)
        {
            if (row.CreateTime == default)
            {
                row.CreateTime = now;
                row.CreatedById ??= services.Actor.UserId;
                row.CreatedByName = row.CreatedByName.Length > 0 ? row.CreatedByName : services.Actor.Name;
            }
            row.UpdateTime = now;
        }
        else if (entry.State == EntityState.Modified)
        {
            row.UpdateTime = now;
            row.Version = (int)entry.Property(nameof(TenantRow.Version)).OriginalValue! + 1;
        }
    }

    private sealed class UnitRefusedException : Exception;
}
