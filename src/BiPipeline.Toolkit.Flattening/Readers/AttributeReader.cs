namespace BiPipeline.Toolkit.Flattening;

/// <summary>Takes one attribute value out of the bytes: into a column, into deeper columns, or nowhere.</summary>
abstract class AttributeReader
{
    /// <summary>True when values have members or elements, whose paths may be needed.</summary>
    internal virtual bool IsContainer => false;

    /// <summary>Reads the content of a value that <see cref="AttributeScanner.Open"/> has opened.</summary>
    /// <param name="scanner">Afterwards behind the content, unless the outcome is <see cref="Outcome.TypeMismatch"/>.</param>
    /// <param name="row">The row, seen from the value if it is a container, else from the one around it.</param>
    /// <param name="tag">The value's tag.</param>
    /// <param name="depth">Lists and maps around the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Outcome Read(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) =>
        tag != AttributeTag.Null ? ReadPresent(ref scanner, row, tag, depth)
        : AttributeScanner.ReadNull(ref scanner) ? Outcome.Null
        : Outcome.Malformed;

    protected abstract Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth);
}
