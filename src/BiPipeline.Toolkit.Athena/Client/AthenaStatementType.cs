namespace BiPipeline.Toolkit.Athena;

/// <summary>The kind of a statement: only <see cref="Dml"/> selects have a header row on their first result page.</summary>
public enum AthenaStatementType
{
    /// <summary>The service did not say.</summary>
    Unknown = 0,

    /// <summary>CREATE, ALTER, DROP (<c>DDL</c>).</summary>
    Ddl,

    /// <summary>SELECT, INSERT, CREATE TABLE AS, UNLOAD (<c>DML</c>).</summary>
    Dml,

    /// <summary>SHOW, DESCRIBE, EXPLAIN (<c>UTILITY</c>).</summary>
    Utility,
}
