namespace BiPipeline.Toolkit.Flattening;

/// <summary>Takes one attribute value out of the bytes: into a column, into deeper columns, or nowhere.</summary>
abstract class AttributeReader(PassContext context)
{
    protected PassContext Context { get; } = context;

    /// <summary>True when values have members or elements, whose paths may be needed.</summary>
    internal virtual bool IsContainer => false;

    /// <summary>Reads the content of a value that <see cref="AttributeScanner.Open"/> has opened.</summary>
    /// <param name="scanner">Afterwards behind the content, unless the outcome is <see cref="Outcome.Misfit"/>.</param>
    /// <param name="tag">The value's tag.</param>
    /// <param name="depth">Lists and maps around the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Outcome Read(ref JsonScanner scanner, AttributeTag tag, int depth) =>
        tag != AttributeTag.Null ? ReadPresent(ref scanner, tag, depth)
        : AttributeScanner.ReadNull(ref scanner) ? Outcome.Null
        : Outcome.Malformed;

    protected abstract Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth);
}
