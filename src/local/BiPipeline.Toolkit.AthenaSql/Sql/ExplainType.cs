namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>What EXPLAIN shows.</summary>
enum ExplainType
{
    /// <summary>The plan.</summary>
    Distributed = 0,

    /// <summary>The plan.</summary>
    Logical,

    /// <summary>Whether the statement is valid.</summary>
    Validate,

    /// <summary>The tables that the statement reads.</summary>
    Io,
}
