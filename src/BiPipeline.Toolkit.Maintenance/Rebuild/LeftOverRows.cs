namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Rows of an older version that a rebuild did not replace.</summary>
/// <param name="Dated">Number of dated rows: their raw copy is an export. Load it again, better a new one.</param>
/// <param name="Changes">
/// Number of changes without a row of the new version: it cannot read them, ignores them, or their raw object does not exist.
/// </param>
sealed record LeftOverRows(long Dated, long Changes)
{
    internal static LeftOverRows None { get; } = new(0, 0);

    /// <summary>Returns the counts with one more row.</summary>
    internal LeftOverRows With(ColumnBatch rows, int row) => rows[EnvelopeColumns.Sequence].Validity[row] == 0
        ? this with { Dated = Dated + 1 }
        : this with { Changes = Changes + 1 };
}
