namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a unit becomes.</summary>
/// <param name="Inputs">The objects that are replaced.</param>
/// <param name="Outputs">The objects that replace them, not stored yet.</param>
/// <param name="Rows">Number of rows or lines that were read from the inputs.</param>
/// <param name="Repeated">Number of rows that were equal to one before.</param>
/// <param name="LeftOut">Number of rows that the filter left out.</param>
sealed record Rewritten(
    IReadOnlyList<RewriteInput> Inputs, IReadOnlyList<PendingObject> Outputs, long Rows, long Repeated, long LeftOut);
