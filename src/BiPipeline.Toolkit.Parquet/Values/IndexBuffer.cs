namespace BiPipeline.Toolkit.Parquet;

/// <summary>Space for a chunk's dictionary indices. Chunks are written one after another, so all dictionaries share it.</summary>
sealed class IndexBuffer
{
    int[] _indices = [];

    internal Span<int> Take(int count)
    {
        Growth.Ensure(ref _indices, count);
        return _indices.AsSpan(0, count);
    }

    internal ReadOnlySpan<int> this[Range range] => _indices.AsSpan(range);
}
