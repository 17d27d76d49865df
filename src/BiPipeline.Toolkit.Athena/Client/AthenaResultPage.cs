namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One page of a result, as the service sends it: everything is text, and a select's first page begins with a header row.
/// </summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; null is SQL NULL, the empty text is the empty text. Statements such as DESCRIBE send one text a
/// row.</param>
/// <param name="NextToken">What asks for the next page; null at the end.</param>
public sealed record AthenaResultPage(
    IReadOnlyList<AthenaColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    string? NextToken)
{
    /// <summary>Rows that INSERT or CREATE TABLE AS wrote; null when not said.</summary>
    public long? UpdateCount { get; init; }
}
