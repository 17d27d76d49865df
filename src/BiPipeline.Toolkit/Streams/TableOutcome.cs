namespace BiPipeline.Toolkit;

/// <summary>What a payload came to in one table.</summary>
/// <param name="Table">The table's name; a child table has an outcome of its own.</param>
/// <param name="Rows">Rows written to it.</param>
/// <param name="Rescued">Values that no column could take, counted with the parent table for its children too.</param>
/// <param name="Quarantined">Records of the table that went to quarantine; 0 for a child table.</param>
public sealed record TableOutcome(string Table, long Rows, long Rescued, long Quarantined);
