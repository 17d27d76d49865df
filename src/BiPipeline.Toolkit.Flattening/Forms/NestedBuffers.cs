namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory for records inside one another: a record is still needed while what it holds is read.</summary>
sealed class NestedBuffers
{
    readonly ReusableBuffer?[] _decoded = new ReusableBuffer?[RecordForms.MaxDepth + 1];
    readonly ReusableBuffer?[] _rewritten = new ReusableBuffer?[RecordForms.MaxDepth + 1];

    /// <summary>A record that was wrapped in another.</summary>
    internal ReusableBuffer Decoded(int depth) => _decoded[depth] ??= new();

    /// <summary>A record with policies applied.</summary>
    internal ReusableBuffer Rewritten(int depth) => _rewritten[depth] ??= new();
}
