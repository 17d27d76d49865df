namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>Athena speaks two: Trino for queries and views, Hive for the rest of the DDL.</summary>
enum SqlDialect
{
    Trino,

    /// <summary>Backticks around names, backslashes in texts, reserved words as names.</summary>
    Hive,
}
