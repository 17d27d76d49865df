namespace BiPipeline.Toolkit.Parquet;

/// <summary>The output of a file. Counts the written bytes, which are the offsets in the footer.</summary>
sealed class CountingOutput(IBufferWriter<byte> output)
{
    internal long Written { get; private set; }

    /// <summary>Restarts the count at 0.</summary>
    internal void Restart() => Written = 0;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Written += bytes.Length;
    }
}
