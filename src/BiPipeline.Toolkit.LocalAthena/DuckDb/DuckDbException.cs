namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>DuckDB refused or broke off a statement.</summary>
sealed class DuckDbException(DuckDBErrorType kind, string message) : Exception(message)
{
    internal DuckDBErrorType Kind { get; } = kind;
}
