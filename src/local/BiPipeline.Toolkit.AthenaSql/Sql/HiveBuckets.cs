namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>How a table's files are split by values.</summary>
sealed record HiveBuckets(IReadOnlyList<string> Columns, int Count);
