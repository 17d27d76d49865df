using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A column by whose value, or a transform of it, a table of ours is partitioned.</summary>
sealed record OwnPartition(string Column, string? Transform, int? Argument)
{
    /// <summary>The field as DDL has it.</summary>
    internal string Text => new IcebergPartition(new(Column, true, default), Transform, Argument).ToString();

    /// <summary>Returns the partition of a row in DuckDB's SQL. A bucket's number is not Iceberg's, but their count is.</summary>
    internal string Value(string column) => Transform switch
    {
        "year" or "month" or "day" or "hour" => $"date_trunc('{Transform}', CAST({column} AS TIMESTAMP))",
        "bucket" => string.Create(CultureInfo.InvariantCulture, $"hash({column}) % {Argument}"),
        "truncate" => string.Create(CultureInfo.InvariantCulture, $"left(CAST({column} AS VARCHAR), {Argument})"),
        _ => column,
    };
}
