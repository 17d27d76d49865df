namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>What a statement came to.</summary>
/// <param name="StatementType">The kind of statement: <c>DDL</c>, <c>DML</c> or <c>UTILITY</c>.</param>
/// <param name="SubstatementType">The statement's first words, as Athena names them: <c>SELECT</c>, <c>CREATE_VIEW</c>, …</param>
/// <param name="Columns">The columns; none for statements without a result.</param>
/// <param name="Rows">The rows without a header, each value as the text that Athena sends; null is SQL NULL.</param>
public sealed record LocalAthenaResult(
    string StatementType,
    string SubstatementType,
    IReadOnlyList<LocalAthenaColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>Bytes of the files that the statement could read; what partitions were pruned while it ran is not taken off.</summary>
    public long DataScannedBytes { get; init; }
}
