namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>A connection that runs one statement at a time. Only <see cref="Interrupt"/> is thread-safe.</summary>
sealed class DuckDbConnection(DuckDBNativeConnection handle) : IDisposable
{
    /// <summary>Runs a statement and ignores its rows.</summary>
    internal void Execute(string sql)
    {
        var state = NativeMethods.Query.DuckDBQuery(handle, sql, out var result);
        try
        {
            if (!state.IsSuccess()) { throw ResultStream.Error(ref result); }
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }
    }

    /// <summary>Starts a statement. Rows are computed when they are fetched, so that memory holds one chunk and not the result.</summary>
    internal ResultStream Query(string sql)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(handle, sql, out var statement);
        try
        {
            return state.IsSuccess()
                ? new ResultStream(statement)
                : throw new DuckDbException(
                    DuckDBErrorType.Binder, NativeMethods.PreparedStatements.DuckDBPrepareError(statement)
                        ?? "DuckDB refused the statement.");
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Makes a function callable under its name.</summary>
    internal void Register(ScalarFunction function)
    {
        function.Register(handle);
        Execute(function.Macro);
    }

    /// <summary>Makes the errors of functions with this result known; once for each result, before any query.</summary>
    internal void RegisterErrorsOf(ScalarType result) => CheckedCast.Register(handle, result);

    /// <summary>Interrupts the running statement, which then fails with <see cref="DuckDBErrorType.Interrupt"/>.</summary>
    internal void Interrupt() => handle.Interrupt();

    public void Dispose() => handle.Dispose();
}
