namespace Weft.Hub.Platform.Sheets;

/// <summary>
/// Takes writes of either kind, and hands them on asynchronously when asked: packing writes its last bytes synchronously, which an answer does not allow. Some tens of
/// kilobytes are held between.
/// </summary>
internal sealed class StagedStream(Stream to) : Stream
{
    private readonly MemoryStream staged = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task DrainAsync(CancellationToken ct)
    {
        if (staged.Length > 0)
        {
            await to.WriteAsync(staged.GetBuffer().AsMemory(0, (int)staged.Length), ct);
            staged.SetLength(0);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => staged.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => staged.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        staged.Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        staged.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            staged.Dispose();
        }
        base.Dispose(disposing);
    }
}
