namespace BiPipeline.Toolkit;

/// <summary>What became of a payload in one table.</summary>
/// <param name="Table">The table's name; a child table has an outcome of its own.</param>
/// <param name="Rows">Rows written to it.</param>
/// <param name="Rescued">Values that no column could take, counted with the parent table for its children too.</param>
/// <param name="Quarantined">Records of the table that went to quarantine; 0 for a child table.</param>
public sealed record TableOutcome(string Table, long Rows, long Rescued, long Quarantined)
{
    internal bool IsEmpty => (Rows, Rescued, Quarantined) is (0, 0, 0);

    /// <summary>A batch's own table and its children's.</summary>
    internal static IEnumerable<TableOutcome> Of(RecordBatch batch) =>
    [
        new(batch.Table.Name, batch.Columns.RowCount, batch.RescuedValues, batch.Quarantine.Count),
        .. batch.Children.Select(child => new TableOutcome(child.Table.Name, child.Columns.RowCount, Rescued: 0, Quarantined: 0)),
    ];
}
