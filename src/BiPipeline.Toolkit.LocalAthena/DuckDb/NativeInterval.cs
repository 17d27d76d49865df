namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>duckdb.h, <c>duckdb_interval</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeInterval
{
    public int Months;
    public int Days;
    public long Microseconds;
}
