namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>Owns what <c>duckdb_disconnect</c> releases.</summary>
sealed class ConnectionHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        return true;
    }
}
