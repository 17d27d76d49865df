using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : ObjectContent
{
    public override long Length => bytes.Length;

    public override Stream OpenRead() => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
