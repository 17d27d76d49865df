namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>Owns what <c>duckdb_close</c> releases.</summary>
sealed class DatabaseHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_close(ref handle);
        return true;
    }
}
