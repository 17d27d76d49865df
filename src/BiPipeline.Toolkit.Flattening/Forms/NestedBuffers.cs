namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory for nested records: an outer record is still needed while its content is read.</summary>
sealed class NestedBuffers
{
    readonly ReusableBuffer?[] _decoded = new ReusableBuffer?[RecordForms.MaxDepth + 1];
    readonly ReusableBuffer?[] _minified = new ReusableBuffer?[RecordForms.MaxDepth + 1];
    readonly ReusableBuffer?[] _rewritten = new ReusableBuffer?[RecordForms.MaxDepth + 1];

    /// <summary>A record from an envelope.</summary>
    internal ReusableBuffer Decoded(int depth) => _decoded[depth] ??= new();

    /// <summary>A record without white space outside strings, for policies.</summary>
    internal ReusableBuffer Minified(int depth) => _minified[depth] ??= new();

    /// <summary>A record with policies applied.</summary>
    internal ReusableBuffer Rewritten(int depth) => _rewritten[depth] ??= new();
}
