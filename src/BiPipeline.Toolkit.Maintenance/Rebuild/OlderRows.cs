namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The rows of older versions in the days of a rebuild, of parent and child tables (<see cref="Rebuild.CountOlderAsync"/>).
/// </summary>
/// <param name="Replaced">Number of rows whose event has a row of the new version in the same table. Views do not show them.</param>
/// <param name="Dated">Number of dated rows without one: their raw copy is an export. Load it again, better a new one.</param>
/// <param name="Changes">
/// Number of other rows without one. The new version can't read the change, ignores it, or its raw object does not exist. Views show them.
/// </param>
public sealed record OlderRows(long Replaced, long Dated, long Changes)
{
    internal static OlderRows None { get; } = new(0, 0, 0);

    /// <summary>Returns the counts with a row that is replaced.</summary>
    internal OlderRows WithReplaced() => this with { Replaced = Replaced + 1 };

    /// <summary>Returns the counts with a row that stays.</summary>
    internal OlderRows WithLeftOver(ColumnBatch rows, int row) => rows[EnvelopeColumns.Sequence].Validity[row] == 0
        ? this with { Dated = Dated + 1 }
        : this with { Changes = Changes + 1 };
}
