using System.Buffers;
using System.Runtime.InteropServices;
using ParquetSharp.IO;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The bytes of a file for the reader, which jumps in it: pinned memory for a small one; otherwise the store's own file, or a temporary
/// one where the store only has a stream.
/// </summary>
sealed class SeekableFile : IDisposable
{
    readonly IDisposable[] _owned;
    byte[]? _rented;
    GCHandle _pin;

    SeekableFile(byte[] rented, int length)
    {
        _rented = rented;
        _pin = GCHandle.Alloc(rented, GCHandleType.Pinned);
        var buffer = new ParquetSharp.IO.Buffer(_pin.AddrOfPinnedObject(), length);
        var reader = new BufferReader(buffer);
        (Source, _owned) = (reader, [reader, buffer]);
    }

    SeekableFile(Stream stream, IDisposable? temporary = null)
    {
        var reader = new ManagedRandomAccessFile(stream, leaveOpen: true);
        (Source, _owned) = (reader, temporary is null ? [reader, stream] : [reader, stream, temporary]);
    }

    internal RandomAccessFile Source { get; }

    /// <summary>Takes a stream over, and reads it if it is small or can't seek.</summary>
    internal static async Task<SeekableFile> OfAsync(Stream stream, int memoryBytes, CancellationToken cancellationToken)
    {
        var isTaken = false;
        try
        {
            if (!stream.CanSeek) { return await CopyAsync(stream, memoryBytes, cancellationToken).ConfigureAwait(false); }
            isTaken = stream.Length > memoryBytes;
            return isTaken ? new(stream) : await ReadAsync(stream, (int)stream.Length, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isTaken) { await stream.DisposeAsync().ConfigureAwait(false); }
        }
    }

    public void Dispose()
    {
        foreach (var item in _owned) { item.Dispose(); }
        if (_rented is null) { return; }
        _pin.Free();
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    static async Task<SeekableFile> ReadAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await stream.ReadExactlyAsync(bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
        return new(bytes, length);
    }

    static async Task<SeekableFile> CopyAsync(Stream stream, int memoryBytes, CancellationToken cancellationToken)
    {
        const int part = 128 * 1024;
        var buffer = new SpillBuffer(memoryBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.GetMemory(part), cancellationToken).ConfigureAwait(false)) > 0)
            {
                buffer.Advance(read);
            }
            var content = buffer.ToContent();
            if (content.Length > memoryBytes) { return new(content.OpenRead(), buffer); }
            var copy = content.OpenRead();
            await using var _ = copy.ConfigureAwait(false);
            var file = await ReadAsync(copy, (int)content.Length, cancellationToken).ConfigureAwait(false);
            buffer.Dispose();
            return file;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }
}
