using System.Buffers;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway;

/// <summary>The request body byte for byte as received, read once, before anything decodes it (openapi-gateway 3.2).</summary>
internal sealed class RawBody : IRawBody, IDisposable
{
    private byte[] buffer;
    private int length;

    private RawBody(byte[] buffer) => this.buffer = buffer;

    public ReadOnlyMemory<byte> Body => buffer.AsMemory(0, length);

    /// <summary>The body, or null when it is longer than <paramref name="maxBytes"/>.</summary>
    public static async ValueTask<RawBody?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        var announced = request.ContentLength;
        if (announced > maxBytes)
        {
            return null;
        }
        if (announced is 0 || (announced is null && request.Headers.TransferEncoding.Count == 0))
        {
            return new RawBody([]);
        }
        var body = new RawBody(ArrayPool<byte>.Shared.Rent((int)Math.Max(announced ?? 0, 4096)));
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(ct);
                foreach (var segment in read.Buffer)
                {
                    if (body.length + segment.Length > maxBytes)
                    {
                        body.Dispose();
                        return null;
                    }
                    body.Append(segment.Span);
                }
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // Chunks of impossible sizes, a caller that went away: its fault, and no error of ours.
            body.Dispose();
            throw new BadHttpRequestException("The body could not be read to its end.", broken);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var rented = buffer;
        (buffer, length) = ([], 0);
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + bytes.Length, buffer.Length * 2));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
