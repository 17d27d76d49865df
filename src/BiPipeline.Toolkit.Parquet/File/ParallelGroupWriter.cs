namespace BiPipeline.Toolkit.Parquet;

/// <summary>Writes row groups with columns encoded on several threads. The bytes are the same as with one thread.</summary>
sealed class ParallelGroupWriter
{
    readonly List<ColumnPart> _parts = [];

    /// <summary>Writes the chunks of all columns, in the schema's order.</summary>
    internal void Write(ParquetFormat format, ParquetSchema schema, ColumnBatch batch, in ChunkWriter.Target target)
    {
        while (_parts.Count < batch.Columns.Count) { _parts.Add(new()); }

        // The largest column first, so that no thread works on it alone at the end.
        int[] order = [.. Enumerable.Range(0, batch.Columns.Count).OrderByDescending(column => batch.Columns[column].ByteSize)];
        var next = -1;
        Parallel.For(0, Math.Min(format.Threads, order.Length), new() { MaxDegreeOfParallelism = format.Threads }, _ =>
        {
            var writer = format.Writers.Rent();
            for (var i = Interlocked.Increment(ref next); i < order.Length; i = Interlocked.Increment(ref next))
            {
                // Does not reuse a writer after a failure.
                if (!_parts[order[i]].TryEncode(writer, schema, batch, order[i], format.Options)) { return; }
            }
            format.Writers.Return(writer);
        });
        for (var i = 0; i < order.Length; i++) { _parts[i].AppendTo(target); }
    }
}
