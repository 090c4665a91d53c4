using System.Runtime.CompilerServices;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>The data folder can be written, and has room.</summary>
internal sealed class DataFolderCheck(DataFolder folder) : IInstallationCheck
{
    private const long LeastFree = 1L << 30; // 1 GiB: days of call log on a busy node

    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        string? failure = null;
        try
        {
            var probe = folder.File(".check-" + Guid.NewGuid().ToString("N"));
            await File.WriteAllTextAsync(probe, "may be deleted", ct);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failure = error.Message;
        }
        if (failure is not null)
        {
            yield return new Finding("data folder", failure, $"make {folder.Path} writable for the user who runs the Hub, or give another one with --data");
            yield break;
        }
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        yield return free < LeastFree
            ? new Finding("data folder", $"{folder.Path} has {free >> 20} MiB left", "make room, or give a folder on another disk with --data")
            : new Finding("data folder", $"{folder.Path} can be written, {free >> 30} GiB are free");
    }
}
