namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>Athena's two dialects: Trino for queries and views, Hive for other DDL.</summary>
enum SqlDialect
{
    Trino,

    /// <summary>Backticks around names, backslashes in texts, reserved words as names.</summary>
    Hive,
}
