namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>duckdb.h, <c>duckdb_result</c>: 48 bytes, passed by value and by pointer; only the library looks inside.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeResult
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public nint Columns;
    public nint ErrorMessage;
    public nint InternalData;
}
