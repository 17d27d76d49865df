namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>DuckDB refused or broke off a statement.</summary>
sealed class DuckDbException(DuckDbErrorKind kind, string message) : Exception(message)
{
    internal DuckDbErrorKind Kind { get; } = kind;
}
