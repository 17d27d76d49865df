namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Passes one attribute to several readers: columns of different types, or a column and a child table. The value is rescued only when no
/// reader accepts it.
/// </summary>
sealed class SharedReader(IReadOnlyList<AttributeReader> readers) : AttributeReader
{
    internal override bool IsContainer => true;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        var start = scanner.Position;
        var end = -1;
        foreach (var reader in readers)
        {
            var before = row.Rescued.Save();
            scanner.Position = start;
            var outcome = reader.Read(ref scanner, row, tag, depth);
            if (outcome == Outcome.Malformed) { return outcome; }
            // What the first reader does not accept is rescued only one time.
            if (outcome == Outcome.TypeMismatch || end >= 0) { row.Rescued.RollBackTo(before); }
            if (outcome != Outcome.TypeMismatch) { end = scanner.Position; }
        }
        if (end < 0) { return Outcome.TypeMismatch; }
        scanner.Position = end;
        return Outcome.Accepted;
    }
}
