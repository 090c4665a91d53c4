using System.Data.Common;
using System.Runtime.CompilerServices;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>The clock is plausible: callers' timestamps are judged by it, to five minutes (openapi-gateway 3.3).</summary>
internal sealed class ClockCheck(HubDatabase database, DataFolder folder, TimeProvider clock) : IInstallationCheck
{
    // Nodes of one database order events by their clocks; a caller may be five minutes off, so half a minute between nodes is already too much.
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(30);

    private const string Mend = "set the machine's clock and keep it right, for example with chrony or systemd-timesyncd: timedatectl set-ntp true";

    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var now = clock.UtcNow();
        var built = File.GetLastWriteTimeUtc(typeof(ClockCheck).Assembly.Location);
        if (now < built - TimeSpan.FromDays(1))
        {
            yield return new Finding("clock", $"it says {now:u}, before this program was made ({built:u})", Mend);
        }
        else if (await OtherClockAsync(ct) is not { } other)
        {
            yield return new Finding("clock", $"it says {now:u}; there is no other clock to compare it with");
        }
        else
        {
            var apart = (clock.UtcNow() - other.Time).Duration();
            yield return apart > MostApart
                ? new Finding("clock", $"it says {now:u}, {other.Whose} says {other.Time:u}", Mend)
                : new Finding("clock", $"it says {now:u}, and {other.Whose} agrees to {Math.Ceiling(apart.TotalMilliseconds):0} ms");
        }
    }

    private async Task<(DateTime Time, string Whose)?> OtherClockAsync(CancellationToken ct)
    {
        try
        {
            if (!database.IsPostgres)
            {
                // A local disk takes the machine's own time; a network drive brings its server's.
                var probe = folder.File(".check-" + Guid.NewGuid().ToString("N"));
                await File.WriteAllTextAsync(probe, "may be deleted", ct);
                var written = File.GetLastWriteTimeUtc(probe);
                File.Delete(probe);
                return (written, "the data folder's disk");
            }
            await using var connection = database.NewConnection();
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "select now()";
            return (((DateTime)(await command.ExecuteScalarAsync(ct))!).ToUniversalTime(), "the database server");
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
