namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>duckdb.h, <c>duckdb_error_type</c>: those that are told apart.</summary>
enum DuckDbErrorKind
{
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    Binder = 24,
    InputOutput = 28,
    Interrupt = 29,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
}
