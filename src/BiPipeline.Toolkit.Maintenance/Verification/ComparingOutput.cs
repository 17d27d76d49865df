using System.Buffers;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Compares written bytes with those of a stream.</summary>
/// <param name="expected">The stream.</param>
sealed class ComparingOutput(Stream expected) : IBufferWriter<byte>
{
    const int LeastBytes = 64 * 1024;

    byte[] _written = new byte[LeastBytes];
    byte[] _read = new byte[LeastBytes];
    bool _differs;

    public void Advance(int count)
    {
        if (_differs) { return; }
        if (_read.Length < count) { _read = new byte[_written.Length]; }
        var length = expected.ReadAtLeast(_read.AsSpan(0, count), count, throwOnEndOfStream: false);
        _differs = !_read.AsSpan(0, length).SequenceEqual(_written.AsSpan(0, count));
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _written;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _written;
    }

    /// <summary>Returns whether exactly the bytes of the stream were written.</summary>
    internal bool End() => !_differs && expected.Read(_read, 0, 1) == 0;

    void Ensure(int sizeHint)
    {
        if (_written.Length < sizeHint) { _written = new byte[Math.Max(sizeHint, 2 * _written.Length)]; }
    }
}
