namespace BiPipeline.Toolkit.Parquet;

/// <summary>The file's bytes on their way out; their count is the offset that the footer tells.</summary>
sealed class CountingOutput(IBufferWriter<byte> output)
{
    internal long Written { get; private set; }

    /// <summary>Counts from 0 again.</summary>
    internal void Restart() => Written = 0;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Written += bytes.Length;
    }
}
