namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>A running statement's rows, chunk by chunk.</summary>
sealed unsafe class DuckDbResult : IDisposable
{
    readonly PreparedHandle _statement;
    readonly NativeResult* _result;
    nint _chunk;
    bool _disposed;

    DuckDbResult(PreparedHandle statement, NativeResult* result)
    {
        _statement = statement;
        _result = result;
        ColumnCount = (int)NativeMethods.duckdb_column_count(result);
    }

    internal int ColumnCount { get; }

    /// <summary>Rows of the current chunk.</summary>
    internal int RowCount { get; private set; }

    internal static DuckDbResult Start(PreparedHandle statement)
    {
        var result = (NativeResult*)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult));
        if (NativeMethods.duckdb_execute_prepared_streaming(statement, result) == NativeMethods.Success) { return new DuckDbResult(statement, result); }
        try
        {
            throw Error(result);
        }
        finally
        {
            Free(result);
        }
    }

    /// <summary>Fetches the next chunk; false at the end.</summary>
    internal bool Next()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ReleaseChunk();
        _chunk = NativeMethods.duckdb_fetch_chunk(*_result);
        // An error in the middle of a stream looks like its end.
        if (_chunk == 0 && NativeMethods.duckdb_result_error(_result) is not null and var text && *text != 0) { throw Error(_result); }
        RowCount = _chunk == 0 ? 0 : (int)NativeMethods.duckdb_data_chunk_get_size(_chunk);
        return RowCount > 0;
    }

    /// <summary>A column of the current chunk, valid until the next one is fetched.</summary>
    internal DuckDbVector Column(int column) => new(NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)column));

    internal string ColumnTypeName(int column)
    {
        var type = NativeMethods.duckdb_column_logical_type(_result, (ulong)column);
        try
        {
            return DuckDbTypeName.Of(type);
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref type);
        }
    }

    public void Dispose()
    {
        if (_disposed) { return; }
        _disposed = true;
        ReleaseChunk();
        Free(_result);
        _statement.Dispose();
    }

    internal static DuckDbException Error(NativeResult* result) => new(
        (DuckDbErrorKind)NativeMethods.duckdb_result_error_type(result),
        Marshal.PtrToStringUTF8((nint)NativeMethods.duckdb_result_error(result)) ?? "DuckDB failed without a message.");

    void ReleaseChunk()
    {
        if (_chunk != 0) { NativeMethods.duckdb_destroy_data_chunk(ref _chunk); }
    }

    static void Free(NativeResult* result)
    {
        NativeMethods.duckdb_destroy_result(result);
        NativeMemory.Free(result);
    }
}
