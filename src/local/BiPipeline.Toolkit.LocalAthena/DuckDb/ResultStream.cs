namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>The rows of a running statement, chunk by chunk.</summary>
sealed class ResultStream : IDisposable
{
    readonly DuckDBPreparedStatement _statement;
    DuckDBResult _result;
    DuckDBDataChunk? _chunk;
    bool _disposed;

    /// <summary>Starts a statement and owns it. If the start fails, the statement still belongs to the caller.</summary>
    internal ResultStream(DuckDBPreparedStatement statement)
    {
        _statement = statement;
        if (!NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out _result).IsSuccess())
        {
            var error = Error(ref _result);
            NativeMethods.Query.DuckDBDestroyResult(ref _result);
            throw error;
        }
        ColumnCount = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
    }

    internal int ColumnCount { get; }

    /// <summary>Number of rows in the current chunk.</summary>
    internal int RowCount { get; private set; }

    /// <summary>Fetches the next chunk. Returns false at the end.</summary>
    internal bool Next()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _chunk?.Dispose();
        _chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
        // An error in the middle of a stream looks like its end.
        if (_chunk.IsInvalid && NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 }) { throw Error(ref _result); }
        RowCount = _chunk.IsInvalid ? 0 : (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        return RowCount > 0;
    }

    /// <summary>Returns a column of the current chunk, valid until the next fetch.</summary>
    internal DuckDbVector Column(int column) => new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk!, column));

    internal string ColumnTypeName(int column)
    {
        using var type = NativeMethods.Query.DuckDBColumnLogicalType(ref _result, column);
        return DuckDbTypeName.Of(type);
    }

    public void Dispose()
    {
        if (_disposed) { return; }
        _disposed = true;
        _chunk?.Dispose();
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
        _statement.Dispose();
    }

    internal static DuckDbException Error(ref DuckDBResult result) => new(
        NativeMethods.Query.DuckDBResultErrorType(ref result), NativeMethods.Query.DuckDBResultError(ref result)
            ?? "DuckDB failed without a message.");
}
