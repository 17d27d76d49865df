namespace BiPipeline.Toolkit.Parquet;

/// <summary>An output that writes to a stream.</summary>
sealed class StreamOutput(Stream stream) : IBufferWriter<byte>
{
    byte[] _bytes = new byte[64 * 1024];

    public void Advance(int count) => stream.Write(_bytes.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length < sizeHint) { _bytes = new byte[sizeHint]; }
        return _bytes;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
