using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Files;

/// <summary>A file that is kept: by the hash of its content, within its tenant.</summary>
public sealed record StoredFile(string Hash, long SizeBytes, FileKind? Kind);

/// <summary>
/// Keeps files in the data folder: <c>files/tenant/first two digits/SHA-256</c>. The same content is stored once in a tenant; nothing of a name that a person gives
/// becomes part of a path. A file is complete when it is there: it is written beside and moved. Several nodes need the folder on storage that they share.
/// </summary>
public sealed class FileStore(IOptions<HubOptions> hub, TenantScope tenant)
{
    private string Folder => Path.Combine(Path.GetFullPath(hub.Value.Data), "files");

    /// <summary>Takes a file in; null when it is longer than <paramref name="maxBytes"/>, and then nothing is kept.</summary>
    public async Task<StoredFile?> SaveAsync(Stream content, long maxBytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        var incoming = Directory.CreateDirectory(Path.Combine(Folder, "incoming")).FullName;
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            if (await WriteAsync(content, temporary, maxBytes, ct) is not { } stored)
            {
                return null;
            }
            var path = PathOf(tenant.Required, stored.Hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The content, or null when there is none: of another tenant, or lost.</summary>
    public FileStream? Open(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }
        try
        {
            return new FileStream(PathOf(tenant.Required, hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<StoredFile?> WriteAsync(Stream content, string path, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var block = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            byte[] head = [];
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(block, ct)) > 0)
            {
                size += read;
                if (size > maxBytes)
                {
                    return null;
                }
                if (head.Length < FileKind.HeadBytes)
                {
                    head = [.. head, .. block.AsSpan(0, Math.Min(read, FileKind.HeadBytes - head.Length))];
                }
                hash.AppendData(block, 0, read);
                await file.WriteAsync(block.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
            return new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), size, FileKind.Of(head));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private string PathOf(long tenantId, string hash) =>
        Path.Combine(Folder, tenantId.ToString(System.Globalization.CultureInfo.InvariantCulture), hash[..2], hash);
}
