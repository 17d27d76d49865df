namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The rows of a result, and how many characters they count for.</summary>
readonly record struct QueryRows(IReadOnlyList<IReadOnlyList<string?>> Rows, long Characters);
