namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The kind of a statement: only DML has a header row on its first result page.</summary>
enum AthenaStatementType
{
    /// <summary>CREATE, ALTER, DROP.</summary>
    Ddl = 0,

    /// <summary>SELECT.</summary>
    Dml,

    /// <summary>SHOW, DESCRIBE, EXPLAIN.</summary>
    Utility,
}
