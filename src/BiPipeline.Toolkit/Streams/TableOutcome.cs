namespace BiPipeline.Toolkit;

/// <summary>The result of a payload in one table.</summary>
/// <param name="Table">The table's name. A child table has a separate outcome.</param>
/// <param name="Rows">Number of rows written.</param>
/// <param name="Rescued">Number of values that fit no column. The parent table's number includes its children.</param>
/// <param name="Quarantined">Number of the table's records in quarantine; 0 for a child table.</param>
public sealed record TableOutcome(string Table, long Rows, long Rescued, long Quarantined)
{
    internal bool IsEmpty => (Rows, Rescued, Quarantined) is (0, 0, 0);

    /// <summary>Returns the outcomes of a batch's table and its child tables.</summary>
    internal static IEnumerable<TableOutcome> Of(RecordBatch batch) =>
    [
        new(batch.Table.Name, batch.Columns.RowCount, batch.RescuedValues, batch.Quarantine.Count),
        .. batch.Children.Select(child => new TableOutcome(child.Table.Name, child.Columns.RowCount, Rescued: 0, Quarantined: 0)),
    ];
}
