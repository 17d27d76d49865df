namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Leaves rows out of a rewrite. Units call it at the same time.</summary>
interface IRowFilter
{
    /// <summary>Decides on the rows of a batch.</summary>
    /// <param name="table">The table and columns of the batch.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="keeps">One place per row, true at the start; false leaves the row out.</param>
    void Apply(LakeTable table, ColumnBatch rows, Span<bool> keeps);
}
