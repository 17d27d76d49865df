using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>The result of a statement.</summary>
/// <param name="StatementType">The kind of statement: <c>DDL</c>, <c>DML</c> or <c>UTILITY</c>.</param>
/// <param name="SubstatementType">The statement's first words in Athena's form: <c>SELECT</c>, <c>CREATE_VIEW</c>, …</param>
/// <param name="Columns">The columns; empty for statements without a result.</param>
/// <param name="Rows">The rows without a header, each value in Athena's text form; null is SQL NULL.</param>
public sealed record LocalAthenaResult(
    string StatementType,
    string SubstatementType,
    IReadOnlyList<LocalAthenaColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>
    /// Number of bytes of the files that the statement read. Files of partitions that its conditions leave out do not count.
    /// </summary>
    public long DataScannedBytes { get; init; }

    /// <summary>Number of rows that the statement wrote, changed or deleted; null for a statement that writes no rows.</summary>
    public long? UpdateCount { get; init; }

    /// <summary>The number of characters that the rows count as in <see cref="LocalAthenaOptions.MaxResultCharacters"/>.</summary>
    internal long Characters { get; init; }

    /// <summary>The objects that UNLOAD or CREATE TABLE AS wrote; null for another statement.</summary>
    internal IReadOnlyList<string>? Manifest { get; init; }

    /// <summary>The result of a statement without columns.</summary>
    internal static LocalAthenaResult Done(Statement statement) => new(statement.TypeName, statement.Substatement, [], []);
}
