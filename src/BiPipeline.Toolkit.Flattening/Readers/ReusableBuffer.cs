using System.Buffers;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A growable buffer that is reused instead of allocated again.</summary>
sealed class ReusableBuffer : IBufferWriter<byte>
{
    byte[] _bytes = new byte[256];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    internal void Add(byte value)
    {
        Ensure(1);
        _bytes[Length++] = value;
    }

    internal void Add(ReadOnlySpan<byte> values)
    {
        Ensure(values.Length);
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>Keeps only the first bytes.</summary>
    internal void Truncate(int length) => Length = length;

    internal void Clear() => Length = 0;

    void Ensure(int more)
    {
        more = Math.Max(more, 1);
        if (more > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, checked((int)Math.Max(Length + (long)more, Math.Min(Array.MaxLength, _bytes.Length * 2L))));
        }
    }
}
