namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>One connection: one statement at a time. Only <see cref="Interrupt"/> may be called from another thread.</summary>
sealed class DuckDbConnection(ConnectionHandle handle) : IDisposable
{
    /// <summary>Runs a statement whose rows nobody needs.</summary>
    internal unsafe void Execute(string sql)
    {
        NativeResult result;
        var status = NativeMethods.duckdb_query(handle, sql, &result);
        try
        {
            if (status != NativeMethods.Success) { throw DuckDbResult.Error(&result); }
        }
        finally
        {
            NativeMethods.duckdb_destroy_result(&result);
        }
    }

    /// <summary>Starts a statement; rows are computed while they are fetched, so that memory holds one chunk and not the result.</summary>
    internal DuckDbResult Query(string sql)
    {
        var status = NativeMethods.duckdb_prepare(handle, sql, out var statement);
        try
        {
            if (status != NativeMethods.Success) { throw PrepareError(statement); }
            return DuckDbResult.Start(statement);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    internal void Register(ScalarFunction function) => function.Register(handle);

    /// <summary>Breaks off the running statement, which then fails with <see cref="DuckDbErrorKind.Interrupt"/>.</summary>
    internal void Interrupt() => NativeMethods.duckdb_interrupt(handle);

    public void Dispose() => handle.Dispose();

    static unsafe DuckDbException PrepareError(PreparedHandle statement) =>
        new(DuckDbErrorKind.Binder, Marshal.PtrToStringUTF8((nint)NativeMethods.duckdb_prepare_error(statement)) ?? "DuckDB refused the statement.");
}
