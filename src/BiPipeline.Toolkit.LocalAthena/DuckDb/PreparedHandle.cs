namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>Owns what <c>duckdb_destroy_prepare</c> releases.</summary>
sealed class PreparedHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_prepare(ref handle);
        return true;
    }
}
