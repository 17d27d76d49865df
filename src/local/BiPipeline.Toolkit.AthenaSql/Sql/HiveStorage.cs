namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Columns, location and format in Hive's DDL.</summary>
sealed record HiveStorage
{
    internal IReadOnlyList<HiveColumn> Columns { get; init; } = [];

    internal string? Location { get; init; }

    internal string? InputFormat { get; init; }

    internal string? OutputFormat { get; init; }

    internal HiveSerDe? SerDe { get; init; }

    /// <summary>The split of a new table's files; null for none.</summary>
    internal HiveBuckets? Buckets { get; init; }
}
