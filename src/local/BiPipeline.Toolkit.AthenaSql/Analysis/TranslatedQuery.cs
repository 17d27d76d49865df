using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A query in DuckDB's SQL with columns c0, c1, …, and the columns in Athena.</summary>
/// <param name="Body">The query without its WITH.</param>
/// <param name="Columns">The columns.</param>
sealed record TranslatedQuery(DuckSql Body, IReadOnlyList<OutputColumn> Columns)
{
    /// <summary>The common table expressions, each <c>name AS (query)</c>.</summary>
    internal IReadOnlyList<DuckSql> With { get; init; } = [];

    /// <summary>
    /// For each column the partition column that it has unchanged, if each row of the query is one of the table's; empty for another query.
    /// </summary>
    internal IReadOnlyList<PartitionField?> Partitions { get; init; } = [];

    /// <summary>The whole query.</summary>
    internal DuckSql Sql => With.Count == 0 ? Body : $"WITH {DuckSql.Join(", ", With)} {Body}";
}
