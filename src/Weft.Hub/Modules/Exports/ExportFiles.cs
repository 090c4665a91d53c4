using System.Globalization;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Hosting;

namespace Weft.Hub.Modules.Exports;

/// <summary>Where the files lie: <c>exports/tenant/id.ending</c> in the data folder, which several nodes share. A file is whole when it is there: it is written beside and moved.</summary>
internal sealed class ExportFiles(IOptions<HubOptions> hub)
{
    public FileStream Create(long tenantId, long id, int attempt) =>
        new(Beside(tenantId, id, attempt), FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true);

    /// <summary>Makes the written file the one that is fetched.</summary>
    public void Keep(long tenantId, long id, int attempt, string format) => File.Move(Beside(tenantId, id, attempt), PathOf(tenantId, id, format), overwrite: true);

    /// <summary>The file, or null when it is gone.</summary>
    public FileStream? Open(long tenantId, long id, string format)
    {
        try
        {
            return new FileStream(PathOf(tenantId, id, format), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes away the file and what was left beside it.</summary>
    public void Delete(long tenantId, long id)
    {
        foreach (var path in Directory.EnumerateFiles(Folder(tenantId), id.ToString(CultureInfo.InvariantCulture) + ".*"))
        {
            File.Delete(path);
        }
    }

    private string Folder(long tenantId) =>
        Directory.CreateDirectory(Path.Combine(Path.GetFullPath(hub.Value.Data), "exports", tenantId.ToString(CultureInfo.InvariantCulture))).FullName;

    private string PathOf(long tenantId, long id, string format) => Path.Combine(Folder(tenantId), string.Create(CultureInfo.InvariantCulture, $"{id}.{format}"));

    private string Beside(long tenantId, long id, int attempt) => Path.Combine(Folder(tenantId), string.Create(CultureInfo.InvariantCulture, $"{id}.{attempt}.part"));
}
