using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Lets concurrent units of work share one durable commit. Each unit runs isolated by a savepoint, one after the other, on the lane's
/// own connection, and is answered only after the commit that holds it: what is answered yes survives a crash, and a disk flush is paid
/// once for all that wait (stack 7).
/// </summary>
/// <remarks>
/// On SQLite there is one lane, because there is one writer. On PostgreSQL a lane's transaction holds units of one tenant only, so that
/// two nodes never wait for each other in a circle over tenants; should they over rows, the database ends one, and its units run again,
/// each alone. Two nodes need no agreement: rows and indexes decide. After a crash nothing is left: what was not committed was not answered.
/// </remarks>
public sealed class WriteLanes : IAsyncDisposable
{
    private readonly HubDatabase database;
    private readonly IdSource ids;
    private readonly int unitsPerCommit;
    private readonly Lane[] lanes;

    public WriteLanes(HubDatabase database, IdSource ids, IOptions<DatabaseOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        (this.database, this.ids, unitsPerCommit) = (database, ids, options.Value.UnitsPerCommit);
        lanes = new Lane[database.IsPostgres ? options.Value.WriteLanes : 1];
        for (var i = 0; i < lanes.Length; i++)
        {
            lanes[i] = new Lane(this);
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a shared transaction of the tenant (0: work of the platform) and returns when it is durable. When it throws, what it
    /// did is undone and the exception is the caller's. It may run more than once before it is committed, never after.
    /// </summary>
    /// <param name="tenant">The tenant, or 0.</param>
    /// <param name="work">The unit.</param>
    /// <param name="ct">Until the unit was handed over; from then on it runs to its end.</param>
    /// <param name="added">When the unit only adds rows: these, to be written together with others'. <paramref name="work"/> does the same alone.</param>
    /// <param name="diskMayFollow">
    /// True for counters whose last moments may be lost when the machine itself fails: a commit of such units alone does not wait for the disk. What a
    /// killed process committed is never lost.
    /// </param>
    internal Task RunAsync(long tenant, Func<WriteTransaction, Task> work, CancellationToken ct, AddedRows? added = null, bool diskMayFollow = false)
    {
        ct.ThrowIfCancellationRequested();
        var unit = new Unit(tenant, work, added, diskMayFollow);
        lanes[(int)((ulong)tenant % (ulong)lanes.Length)].Enqueue(unit);
        return unit.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
        {
            await lane.DisposeAsync();
        }
    }

    private sealed class Unit(long tenant, Func<WriteTransaction, Task> work, AddedRows? added, bool diskMayFollow)
    {
        public bool DiskMayFollow { get; } = diskMayFollow;

        public long Tenant { get; } = tenant;

        public AddedRows? Added { get; } = added;

        public Func<WriteTransaction, Task> Work { get; } = work;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Failure { get; set; }
    }

    private sealed class Lane : IAsyncDisposable
    {
        private readonly WriteLanes owner;
        private readonly Channel<Unit> queue = Channel.CreateUnbounded<Unit>(new UnboundedChannelOptions { SingleReader = true });
        private readonly Task pump;
        private WriteTransaction? connection;

        public Lane(WriteLanes owner)
        {
            this.owner = owner;
            pump = Task.Run(PumpAsync);
        }

        public void Enqueue(Unit unit)
        {
            if (!queue.Writer.TryWrite(unit))
            {
                throw new ObjectDisposedException(nameof(WriteLanes), "The Hub is stopping.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            queue.Writer.TryComplete();
            await pump;
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        private async Task PumpAsync()
        {
            List<Unit> waiting = [];
            while (await queue.Reader.WaitToReadAsync())
            {
                while (waiting.Count < owner.unitsPerCommit && queue.Reader.TryRead(out var unit))
                {
                    waiting.Add(unit);
                }
                foreach (var group in waiting.GroupBy(u => owner.database.IsPostgres ? u.Tenant : 0))
                {
                    await CommitTogetherAsync([.. group]);
                }
                waiting.Clear();
            }
        }

        private async Task CommitTogetherAsync(List<Unit> units)
        {
            try
            {
                await RunBatchAsync(units);
            }
#pragma warning disable CA1031 // Whatever broke the shared transaction, each unit gets its own try, and its own exception.
            catch (Exception error)
#pragma warning restore CA1031
            {
                await DropConnectionAsync();
                if (units.Count == 1 && !IsWorthRepeating(error))
                {
                    units[0].Done.TrySetException(error);
                    return;
                }
                foreach (var unit in units)
                {
                    await CommitAloneAsync(unit);
                }
                return;
            }
            Answer(units);
        }

        private async Task CommitAloneAsync(Unit unit)
        {
            const int Tries = 3;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    unit.Failure = null;
                    await RunBatchAsync([unit]);
                    Answer([unit]);
                    return;
                }
#pragma warning disable CA1031 // The unit's caller gets the exception.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    await DropConnectionAsync();
                    if (attempt == Tries || !IsWorthRepeating(error))
                    {
                        unit.Done.TrySetException(error);
                        return;
                    }
                }
            }
        }

        private static void Answer(List<Unit> units)
        {
            foreach (var unit in units)
            {
                if (unit.Failure is { } failure)
                {
                    unit.Done.TrySetException(failure);
                }
                else
                {
                    unit.Done.TrySetResult();
                }
            }
        }

        /// <summary>Runs the units in one transaction. Throws only when the transaction as a whole is lost.</summary>
        private async Task RunBatchAsync(List<Unit> units)
        {
            var work = connection ??= await WriteTransaction.OpenAsync(owner.database, owner.ids);
            await work.BeginAsync(units[0].Tenant, flush: !units.TrueForAll(u => u.DiskMayFollow));
            var together = units.Where(u => u.Added is not null).ToList();
            var written = together.Count > 1 && await TryWriteTogetherAsync(work, together);
            foreach (var unit in units)
            {
                if (written && unit.Added is not null)
                {
                    continue;
                }
                unit.Failure = null;
                await work.SaveAsync();
                try
                {
                    await unit.Work(work);
                    await work.ReleaseAsync();
                }
#pragma warning disable CA1031 // The unit's failure is its caller's; the others go on from the savepoint.
                catch (Exception error) when (!BreaksTransaction(error))
#pragma warning restore CA1031
                {
                    unit.Failure = error;
                    await work.UndoAsync();
                }
            }
            await work.CommitAsync();
        }

        /// <summary>False, with nothing written, when one of them can not be: then each runs alone and the culprit gets the exception.</summary>
        private static async Task<bool> TryWriteTogetherAsync(WriteTransaction work, List<Unit> units)
        {
            await work.SaveAsync();
            try
            {
                await AddedRows.WriteAsync(work, [.. units.Select(u => u.Added!)]);
                await work.ReleaseAsync();
                units.ForEach(u => u.Failure = null);
                return true;
            }
            catch (DbException error) when (!BreaksTransaction(error))
            {
                await work.UndoAsync();
                return false;
            }
        }

        private async Task DropConnectionAsync()
        {
            if (connection is { } old)
            {
                connection = null;
                await old.DisposeAsync();
            }
        }

        private static bool BreaksTransaction(Exception error) => IsWorthRepeating(error) || Database(error) is NpgsqlException { IsTransient: true };

        /// <summary>The database ended the transaction for the sake of another one: it may simply be tried again.</summary>
        private static bool IsWorthRepeating(Exception error) =>
            Database(error) is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

        private static Exception? Database(Exception? error)
        {
            while (error is not null and not DbException)
            {
                error = error.InnerException;
            }
            return error;
        }
    }
}
