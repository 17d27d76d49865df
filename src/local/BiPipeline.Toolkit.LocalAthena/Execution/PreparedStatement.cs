using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A parsed statement, and the values of its <c>?</c>.</summary>
sealed record PreparedStatement(Statement Statement, IReadOnlyList<Expression> Parameters)
{
    /// <summary>The workgroup, whose prepared statements PREPARE changes.</summary>
    internal string WorkGroup { get; init; } = LocalAthenaOptions.DefaultWorkGroup;

    /// <summary>
    /// The location of a table that CREATE TABLE AS creates without one, whose rows become objects too; null if nothing serves objects.
    /// </summary>
    internal string? TableFolder { get; init; }
}
