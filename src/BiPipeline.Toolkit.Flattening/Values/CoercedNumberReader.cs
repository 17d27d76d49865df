namespace BiPipeline.Toolkit.Flattening;

/// <summary>Text that is exactly a number, read as one: an S has its digits where an N has them.</summary>
/// <param name="inner">Reads numbers.</param>
sealed class CoercedNumberReader(AttributeReader inner) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.S) { return inner.Read(ref scanner, row, tag, depth); }
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        if (!NumberText.TryParse(row.Buffers.Text.Unescape(scanner.Bytes, text), out _)) { return Outcome.TypeMismatch; }
        scanner.Position = start;
        return inner.Read(ref scanner, row, AttributeTag.N, depth);
    }
}
