namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>duckdb.h, <c>duckdb_list_entry</c>: where a list's elements lie in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeListEntry
{
    public ulong Offset;
    public ulong Length;
}
