namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The rows of a result, and the number of characters that they count as.</summary>
readonly record struct QueryRows(IReadOnlyList<IReadOnlyList<string?>> Rows, long Characters);
