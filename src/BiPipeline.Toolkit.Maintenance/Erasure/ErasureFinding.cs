namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a scan found in one object or noncurrent version.</summary>
/// <param name="Store">Where it is.</param>
/// <param name="Version">The object or version.</param>
/// <param name="Zone">The zone; null outside the zones.</param>
/// <param name="Table">The table; empty outside the zones.</param>
/// <param name="Matches">Number of rows or lines with a key.</param>
/// <param name="Unreadable">Number of lines whose key can't be read.</param>
/// <param name="LastChange">The newest time of the matches; null when they have none.</param>
/// <param name="IsLastDeleted">Whether the newest of them is a deletion; null when unknown.</param>
sealed record ErasureFinding(
    IMaintenanceStore Store,
    ObjectVersion Version,
    LakeZone? Zone,
    string Table,
    long Matches,
    long Unreadable,
    DateTimeOffset? LastChange,
    bool? IsLastDeleted)
{
    internal string Key => Version.Key;
}
