namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The rows of a result.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Characters">The number of characters that they count as.</param>
readonly record struct QueryRows(IReadOnlyList<IReadOnlyList<string?>> Rows, long Characters)
{
    /// <summary>Number of bytes of the files that the query read.</summary>
    internal long ScannedBytes { get; init; }
}
