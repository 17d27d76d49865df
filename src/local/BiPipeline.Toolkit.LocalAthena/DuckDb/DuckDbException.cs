namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>DuckDB refused or interrupted a statement.</summary>
sealed class DuckDbException(DuckDBErrorType kind, string message) : Exception(message)
{
    internal DuckDBErrorType Kind { get; } = kind;
}
