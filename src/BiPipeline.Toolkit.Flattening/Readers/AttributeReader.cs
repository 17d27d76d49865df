namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads one attribute value into a column, into several columns, or skips it.</summary>
abstract class AttributeReader
{
    /// <summary>Whether values have members or elements, whose paths may be needed.</summary>
    internal virtual bool IsContainer => false;

    /// <summary>Reads the content of a value after <see cref="AttributeScanner.Open"/>.</summary>
    /// <param name="scanner">On return, after the content, unless the outcome is <see cref="Outcome.TypeMismatch"/>.</param>
    /// <param name="row">The row, in the scope of the value if it is a container, else of the container around it.</param>
    /// <param name="tag">The value's tag.</param>
    /// <param name="depth">Number of lists and maps around the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Outcome Read(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) =>
        tag != AttributeTag.Null ? ReadPresent(ref scanner, row, tag, depth)
        : AttributeScanner.ReadNull(ref scanner) ? Outcome.Null
        : Outcome.Malformed;

    protected abstract Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth);
}
