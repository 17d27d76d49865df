namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One page of a result in the service's form: every value is text, and the first page of a SELECT starts with a header row.
/// </summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; null is SQL NULL, and empty text is empty text. Statements such as DESCRIBE send one text per
/// row.</param>
/// <param name="NextToken">The token of the next page; null at the end.</param>
public sealed record AthenaResultPage(
    IReadOnlyList<AthenaColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    string? NextToken)
{
    /// <summary>Number of rows that INSERT or CREATE TABLE AS wrote; null if unknown.</summary>
    public long? UpdateCount { get; init; }
}
